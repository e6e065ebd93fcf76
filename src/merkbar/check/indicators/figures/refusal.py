"""What the figures say instead of a number that would mislead."""


class Refused(Exception):
    """A series or a setting that no chart can be made of; the sentence says why and what to do."""

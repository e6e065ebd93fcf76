"""What is said of a document that cannot be read."""


class Unreadable(Exception):
    """The document cannot be read; the sentence says why and what may help."""

"""What the program says instead of a traceback when something expected stands in the way."""


class Refusal(Exception):
    """The command was understood but not done; the sentence goes to standard error and the exit status is 1."""

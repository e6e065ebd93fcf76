"""A document that is not taken in."""


class Refused(Exception):
    """Why a document cannot be carried, in one sentence for the one who brought it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

"""One sentence on the start page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """A true sentence, where it leads, whether somebody must act, and its sign when that is not the clock."""

    text: str
    address: str
    urgent: bool = False
    sign: str = ""

    @property
    def icon(self) -> str:
        """The sign beside it."""
        return self.sign or ("clock" if self.urgent else "same")

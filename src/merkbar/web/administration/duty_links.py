"""From a duty to the screen where it is done (R086). A duty whose screen is not here, or not for this person, has none."""

from typing import Final

from django.urls import reverse

from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right

SCREENS: Final = (
    ("melder avvik", "deviations:report", Right.REPORT),
    ("statistikk", "deviations:statistics", Right.STATISTICS),
    ("tall om", "deviations:statistics", Right.STATISTICS),
    ("analyserer avvik", "deviations:statistics", Right.STATISTICS),
    ("avvik", "deviations:register", Right.READ),
    ("svarer melder", "deviations:register", Right.READ),
    ("hms-saker", "deviations:register", Right.READ),
    ("personopplysning", "deviations:register", Right.READ),
    ("hendelser", "deviations:register", Right.READ),
    ("tiltak", "actions:register", Right.READ_ACTIONS),
    ("forbedring", "actions:register", Right.READ_ACTIONS),
    ("utpeker", "administration:fill", Right.EDIT_PEOPLE),
    ("innholdsansvar", "administration:lists", Right.EDIT_TAXONOMY),
    ("integrasjoner", "profile", Right.MAKE_TOKENS),
)
"""A word of the duty, the screen, and the right that opens it; the first that fits and opens."""


def linked(duty: str, standing: Standing) -> tuple[str, str]:
    """The duty and the address of its screen, empty when there is none."""
    said = duty.lower()
    fitting = (name for word, name, right in SCREENS if word in said and standing.may(right))
    name = next(fitting, "")
    return duty, reverse(name) if name else ""

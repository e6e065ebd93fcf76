"""The ontology: which relation may go from which kind to which. The database refuses a link outside it."""

from typing import Any

from merkbar.ground.records.models import LinkRule
from merkbar.ground.trail.write import write

RULES: tuple[tuple[str, str, str, str, str], ...] = (
    ("deviation", "part_of", "pattern", "er del av mønsteret", "samler"),
    ("deviation", "merged_into", "deviation", "er slått sammen med", "har tatt opp i seg"),
    ("deviation", "like", "deviation", "ligner på", "ligner på"),
    ("requirement", "anchors", "goal", "forankrer", "er forankret i"),
    ("goal", "measured_by", "indicator", "måles med", "måler"),
    ("indicator", "threatened_by", "risk", "er truet av", "truer"),
    ("goal", "threatened_by", "risk", "er truet av", "truer"),
    ("risk", "reduced_by", "action", "reduseres av", "reduserer"),
    ("action", "implemented_in", "procedure", "er innført i", "innfører"),
    ("deviation", "breached", "procedure", "brøt", "ble brutt i"),
    ("deviation", "led_to", "improvement", "førte til", "kom av"),
    ("pattern", "led_to", "improvement", "førte til", "kom av"),
    ("improvement", "changes", "procedure", "endrer", "ble endret av"),
)
"""From kind, relation, to kind, the words forward and the words back."""


@write
def load_link_rules(*, by: Any = None) -> None:
    """Add shipped rules that are missing."""
    for from_kind, relation, to_kind, words, words_back in RULES:
        LinkRule.objects.get_or_create(
            from_kind=from_kind,
            relation=relation,
            to_kind=to_kind,
            defaults={"words": words, "words_back": words_back},
        )

"""The kinds of action a municipality starts with. Loading again overwrites no changed text."""

from typing import Any

from merkbar.act.actions.models import ActionType
from merkbar.check.deviations.baseline import taxonomy
from merkbar.ground.trail.write import write


@write
def load_action_types(*, by: Any = None) -> None:
    """Put the shipped kinds of action and their strength (taxonomy 5.5) in the database."""
    for order, row in enumerate(taxonomy()["action_types"]):
        facts = {key: row[key] for key in ("name", "strength", "blocked_alone")}
        ActionType.objects.get_or_create(code=row["code"], defaults={**facts, "order": order})

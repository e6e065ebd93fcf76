"""Where indicators take part in earlier phases."""

from merkbar.check.indicators import goal_status
from merkbar.check.indicators.writes import measure
from merkbar.ground.records.registries import add_maker
from merkbar.plan.goals.status import add_reader


def register() -> None:
    """Say how targets stand, and make the indicator of a target."""
    add_reader(goal_status.of)
    add_maker("indicator", measure)

"""Where indicators take part in earlier phases."""

from merkbar.check.indicators import goal_status, panels
from merkbar.check.indicators.writes import measure
from merkbar.ground.records.registries import add_maker, add_panel
from merkbar.plan.goals.status import add_reader


def register() -> None:
    """Say how targets stand, make the indicator of a target, and show the way to it."""
    add_reader(goal_status.of)
    add_maker("indicator", measure)
    add_panel("result_target", "measure", panels.of_target)

"""Every change to a plan: one function, one transaction, one line in the trail."""

from merkbar.plan.goals.writes.keeping import drop, hand_over, take_up
from merkbar.plan.goals.writes.picturing import add_picture, edit_picture, remove_picture, restore_picture
from merkbar.plan.goals.writes.plans import adopt, edit, expire, involve, open_plan, publish, supersede
from merkbar.plan.goals.writes.reminding import remind
from merkbar.plan.goals.writes.revision import revise
from merkbar.plan.goals.writes.targets import (
    add_target,
    edit_target,
    move_target,
    remove_target,
    restore_target,
    tend,
)
from merkbar.plan.goals.writes.tree import add_node, edit_node, move_node, rate_factor, remove_node, restore_node
from merkbar.plan.goals.writes.unit_plans import (
    add_line,
    approve,
    close,
    describe,
    edit_line,
    evaluate,
    follow,
    remove_line,
    restore_line,
    start_unit_plan,
)

__all__ = [
    "add_line",
    "add_node",
    "add_picture",
    "add_target",
    "adopt",
    "approve",
    "close",
    "describe",
    "drop",
    "edit",
    "edit_line",
    "edit_node",
    "edit_picture",
    "edit_target",
    "evaluate",
    "expire",
    "follow",
    "hand_over",
    "involve",
    "move_node",
    "move_target",
    "open_plan",
    "publish",
    "rate_factor",
    "remind",
    "remove_line",
    "remove_node",
    "remove_picture",
    "remove_target",
    "restore_line",
    "restore_node",
    "restore_picture",
    "restore_target",
    "revise",
    "start_unit_plan",
    "supersede",
    "take_up",
    "tend",
]

"""The life of a thing as a table: step → (from, to). What every module's `states` reads its own table with."""

from collections.abc import Mapping
from dataclasses import dataclass

Steps = Mapping[str, tuple[tuple[str, ...], str | None]]
"""No states to come from: a beginning. No state to go to: the step keeps the state, or decides it itself."""


@dataclass(frozen=True, slots=True)
class Life:
    """A table of steps, and what is raised when one does not lead from the state a thing is in."""

    steps: Steps
    wrong: type[Exception]

    def after(self, step: str, state: str) -> str:
        """Find the state a step leads to.

        >>> Life({"open": (("draft",), "running"), "edit": (("draft", "running"), None)}, ValueError).after("edit", "draft")
        'draft'
        """
        origins, target = self.steps[step]
        if state not in origins:
            raise self.wrong
        return target or state

    def can(self, step: str, state: str) -> bool:
        """Whether a step leads anywhere from this state."""
        return state in self.steps[step][0]

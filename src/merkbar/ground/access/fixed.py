"""Values that stand in the statement itself instead of beside it: states and levels that the code names.

A statement is planned once for all values sent beside it, and the planner cannot know that these will always be the
ones a partial index was made for. It can when it reads them.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Value

PLAIN = re.compile(r"^[a-z_]+$")


class Fixed(Value):
    """One such value: a plain word or a whole number of our own, never something typed."""

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """Write it down."""
        if isinstance(self.value, int):
            return str(int(self.value)), ()
        if not PLAIN.match(str(self.value)):
            raise ValueError(self.value)
        return f"'{self.value}'", ()


def fixed(values: Iterable[str | int]) -> list[Fixed]:
    """Several, for `…__in`."""
    return [Fixed(str(value) if isinstance(value, str) else value) for value in values]

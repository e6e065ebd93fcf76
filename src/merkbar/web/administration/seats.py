"""Seats that lead: who holds them, and where a vacant one falls."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from merkbar.ground.people.models import Post
from merkbar.ground.units.models import Unit


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A unit without a leader of its own, and the post its cases fall to; None: nobody in the line."""

    unit: Unit
    falls_to: Post | None


def leading_posts(day: dt.date) -> dict[str, Post]:
    """Find the post that leads each unit on `day`, by the unit's path: holder before deputy. One query."""
    posts = Post.objects.on(day).filter(role__leads=True).select_related("person", "role", "unit")
    found: dict[str, Post] = {}
    for post in posts.order_by(F("deputy_for").asc(nulls_first=True), "pk"):
        found.setdefault(post.unit.path, post)
    return found


def falls_to(path: str, leading: dict[str, Post]) -> Post | None:
    """Give the nearest leading post at the path or above it, as `leader_of` does for one unit."""
    parts = path.rstrip(".").split(".")
    for length in range(len(parts), 0, -1):
        if post := leading.get(".".join(parts[:length]) + "."):
            return post
    return None


def vacancies(units: Iterable[Unit], day: dt.date) -> list[Vacancy]:
    """Units that nobody leads today, with where their cases fall."""
    leading = leading_posts(day)
    return [Vacancy(unit, falls_to(unit.path, leading)) for unit in units if unit.path not in leading]

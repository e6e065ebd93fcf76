"""Whom and what a form offers to choose between."""

import datetime as dt
import re
from collections import Counter
from typing import Final

from merkbar.do.procedures.models import Document
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Post
from merkbar.ground.units.models import Unit, ancestors

IN_SERIES: Final = re.compile(r"(.*[^0-9])([0-9]{1,6})")
"""A number of a series: P-MH-031 is number 31 of the series «P-MH-»."""


def reviser_key(document: Document) -> str:
    """Say who revises a document as the select says it."""
    if document.reviser_id:
        return f"p:{document.reviser_id}"
    return f"s:{document.reviser_role_id}:{document.reviser_unit.code if document.reviser_unit else ''}"


def revisers_to_choose(day: dt.date, document: Document | None = None) -> list[tuple[str, str]]:
    """Offer the seats that lead and the persons who are revision owners; who is it now stays in the list."""
    posts = Post.objects.on(day).filter(role__code="revisjonsansvarlig").select_related("person", "unit")
    found = {f"p:{post.person_id}": f"{post.person.name}, {post.unit.short}" for post in posts.order_by("person__name")}
    leads = Post.objects.on(day).filter(role__leads=True).select_related("role", "unit").order_by("unit__path")
    for post in leads:
        found[f"s:{post.role_id}:{post.unit.code}"] = f"{post.role.title}, {post.unit.short}"
    if document and document.reviser:
        found.setdefault(f"p:{document.reviser_id}", document.reviser.name)
    if document and document.reviser_role and document.reviser_unit:
        found.setdefault(reviser_key(document), f"{document.reviser_role.title}, {document.reviser_unit.short}")
    return list(found.items())


def units_to_write_for(standing: Standing, keep: Unit | None = None) -> list[Unit]:
    """Offer the units a person may write for, in the order of the tree."""
    units = list(Unit.objects.under(*standing.reach(Right.EDIT_PROCEDURES).paths).on(standing.day).order_by("path"))
    return units if keep is None or keep in units else [keep, *units]


def people_to_hear(unit: Unit, day: dt.date) -> list[Post]:
    """Offer those who know: leaders, revision owners and quality roles where it applies and in the line above."""
    here = Post.objects.on(day).filter(role__code__in=("revisjonsansvarlig", "kvalitetskoordinator", "kommuneoverlege"))
    leads = Post.objects.on(day).filter(role__leads=True)
    near = (here | leads).select_related("person", "role", "unit").order_by("unit__path", "person__name")
    above = set(ancestors(unit).values_list("path", flat=True))
    return [post for post in near if post.unit.path.startswith(unit.path) or post.unit.path in above][:60]


def safety_of(unit: Unit, day: dt.date) -> list[Post]:
    """Offer the safety representatives of the line and below it."""
    posts = Post.objects.on(day).filter(role__code__in=("verneombud", "hovedverneombud"))
    found = posts.select_related("person", "role", "unit").order_by("-unit__depth")
    return [one for one in found if unit.path.startswith(one.unit.path) or one.unit.path.startswith(unit.path)]


def next_numbers(units: list[Unit]) -> dict[str, str]:
    """Suggest the next free number of the series each area uses most; by the short name of the area."""
    wanted = {_area(unit.path) for unit in units}
    used: dict[str, Counter[str]] = {}
    last: dict[str, tuple[int, int]] = {}
    for number, path in Document.objects.values_list("record__reference", "record__unit__path"):
        if found := IN_SERIES.fullmatch(number):
            series, digits = found.groups()
            used.setdefault(_area(path), Counter())[series] += 1
            last[series] = max(last.get(series, (0, 0)), (int(digits), len(digits)))
    areas = Unit.objects.filter(code__in=wanted & used.keys()).order_by("path")
    common = {area.short: used[area.code].most_common(1)[0][0] for area in areas}
    return {area: f"{series}{last[series][0] + 1:0{last[series][1]}}" for area, series in common.items()}


def _area(path: str) -> str:
    """Find the code of the area a unit belongs to; what applies to all has its own series."""
    return path.rstrip(".").split(".")[:2][-1]

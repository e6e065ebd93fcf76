"""Result targets in the API: what the plans promise, and how it goes."""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query as FromQuery
from ninja import Router, Schema
from pydantic import Field

from merkbar.ground.access.standing import standing_of
from merkbar.plan.goals import status
from merkbar.plan.goals.models import Level, Node, ResultTarget
from merkbar.web.api.auth import READ
from merkbar.web.api.fields import Limit, Name, cursor_of, parts_of
from merkbar.web.api.problems import wrong

router = Router(auth=READ, tags=["targets"])


class TargetFilter(Schema):
    """Which targets: of one plan by its number, with one code; without `plan` those of plans that hold now."""

    plan: Name | None = None
    code: Name | None = None
    cursor: str | None = Field(None, max_length=200)
    limit: Limit = 50


class TargetStatus(Schema):
    """How a target stands. `measured` is a number in the target's unit, null when nothing is measured."""

    word: Literal["reached", "on_track", "missed", "unmeasured"]
    measured: float | None
    period: str
    sentence: str


class TargetLine(Schema):
    """A target. `comparator` null: a milestone, or nobody has decided yet (see `questions`).

    `between` goes from `value` to `value_to`, both within it. `proxy` is what is measured instead of what the text asks for.
    """

    ref: str
    code: str
    plan: str
    focus_area: str | None
    text: str
    quote: str
    comparator: Literal["<", "<=", "=", ">=", ">", "between"] | None
    value: float | None
    value_to: float | None
    unit: str
    period: Literal["month", "tertial", "year"] | None
    deadline: dt.date | None
    per_unit: bool
    measurable: Literal["yes", "proxy", "no"]
    proxy: str
    questions: list[str]
    status: TargetStatus
    url: str


class TargetPage(Schema):
    """Some targets, in the order they were written, and where the next begin."""

    items: list[TargetLine]
    next: str | None


@router.get("", response=TargetPage, summary="Resultatmål du kan se, med status")
def targets(request: HttpRequest, query: FromQuery[TargetFilter]) -> TargetPage:
    """List targets with how they stand today; the measuring is asked once for the page."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    found = ResultTarget.objects.visible_to(standing)
    found = found.alive().filter(plan__record__reference=query.plan) if query.plan else found.running()
    if query.code:
        found = found.filter(code=query.code)
    if query.cursor:
        found = found.filter(pk__gt=_key(query.cursor))
    known = found.select_related("record", "plan__record", "node__parent").order_by("pk")
    page = list(known[: query.limit + 1])
    shown = page[: query.limit]
    stands = status.of(shown, standing, standing.day)
    more = len(page) > query.limit
    return TargetPage(
        items=[TargetLine(**_line(request, target, stands[target.pk])) for target in shown],
        next=cursor_of(str(shown[-1].pk)) if more else None,
    )


def _key(cursor: str) -> int:
    try:
        key = int(parts_of(cursor, 1)[0])
    except ValueError as error:
        raise wrong(("?cursor", _("Bruk verdien fra «next» slik den er."))) from error
    if not 0 <= key < 2**63:
        raise wrong(("?cursor", _("Bruk verdien fra «next» slik den er.")))
    return key


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _area(node: Node | None) -> str | None:
    """The focus area a target is under, or under a goal of."""
    area = node.parent if node and node.level != Level.FOCUS_AREA else node
    return area.title if area and area.level == Level.FOCUS_AREA else None


def _line(request: HttpRequest, target: ResultTarget, stands: status.Status) -> dict[str, Any]:
    return {
        "ref": target.record.reference,
        "code": target.code,
        "plan": target.plan.record.reference,
        "focus_area": _area(target.node),
        "text": target.text,
        "quote": target.quote,
        "comparator": target.comparator or None,
        "value": _number(target.value),
        "value_to": _number(target.value_to),
        "unit": target.unit_text,
        "period": target.period or None,
        "deadline": target.deadline,
        "per_unit": target.per_unit,
        "measurable": target.measurable,
        "proxy": target.proxy,
        "questions": target.questions,
        "status": {
            "word": stands.word,
            "measured": _number(stands.measured),
            "period": stands.period,
            "sentence": stands.sentence,
        },
        "url": request.build_absolute_uri(reverse("goals:target", args=[target.record.reference])),
    }

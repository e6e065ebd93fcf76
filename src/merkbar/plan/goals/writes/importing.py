"""A plan out of a document: the draft with its tree and targets at once, so that nothing is lost on the way.

The steps on what was suggested (accept, change level, move, merge, split) are in `arranging`.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit
from merkbar.plan.goals.figures import BETWEEN
from merkbar.plan.goals.models import Level, Measurable, Node, Plan, ResultTarget, SourceDocument
from merkbar.plan.goals.reading import FocusArea, Passage, Reading, Section, Target
from merkbar.plan.goals.reading.roles import role_of
from merkbar.plan.goals.writes.common import write_down
from merkbar.plan.goals.writes.plans import adopt, involve, open_plan, publish
from merkbar.plan.goals.writes.targets import add_target, edit_target

TITLE = 400
"""Letters of a place's title; the rest of a long point is its text."""
CADENCE = "year"
"""How often a target is measured when its text does not say: shown, and asked about."""


LARGEST, DECIMALS = Decimal(10) ** 10, 4
"""What a target's number has room for."""
TOO_LONG = gettext_lazy("Tallet i teksten får ikke plass. Skriv det i en annen måleenhet, for eksempel millioner.")


@write
def import_plan(
    *,
    by: Person,
    reading: Reading,
    unit: Unit,
    template: str,
    first_year: int,
    last_year: int,
    at: dt.datetime | None = None,
) -> Plan:
    """Make a draft of all that was read; the document itself is kept beside it."""
    now = at or clock.now()
    title = (reading.title.text if reading.title else reading.name) or _("Plan uten navn")
    plan = open_plan(
        by=by,
        title=title[:200],
        unit=unit,
        first_year=first_year,
        last_year=last_year,
        template=template,
        fill=False,
        at=now,
        source_name=reading.name[:200],
        unplaced=[passage.text for passage in reading.unplaced] + ([title] if len(title) > 200 else []),  # noqa: PLR2004
    )
    passages = [[kind, passage.page, passage.text] for kind, passage in reading.source]
    SourceDocument.objects.create(
        plan=plan, name=reading.name[:200], passages=passages, remarks=reading.questions, at=now
    )
    _Planter(plan, by, now).plant(reading)
    number = sum(len(area.targets) for area in reading.focus_areas)
    told = ngettext("Lest fra dokument, med %(n)s resultatmål", "Lest fra dokument, med %(n)s resultatmål", number)
    write_down(plan.record, by=by, step="import_plan", text=told % {"n": number}, at=now)
    return plan


@write
def finish(
    *,
    by: Person,
    plan: Plan,
    case_number: str,
    adopted_on: dt.date,
    adopted_by: str,
    kind: str = "",
    who: str = "",
    day: dt.date | None = None,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Plan:
    """Adopt, log who took part, and publish in one stroke: all of it or nothing."""
    now = at or clock.now()
    if kind and day:
        involve(by=by, plan=plan, kind=kind, who=who, day=day, at=now)
    plan = adopt(
        by=by, plan=plan, case_number=case_number, adopted_on=adopted_on, adopted_by=adopted_by, seen=seen, at=now
    )
    return publish(by=by, plan=plan, at=now)


@write
def decide(
    *,
    by: Person,
    target: ResultTarget,
    text: str,
    seen: int | None = None,
    at: dt.datetime | None = None,
    **measured: Any,
) -> ResultTarget:
    """Keep what was decided on a card, and mark the target as gone through."""
    target = edit_target(by=by, target=target, text=text, seen=seen, at=at, **measured)
    for source in SourceDocument.objects.select_for_update().filter(plan=target.plan_id):
        source.settled = sorted({*source.settled, f"t{target.pk}"})
        source.save(update_fields=["settled"])
    return target


class _Planter:
    """Puts what was read into the tree of one plan."""

    def __init__(self, plan: Plan, by: Person, at: dt.datetime) -> None:
        self.plan, self.by, self.at = plan, by, at

    def plant(self, reading: Reading) -> None:
        order = 0
        for goal in reading.goals:
            order += 1
            self.point(None, Level.GOAL, goal, order)
        for section in reading.sections:
            order += 1
            self.section(None, section, order)
        for area in reading.focus_areas:
            order += 1
            self.area(area, order)
        Plan.objects.filter(pk=self.plan.pk).update(unplaced=self.plan.unplaced)

    def point(self, parent: Node | None, level: str, passage: Passage, order: int) -> Node:
        """A goal, a success factor or a point."""
        title, text = headline(passage.text)
        return self.node(parent, level, order, title=title, text=text, quote=passage.text, page=passage.page)

    def node(self, parent: Node | None, level: str, order: int, **facts: Any) -> Node:
        """One place. Written straight: the whole import is one line on the timeline."""
        return Node.objects.create(plan=self.plan, parent=parent, level=level, order=order, **facts)

    def area(self, area: FocusArea, order: int) -> None:
        text = joined(area.texts)
        facts = {"title": area.title[:TITLE], "text": text, "quote": _quoted(area.quote, text), "page": area.page}
        top = self.node(None, Level.FOCUS_AREA, order, **facts)
        place = 0
        for level, passages in ((Level.GOAL, area.objective), (Level.SUCCESS_FACTOR, area.success_factors)):
            for passage in passages:
                place += 1
                self.point(top, level, passage, place)
        homes: dict[str, Node] = {}
        for section in area.sections:
            place += 1
            self.section(top, section, place, homes)
        for target in area.targets:
            self.target(homes.get(target.section, top), target)

    def section(self, parent: Node | None, section: Section, order: int, homes: dict[str, Node] | None = None) -> None:
        """A heading with what is under it; a mere «Resultatmål» is no place of its own, its word is kept aside."""
        text = joined(section.texts)
        bare = not text and not section.items and not section.sections
        if bare and section.role and role_of(section.quote) == section.role:
            self.plan.unplaced = [*self.plan.unplaced, section.quote]
            return
        title, rest = headline(section.title or text or _("Punkter"))
        facts = {"title": title, "text": text if section.title else rest, "page": section.page}
        node = self.node(parent, Level.SECTION, order, quote=_quoted(section.quote, text), **facts)
        if homes is not None:
            homes.setdefault(section.title, node)
        for place, item in enumerate(section.items, 1):
            self.point(node, Level.ITEM, item, place)
        for place, child in enumerate(section.sections, len(section.items) + 1):
            self.section(node, child, place, homes)

    def target(self, node: Node, target: Target) -> None:
        add_target(
            by=self.by,
            plan=self.plan,
            text=target.quote,
            node=node,
            quote=target.quote,
            page=target.page,
            at=self.at,
            **measured(target),
        )


def measured(target: Target) -> dict[str, Any]:
    """What was read of a target as the fields of ours; a span keeps both its ends."""
    fits = all(map(_fits, (target.value, target.high)))
    compared = target.comparator if target.value is not None and fits else None
    spans = bool(compared) and target.high is not None
    remarks = [note for note in target.notes if note.startswith("Har unntak")]
    return {
        "comparator": BETWEEN if spans else compared or "",
        "value": target.value if compared else None,
        "value_to": target.high if spans else None,
        "unit_text": (target.unit or "")[:60],
        "period": target.period or "",
        "deadline": dt.date.fromisoformat(target.deadline) if target.deadline else None,
        "per_unit": target.per_unit,
        "measurable": Measurable.YES if compared else Measurable.NO,
        "questions": [*target.questions, *([] if fits else [str(TOO_LONG)])],
        "exclusions": " ".join(remarks),
        "baseline": target.baseline if _fits(target.baseline) else None,
        "cadence": target.period or CADENCE,
        "direction": target.direction or ("up" if compared and not spans else ""),
    }


def _fits(number: Decimal | None) -> bool:
    """Whether there is room for a number as targets keep it.

    >>> _fits(Decimal("9999999999.5")), _fits(Decimal(10) ** 10), _fits(Decimal("0.00001"))
    (True, False, False)
    """
    return number is None or (abs(number) < LARGEST and number == round(number, DECIMALS))


def headline(text: str) -> tuple[str, str]:
    """A title short enough, and the rest of the words.

    >>> headline("Kort"), len(headline("ord " * 200)[0]) <= 400
    (('Kort', ''), True)
    """
    text = text.strip()
    if len(text) <= TITLE:
        return text, ""
    cut = text.rfind(" ", 0, TITLE)
    cut = cut if cut > 0 else TITLE
    return text[:cut].strip(), text[cut:].strip()


def joined(passages: Sequence[Passage]) -> str:
    """Paragraphs with air between them."""
    return "\n\n".join(passage.text for passage in passages)


def _quoted(heading: str, text: str) -> str:
    return "\n\n".join(part for part in (heading, text) if part)

"""A unit's action plan: start, lines with a person and a deadline, approve, evaluate each tertial, close."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Record, StateGroup
from merkbar.ground.records.registries import can_make, make, tell_followers
from merkbar.ground.records.writes import Stale, claim, open_record
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit
from merkbar.plan.goals import states
from merkbar.plan.goals.models import Evaluation, Level, Node, Plan, UnitPlan, UnitPlanLine
from merkbar.plan.goals.writes.common import PREFIXES, UNIT_PLAN, last_place, need, save_record, write_down


@write
def start_unit_plan(*, by: Person | None, plan: Plan, unit: Unit, year: int, at: dt.datetime | None = None) -> UnitPlan:
    """Make a unit's action plan for a year, from a plan that holds."""
    now = at or clock.now()
    Record.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if Plan.objects.values_list("state", flat=True).get(pk=plan.pk) not in states.RUNNING:
        raise states.WrongState
    if not plan.first_year <= year <= plan.last_year:
        raise ValidationError({"year": _("Planen gjelder ikke dette året")})
    title = _("Handlingsplan %(year)s, %(unit)s") % {"year": year, "unit": unit.short}
    record = open_record(
        by=by,
        kind=UNIT_PLAN,
        prefix=PREFIXES[UNIT_PLAN],
        title=title,
        unit=unit,
        at=now,
        access=Access.UNIT,
        state_group=StateGroup.DRAFT,
    )
    unit_plan = UnitPlan(record=record, plan=plan, unit=unit, year=year)
    unit_plan.full_clean(exclude=["record"])
    unit_plan.save(force_insert=True)
    write_down(record, by=by, step="start", text=_("Utkast laget"), at=now)
    return unit_plan


def begin(unit_plan: UnitPlan, step: str, *, seen: int | None = None) -> UnitPlan:
    """Lock it, refuse when it changed since `seen`, and take the step."""
    record = claim(unit_plan.record, seen=seen)
    fresh = UnitPlan.objects.select_related("plan__record", "unit").get(pk=record.pk)
    fresh.record = record
    fresh.state = states.UNIT.after(step, fresh.state)
    return fresh


def _settle(unit_plan: UnitPlan, *, at: dt.datetime) -> UnitPlan:
    save_record(unit_plan.record, unit_plan.state, at=at)
    unit_plan.full_clean(exclude=["record"])
    unit_plan.save()
    return unit_plan


@write
def describe(
    *, by: Person, unit_plan: UnitPlan, vision_text: str, seen: int | None = None, at: dt.datetime | None = None
) -> UnitPlan:
    """Say how the vision is seen in the daily work of the unit (R205)."""
    now = at or clock.now()
    unit_plan = begin(unit_plan, "plan_line", seen=seen)
    unit_plan.vision_text = vision_text.strip()
    return _settle(unit_plan, at=now)


@write
def add_line(
    *,
    by: Person | None,
    unit_plan: UnitPlan,
    focus_area: Node,
    what: str,
    responsible: Person | None,
    deadline: dt.date | None,
    goal: str = "",
    area_wide: bool = False,
    at: dt.datetime | None = None,
) -> UnitPlanLine:
    """Add a measure under a focus area. In an action plan that holds, its follow-up starts at once."""
    now = at or clock.now()
    unit_plan = begin(unit_plan, "plan_line")
    if focus_area.plan_id != unit_plan.plan_id or focus_area.level != Level.FOCUS_AREA:
        raise ValidationError({"focus_area": _("Velg et av planens satsingsområder")})
    line = UnitPlanLine(unit_plan=unit_plan, focus_area=focus_area, order=last_place(unit_plan.lines.all()))
    _fill(line, what=what, responsible=responsible, deadline=deadline, goal=goal, area_wide=area_wide)
    line.save()
    if unit_plan.state == states.IN_FORCE:
        _follow_up(line, by=by, at=now)
    told = _("Nytt tiltak i planen: %(what)s") % {"what": line.what}
    write_down(unit_plan.record, by=by, step="plan_line", text=told, at=now)
    _settle(unit_plan, at=now)
    return line


def _fill(
    line: UnitPlanLine,
    *,
    what: str,
    responsible: Person | None,
    deadline: dt.date | None,
    goal: str,
    area_wide: bool,
) -> None:
    line.what = need("what", what, _("Skriv hva som skal gjøres"))
    if responsible is None:
        raise ValidationError({"responsible": _("Velg hvem som har ansvaret")})
    if deadline is None:
        raise ValidationError({"deadline": _("Sett en frist")})
    line.responsible, line.deadline = responsible, deadline
    line.goal, line.area_wide = goal.strip(), area_wide
    line.full_clean()


def _follow_up(line: UnitPlanLine, *, by: Person | None, at: dt.datetime) -> None:
    """Ask whoever keeps the register of actions to follow this line up."""
    if line.action_id or not can_make("action"):
        return
    line.action = make(
        "action",
        by=by,
        title=line.what,
        unit=line.unit_plan.unit,
        owner=line.responsible,
        deadline=line.deadline,
        description=line.goal,
        origin=line.unit_plan.record,
        at=at,
    )
    line.save(update_fields=["action"])


@write
def edit_line(
    *,
    by: Person,
    line: UnitPlanLine,
    what: str,
    responsible: Person | None,
    deadline: dt.date | None,
    goal: str = "",
    area_wide: bool = False,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> UnitPlanLine:
    """Change a line; its follow-up hears of it."""
    now = at or clock.now()
    unit_plan = begin(line.unit_plan, "plan_line")
    line = UnitPlanLine.objects.select_for_update(of=("self",)).select_related("action").get(pk=line.pk)
    if seen is not None and line.version != seen:
        raise Stale
    line.unit_plan, line.version = unit_plan, line.version + 1
    _fill(line, what=what, responsible=responsible, deadline=deadline, goal=goal, area_wide=area_wide)
    line.save()
    if line.action:
        tell_followers(line.action, "line_edited", by=by, line=line)
    told = _("Endret tiltak i planen: %(what)s") % {"what": line.what}
    write_down(unit_plan.record, by=by, step="plan_line", text=told, at=now)
    _settle(unit_plan, at=now)
    return line


@write
def remove_line(*, by: Person, line: UnitPlanLine, at: dt.datetime | None = None) -> UnitPlanLine:
    """Take a line away that nobody follows up yet; one that is followed up is stopped as an action, with a reason."""
    now = at or clock.now()
    unit_plan = begin(line.unit_plan, "plan_line")
    line.refresh_from_db(fields=["action"])
    if line.action_id:
        raise ValidationError(_("Tiltaket følges opp. Stopp det i tiltakslisten, så står grunnen der."))
    line.removed_at = now
    line.save(update_fields=["removed_at"])
    told = _("Slettet tiltak i planen: %(what)s") % {"what": line.what}
    write_down(unit_plan.record, by=by, step="plan_line", text=told, at=now)
    _settle(unit_plan, at=now)
    return line


@write
def restore_line(*, by: Person, line: UnitPlanLine, at: dt.datetime | None = None) -> UnitPlanLine:
    """Put a line back. In an action plan that holds, its follow-up starts at once."""
    now = at or clock.now()
    unit_plan = begin(line.unit_plan, "plan_line")
    line.refresh_from_db(fields=["action", "removed_at"])
    if line.removed_at is None:
        return line
    line.unit_plan, line.removed_at = unit_plan, None
    line.save(update_fields=["removed_at"])
    if unit_plan.state == states.IN_FORCE:
        _follow_up(line, by=by, at=now)
    told = _("Hentet tilbake tiltak i planen: %(what)s") % {"what": line.what}
    write_down(unit_plan.record, by=by, step="plan_line", text=told, at=now)
    _settle(unit_plan, at=now)
    return line


@write
def approve(
    *, by: Person | None, unit_plan: UnitPlan, seen: int | None = None, at: dt.datetime | None = None
) -> UnitPlan:
    """Put it in force: each line gets its follow-up. Empty focus areas are allowed, and seen in the coverage grid."""
    now = at or clock.now()
    unit_plan = begin(unit_plan, "approve", seen=seen)
    lines = list(unit_plan.lines.filter(removed_at__isnull=True).select_related("responsible"))
    if not lines:
        raise ValidationError(_("Handlingsplanen har ingen tiltak ennå. Legg inn minst ett."))
    _all_ahead(lines, now.astimezone(clock.OSLO).date())
    _settle(unit_plan, at=now)
    for line in lines:
        line.unit_plan = unit_plan
        _follow_up(line, by=by, at=now)
    write_down(unit_plan.record, by=by, step="approve", text=_("Handlingsplanen gjelder"), at=now)
    return unit_plan


def _all_ahead(lines: list[UnitPlanLine], today: dt.date) -> None:
    """Refuse while a measure that nobody follows up yet has a deadline that has passed, and name them."""
    late = [line.what for line in lines if line.deadline < today and not line.action_id]
    if late:
        named = ", ".join(f"«{what}»" for what in late)
        raise ValidationError(_("Fristen er passert for %(measures)s. Sett en ny frist først.") % {"measures": named})


@write
def evaluate(
    *,
    by: Person | None,
    unit_plan: UnitPlan,
    tertial: int,
    text: str,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Evaluation:
    """Say what a tertial taught; a new text replaces the tertial's old one unless it came after `seen`. Both are kept."""
    now = at or clock.now()
    unit_plan = begin(unit_plan, "evaluate", seen=seen)
    text = need("text", text, _("Skriv kort hva dere har lært"))
    facts = {"text": text, "by": by, "at": now}
    evaluation, _new = Evaluation.objects.update_or_create(unit_plan=unit_plan, tertial=tertial, defaults=facts)
    told = _("Vurdert etter tertial %(n)s") % {"n": tertial}
    write_down(unit_plan.record, by=by, step="evaluate", text=told, at=now)
    _settle(unit_plan, at=now)
    return evaluation


@write
def close(*, by: Person, unit_plan: UnitPlan, at: dt.datetime | None = None) -> UnitPlan:
    """End the year's action plan; what is not done lives on as actions."""
    now = at or clock.now()
    unit_plan = begin(unit_plan, "close")
    _settle(unit_plan, at=now)
    write_down(unit_plan.record, by=by, step="close", text=_("Handlingsplanen er avsluttet"), at=now)
    return unit_plan


@write
def follow(*, by: Person | None, line: UnitPlanLine, responsible: Person | None, deadline: dt.date, what: str) -> None:
    """Let the plan say the same as the register of actions, when the action was changed there."""
    line.what, line.deadline = what, deadline
    if responsible is not None:
        line.responsible = responsible
    line.version += 1
    line.save(update_fields=["what", "deadline", "responsible", "version"])

"""The demo's 21 action plans for 2026: 83 of 84 cells filled, 252 measures, each followed up as an action."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from merkbar.act.actions.models import Action, Strength
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Entry, NumberSeries, Record, StateGroup
from merkbar.plan.goals.models import Evaluation, Level, Node, Plan, UnitPlan, UnitPlanLine, UnitState
from merkbar.plan.goals.writes import start_unit_plan
from merkbar.web.demo.draw import share, whole
from merkbar.web.demo.organisation import Solvik
from merkbar.web.demo.people_plan import employees
from merkbar.web.demo.shapes import GOLDEN
from merkbar.web.demo.source import read_json, units

YEAR: Final = 2026
MADE, HOLDS = dt.datetime(YEAR, 1, 12, 12, tzinfo=clock.OSLO), dt.datetime(YEAR, 1, 26, 12, tzinfo=clock.OSLO)
STATES: Final = {"done": 131, "on_time": 74, "late": 29, "stopped": 18}
"""How the 252 measures stand on the demo's day (scenario 4.5)."""
QUIET: Final = ("MH11", "MH33")
"""Units whose leaders log in: nothing is late there, so that their start page tells what the scenario tells."""
CHECK: Final = 90
"""From done to the effect check [d]."""
DOERS: Final = 3
"""Measures are shared among the third, fourth and fifth of the unit; nobody of them logs in."""
EVALUATED: Final = {
    1: (dt.datetime(YEAR, 5, 12, 12, tzinfo=clock.OSLO), ()),
    2: (dt.datetime(YEAR, 9, 14, 12, tzinfo=clock.OSLO), ("MH33", "MH44")),
}
"""Tertial → when the units evaluated, and those who have not."""


@dataclass
class Planned:
    """One measure: where it is, what it is, and how it stands."""

    key: int
    unit: str
    area: int
    what: str
    state: str = ""


def load_unit_plans(plan: Plan, solvik: Solvik, today: dt.date) -> None:
    """Load them with all that follows; before they were made there is nothing."""
    if today < HOLDS.date():
        return
    areas = list(Node.objects.filter(plan=plan, level=Level.FOCUS_AREA).order_by("order"))
    plans = {code: _unit_plan(plan, solvik, code) for code in codes()}
    chosen = list(measures())
    stand(chosen)
    lines: list[UnitPlanLine] = []
    records: list[Record] = []
    actions: list[Action] = []
    entries: list[Entry] = []
    for measure in chosen:
        action = _action(measure, plans[measure.unit], solvik, today)
        records.append(action.record)
        actions.append(action)
        lines.append(_line(measure, plans[measure.unit], areas[measure.area], action))
        entries += _entries(action)
    _number(records)
    Record.objects.bulk_create(records)
    Action.objects.bulk_create(actions)
    UnitPlanLine.objects.bulk_create(lines)
    Entry.objects.bulk_create(entries)
    _evaluate(plans, solvik, today)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_record SET search = to_tsvector('norwegian', title) WHERE search IS NULL")


def codes() -> list[str]:
    """The units of Mestring og helse."""
    return [unit.code for unit in units().values() if unit.area == "MH"]


def measures() -> Iterator[Planned]:
    """Every measure, unit by unit and area by area; no unit has the same one twice."""
    told = read_json("plans.json")
    key = 0
    for place, code in enumerate(codes()):
        for area, number in enumerate(told["cells"].get(code, (3, 3, 3, 3))):
            words = told["measures"][area]
            for turn in range(number):
                yield Planned(key, code, area, words[(place + turn * 3) % len(words)])
                key += 1


def stand(chosen: list[Planned]) -> None:
    """Deal out the states: exactly as many of each as the scenario says."""
    ranked = sorted(chosen, key=lambda one: (one.unit in QUIET, share(one.key, "plan state")))
    names = ["late"] * STATES["late"] + ["stopped"] * STATES["stopped"]
    for measure, name in zip(ranked, names, strict=False):
        measure.state = name
    rest = sorted((one for one in chosen if not one.state), key=lambda one: share(one.key, "plan done"))
    for place, measure in enumerate(rest):
        measure.state = "done" if place < STATES["done"] else "on_time"


def _unit_plan(plan: Plan, solvik: Solvik, code: str) -> UnitPlan:
    leader = solvik.people[employees(code)[0]]
    made = start_unit_plan(by=leader, plan=plan, unit=solvik.units[code], year=YEAR, at=MADE)
    visions = read_json("plans.json")["visions"]
    made.state, made.vision_text = (
        UnitState.IN_FORCE,
        visions[whole(codes().index(code), "vision", 0, len(visions) - 1)],
    )
    made.save()
    made.record.state_group = StateGroup.OPEN
    made.record.save(update_fields=["state_group"])
    Entry.objects.create(record=made.record, at=HOLDS, by=leader, step="approve", text="Handlingsplanen gjelder")
    return made


def _action(measure: Planned, unit_plan: UnitPlan, solvik: Solvik, today: dt.date) -> Action:
    staff = [solvik.people[key] for key in employees(measure.unit)]
    doer, state, day = staff[3 + measure.key % DOERS], measure.state, _deadline(measure)
    done = _done_at(measure, day)
    if done and done.date() >= today:
        state, done = "on_time", None
    record = Record(
        kind="action",
        title=measure.what,
        unit=unit_plan.unit,
        owner=doer,
        access=Access.UNIT,
        created_at=HOLDS,
        state_group={"done": StateGroup.WAITING, "stopped": StateGroup.VOID}.get(state, StateGroup.OPEN),
        closed_at=done if state == "stopped" else None,
    )
    action = Action(
        record=record,
        origin=unit_plan.record,
        strength=Strength.MEDIUM,
        state={"done": "done", "stopped": "stopped"}.get(state, "open"),
        ordered_by=staff[0],
        deadline=day,
        description=read_json("plans.json")["goals_of_cells"][measure.area],
    )
    if state == "stopped":
        action.stop_reason = _one(measure, "stops")
    elif state == "done" and done:
        _finish(action, measure, staff[0], done, today)
    else:
        record.next_alarm = clock.start_of(day + dt.timedelta(days=1))
        action.reminded = 1 if day < today else 0
    return action


def _finish(action: Action, measure: Planned, judge: Person, done: dt.datetime, today: dt.date) -> None:
    """Done; and judged by the leader when the effect check has been due."""
    action.done_at, action.done_by, action.evidence = done, action.record.owner, _one(measure, "evidence")
    action.effect_due = done.date() + dt.timedelta(days=CHECK)
    judged = done + dt.timedelta(days=CHECK - whole(measure.key, "plan judged", 0, 6))
    action.record.next_alarm = clock.start_of(action.effect_due)
    if judged.date() < today:
        action.state, action.verdict_at, action.verdict_by = "closed", judged, judge
        action.verdict_text = _one(measure, "verdicts")
        action.verdict = "partly" if action.verdict_text.startswith("Delvis") else "noticeable"
        action.record.state_group, action.record.closed_at = StateGroup.DONE, judged
        action.record.next_alarm = None


def _deadline(measure: Planned) -> dt.date:
    """Fix the deadline: passed for what is late on the demo's day, still to come for what is on time."""
    if measure.state == "late":
        return GOLDEN - dt.timedelta(days=whole(measure.key, "plan late", 4, 100))
    if measure.state == "on_time":
        return GOLDEN + dt.timedelta(days=whole(measure.key, "plan ahead", 10, 98))
    return dt.date(YEAR, 3, 1) + dt.timedelta(days=whole(measure.key, "plan deadline", 0, 180))


def _done_at(measure: Planned, deadline: dt.date) -> dt.datetime | None:
    if measure.state not in {"done", "stopped"}:
        return None
    done = min(deadline + dt.timedelta(days=whole(measure.key, "plan slack", -20, 8)), GOLDEN - dt.timedelta(days=3))
    return dt.datetime.combine(done, dt.time(13, 30), clock.OSLO)


def _line(measure: Planned, unit_plan: UnitPlan, area: Node, action: Action) -> UnitPlanLine:
    return UnitPlanLine(
        unit_plan=unit_plan,
        focus_area=area,
        order=measure.key % 100,
        goal=action.description,
        what=measure.what,
        responsible=action.record.owner,
        deadline=action.deadline,
        action=action.record,
    )


def _entries(action: Action) -> Iterator[Entry]:
    rows: list[tuple[str, Any, Any]] = [("open", HOLDS, action.ordered_by), ("finish", action.done_at, action.done_by)]
    rows += [("judge", action.verdict_at, action.verdict_by), ("stop", _stopped(action), action.ordered_by)]
    for step, at, by in rows:
        if at:
            yield Entry(record=action.record, at=at, by=by, step=step)


def _stopped(action: Action) -> dt.datetime | None:
    return action.record.closed_at if action.state == "stopped" else None


def _number(records: list[Record]) -> None:
    """Number them after the year's actions so far."""
    series, _new = NumberSeries.objects.get_or_create(prefix="TI", year=YEAR)
    for number, record in enumerate(records, series.last + 1):
        record.reference = f"TI-{YEAR}-{number:05d}"
    series.last += len(records)
    series.save()


def _evaluate(plans: dict[str, UnitPlan], solvik: Solvik, today: dt.date) -> None:
    texts = ("Vi er i gang med det meste. Sykdom gjorde at to tiltak ble utsatt.", "Det som ble prøvd, vil vi beholde.")
    rows = [
        Evaluation(
            unit_plan=made, tertial=tertial, text=texts[tertial - 1], by=solvik.people[employees(code)[0]], at=at
        )
        for tertial, (at, missing) in EVALUATED.items()
        for code, made in plans.items()
        if code not in missing and at.date() <= today
    ]
    Evaluation.objects.bulk_create(rows)


def _one(measure: Planned, name: str) -> str:
    words: list[str] = read_json("plans.json")[name]
    return words[whole(measure.key, name, 0, len(words) - 1)]

"""The demo's two plans (scenario 4.5): the words are Solvik's own, the numbers those of the scenario."""

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.plan.goals.models import Level, Node, Plan
from merkbar.plan.goals.writes import add_node, add_target, adopt, involve, open_plan, publish, rate_factor
from merkbar.web.demo.organisation import Solvik
from merkbar.web.demo.plans_units import load_unit_plans
from merkbar.web.demo.source import read_json

COLUMNS: Final = ("comparator", "value", "unit_text", "period", "direction", "source_kind")
NOON = dt.time(12)
RATED: Final = (2024, 2025)
"""Years the success factors are rated for, in the January after."""
BEFORE: Final = {"in_place": "partly", "partly": "started", "started": "started"}


def load_plans(solvik: Solvik, today: dt.date) -> None:
    """Both plans, the second derived from the first, and the units' action plans of 2026 for the second."""
    told = read_json("plans.json")
    plan = None
    for key in ("A", "B"):
        if noon(told[key]["opened"]).date() <= today:
            plan = _plan(told[key], solvik, today, parent=plan)
            if key == "B":
                load_unit_plans(plan, solvik, today)


def noon(day: str) -> dt.datetime:
    """Noon of a day written as ISO."""
    return dt.datetime.combine(dt.date.fromisoformat(day), NOON, clock.OSLO)


def _plan(told: dict[str, Any], solvik: Solvik, today: dt.date, *, parent: Plan | None) -> Plan:
    by, at = solvik.people["planlegger"], noon(told["opened"])
    part = told["part"] or (None, None)
    plan = open_plan(
        by=by,
        title=told["title"],
        unit=solvik.units["MH"],
        template=told["template"],
        fill=False,
        first_year=told["years"][0],
        last_year=told["years"][1],
        part_first_year=part[0],
        part_last_year=part[1],
        parent=parent,
        parent_text="" if parent else told["parent_text"],
        at=at,
        **{name: told[name] for name in ("motto", "vision", "introduction", "basis", "contact_role")},
    )
    factors = _tree(plan, told, by, at)
    for kind, who, day, text in told["involvement"]:
        if noon(day).date() <= today:
            involve(by=by, plan=plan, kind=kind, who=who, day=dt.date.fromisoformat(day), text=text, at=noon(day))
    day, case, who = told["adopted"]
    if noon(told["published"]).date() > today:
        return plan
    plan = adopt(
        by=by, plan=plan, case_number=case, adopted_on=dt.date.fromisoformat(day), adopted_by=who, at=noon(day)
    )
    plan = publish(by=by, plan=plan, at=noon(told["published"]), ask=False)
    _rate(plan, factors, by, today)
    return plan


def _tree(plan: Plan, told: dict[str, Any], by: Person, at: dt.datetime) -> list[tuple[Node, str]]:
    """Write the tree; give back the success factors with how far each had come at the last rating."""
    factors = []
    for title in told["goals"]:
        add_node(by=by, plan=plan, level=Level.GOAL, title=title, at=at)
    for area in told["areas"]:
        node = add_node(
            by=by, plan=plan, level=Level.FOCUS_AREA, title=area["title"], text=area.get("challenge", ""), at=at
        )
        if "objective" in area:
            add_node(by=by, plan=plan, parent=node, level=Level.GOAL, title=area["objective"], at=at)
        for title, text, points in area.get("sections", ()):
            section = add_node(by=by, plan=plan, parent=node, level=Level.SECTION, title=title, text=text, at=at)
            for point in points:
                aim, _sep, means = point.partition(" ved å ")
                add_node(by=by, plan=plan, parent=section, level=Level.ITEM, title=aim, means=means, quote=point, at=at)
        for title, word in area.get("factors", ()):
            factor = add_node(by=by, plan=plan, parent=node, level=Level.SUCCESS_FACTOR, title=title, at=at)
            factors.append((factor, word))
        for row in area["targets"]:
            _target(plan, node, row, by, at)
    return factors


def _target(plan: Plan, node: Node, row: list[str], by: Person, at: dt.datetime) -> None:
    code, text, quote, *rest = row
    facts: dict[str, Any] = dict(zip(COLUMNS, rest, strict=True))
    facts |= {"cadence": facts["period"] or "year", **read_json("plans.json")["more"].get(code, {})}
    for name in ("value", "baseline"):
        facts[name] = Decimal(facts[name]) if facts.get(name) else None
    if "deadline" in facts:
        facts["deadline"] = dt.date.fromisoformat(facts["deadline"])
    add_target(by=by, plan=plan, node=node, text=text, code=code, quote=quote, at=at, **facts)


def _rate(plan: Plan, factors: list[tuple[Node, str]], by: Person, today: dt.date) -> None:
    for year in RATED:
        at = noon(f"{year + 1}-01-20")
        for node, word in factors:
            if at.date() <= today:
                node.plan = plan
                rate_factor(by=by, node=node, year=year, word=word if year == RATED[-1] else BEFORE[word], at=at)

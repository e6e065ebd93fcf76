"""The demo's organisation and people, put into the database: units with one reorganisation, 1,200 employees, every seat."""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import make_password

from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.units.models import Unit
from merkbar.ground.units.writes import merge_units, open_unit, rename_unit
from merkbar.web.demo.people_plan import people, posts
from merkbar.web.demo.shapes import PostPlan

ORG = Path(__file__).parent / "tables" / "org.csv"
START = dt.date(2023, 1, 1)
REORGANISED = dt.date(2025, 1, 1)
"""«Natt» and «Responstjeneste» became MH34 on this day (scenario 4.2)."""
PASSWORD = "solvik-demo"  # noqa: S105 - demo data only, refused in production
STAFF_OF_THE_CHIEF = 7
BOSSES = 1
SHORT = {"Hjemmetjenesten ": "", "Bofellesskap ": "", "Solvik barneskole og SFO": "Solvik barneskole"}
PHONE = "+4700000000"


@dataclass
class Solvik:
    """What the cases are hung on."""

    units: dict[str, Unit]
    people: dict[str, Person]


def load_organisation() -> Solvik:
    """Make units, people and posts; the reorganisation is made by the same writes an administrator uses."""
    units = _units()
    made = _people(units)
    _posts(units, made)
    return Solvik(units, made)


def _units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}

    def opened(code: str, name: str, parent: Unit | None, *, employees: int = 0, kind: str = "") -> None:
        facts = {"short_name": _short(name), "employees": employees, "kind": kind, "phone": PHONE}
        units[code] = open_unit(by=None, code=code, name=name, parent=parent, valid_from=START, **facts)

    opened("SOLVIK", "Solvik kommune", None, employees=STAFF_OF_THE_CHIEF)
    with ORG.open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            if row["area"] not in units:
                opened(row["area"], row["area_name"], units["SOLVIK"], employees=BOSSES)
            if row["virksomhet"] not in units:
                opened(row["virksomhet"], row["virksomhet_name"], units[row["area"]], employees=BOSSES)
            before = {"MH34": ("Natt", 12)}.get(row["unit"], (row["unit_name"], int(row["employees"])))
            opened(row["unit"], before[0], units[row["virksomhet"]], employees=before[1], kind=row["kind"])
    opened("MH35", "Responstjeneste", units["MH3"], employees=6, kind="hjemmetjeneste")
    rename_unit(by=None, unit=units["MH34"], name="Natt og responstjeneste", day=REORGANISED)
    merge_units(by=None, unit=units["MH35"], into=units["MH34"], day=REORGANISED)
    Unit.objects.filter(code="MH34").update(employees=18, short_name="Natt og respons")
    Unit.objects.filter(code="MH35").update(employees=0)
    return {unit.code: unit for unit in Unit.objects.all()}


def _short(name: str) -> str:
    for start, instead in SHORT.items():
        if name.startswith(start):
            return instead + name[len(start) :]
    return ""


def _people(units: dict[str, Unit]) -> dict[str, Person]:
    password, none = make_password(PASSWORD), make_password(None)
    rows = [
        Person(
            login=plan.login,
            name=plan.name,
            email=plan.email,
            employee_no=f"{10_000 + number}" if plan.employee else None,
            home_unit=units[plan.home_unit],
            password=password if plan.login else none,
        )
        for number, plan in enumerate(people(), start=1)
    ]
    made = Person.objects.bulk_create(rows, batch_size=1000)
    return {plan.key: person for plan, person in zip(people(), made, strict=True)}


def _posts(units: dict[str, Unit], made: dict[str, Person]) -> None:
    """Every post of the plan; who looks after the application does so for the whole municipality."""
    roles = {role.code: role for role in Role.objects.all()}
    holders: dict[tuple[str, str], Post] = {}

    def post(plan: PostPlan, deputy_for: Post | None = None) -> Post:
        valid_to = plan.valid_to + dt.timedelta(days=1) if plan.valid_to else None
        return Post(
            person=made[plan.person],
            role=roles[plan.role],
            unit=units[plan.unit],
            valid_from=plan.valid_from,
            valid_to=valid_to,
            deputy_for=deputy_for,
        )

    own = [plan for plan in posts() if plan.deputy_for is None]
    for plan, row in zip(own, Post.objects.bulk_create([post(plan) for plan in own], batch_size=1000), strict=True):
        holders[plan.person, plan.role] = row
    Post.objects.create(
        person=made["applikasjonsansvarlig"],
        role=roles["applikasjonsansvarlig"],
        unit=units["SOLVIK"],
        valid_from=START,
    )
    deputies = [plan for plan in posts() if plan.deputy_for is not None]
    Post.objects.bulk_create([post(plan, holders.get((plan.deputy_for or "", plan.role))) for plan in deputies])

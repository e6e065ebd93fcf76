"""Import all or nothing: every row is judged and written in one transaction, and every fault is told at once."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from merkbar.check.deviations.models import Kind, State
from merkbar.check.deviations.taxonomy import Area, EventType
from merkbar.check.deviations.writes.importing import import_case
from merkbar.ground.clock import clock
from merkbar.ground.people import writes as people
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.units import writes as units
from merkbar.ground.units.models import Unit, UnitLevel
from merkbar.web.ops.import_measurements import HEADINGS, import_measurements
from merkbar.web.ops.import_reading import read
from merkbar.web.ops.import_rows import DeviationLine, Line, PersonLine, PostLine, UnitLine, parse

MEASUREMENTS = "measurements"
DEFAULT_LEVELS = ("kommune", "kommunalområde", "virksomhet", "avdeling")
"""What the levels are called where the municipality has not named its own."""


class Fault(Exception):
    """A column and a sentence."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


@dataclass(frozen=True, slots=True)
class Kindred:
    """How one kind of file is read and written."""

    model: type[Line]
    write: Callable[[Any], object]
    order: Callable[[list[Any]], list[Any]] = list


def import_file(kind: str, file: Path, *, dry_run: bool) -> tuple[int, list[str]]:
    """Import a file: (rows, faults as sentences). With faults, or `dry_run`, nothing is kept."""
    if kind == MEASUREMENTS:
        return import_measurements(file, dry_run=dry_run)
    how = KINDS[kind]
    rows = read(file, how.model.headings(), how.model.required)
    parsed = [(row.number, parse(how.model, row)) for row in rows]
    faults = [
        (number, column, sentence) for number, line in parsed if isinstance(line, list) for column, sentence in line
    ]
    lines = [line for _number, line in parsed if isinstance(line, Line)]
    with transaction.atomic():
        faults += _write_all(how, lines)
        if faults or dry_run:
            transaction.set_rollback(True)
    return len(rows), [f"Rad {number}, {column}: {sentence}" for number, column, sentence in sorted(faults)]


def _write_all(how: Kindred, lines: Sequence[Line]) -> list[tuple[int, str, str]]:
    """Write each line; a line that is refused leaves no trace, and the next is tried all the same."""
    faults = []
    for line in how.order(list(lines)):
        try:
            with transaction.atomic():
                how.write(line)
        except Fault as fault:
            faults.append((line.number, fault.column, str(fault)))
        except ValidationError as error:
            faults += [(line.number, column, sentence) for column, sentence in _cells(error)]
    return faults


def _cells(error: ValidationError) -> list[tuple[str, str]]:
    if not hasattr(error, "error_dict"):
        return [("raden", sentence) for sentence in error.messages]
    named = error.message_dict.items()
    return [("raden" if name == "__all__" else name, sentence) for name, sentences in named for sentence in sentences]


def parents_first(lines: list[UnitLine]) -> list[UnitLine]:
    """Order units so that each comes after its parent, whatever the order in the file; circles come last."""
    ordered: list[UnitLine] = []
    waiting = lines
    while waiting:
        codes = {line.code for line in waiting}
        ready = [line for line in waiting if line.parent not in codes]
        if not ready:
            break
        ordered += ready
        waiting = [line for line in waiting if line.parent in codes]
    return ordered + waiting


def write_unit(line: UnitLine) -> Unit:
    """Open a unit under its parent."""
    parent = Unit.objects.filter(code=line.parent).first() if line.parent else None
    if line.parent and parent is None:
        raise Fault("parent", f"enheten «{line.parent}» finnes ikke, verken her eller i filen.")
    depth = parent.depth + 1 if parent else 0
    named = UnitLevel.objects.filter(depth=depth).values_list("name", flat=True).first()
    expected = named or (DEFAULT_LEVELS[depth] if depth < len(DEFAULT_LEVELS) else "")
    if line.level and line.level.lower() not in {expected.lower(), str(depth)}:
        raise Fault("level", f"er «{line.level}», men en enhet her er «{expected or depth}».")
    facts: dict[str, Any] = {"valid_to": line.valid_to} if line.valid_to else {}
    return units.open_unit(by=None, code=line.code, name=line.name, parent=parent, valid_from=line.valid_from, **facts)


def write_person(line: PersonLine) -> Person:
    """Register a person."""
    if line.login and Person.objects.filter(login__iexact=line.login).exists():
        raise Fault("login", f"«{line.login}» er i bruk.")
    facts: dict[str, Any] = {"home_unit": _unit("home_unit", line.home_unit)} if line.home_unit else {}
    return people.register(
        by=None,
        name=line.name,
        login=line.login or None,
        email=line.email,
        employee_no=line.employee_no or None,
        **facts,
    )


def write_post(line: PostLine) -> Post:
    """Appoint a person; a deputy stands in for the one who holds the same role at the same unit."""
    unit = _unit("unit", line.unit)
    role = Role.objects.filter(code=line.role).first()
    if role is None:
        raise Fault("role", f"rollen «{line.role}» finnes ikke.")
    deputy_for = None
    if line.deputy_for:
        held = Post.objects.on(line.valid_from).filter(unit=unit, role=role)
        deputy_for = held.filter(person=_person("deputy_for", line.deputy_for)).first()
        if deputy_for is None:
            raise Fault("deputy_for", f"«{line.deputy_for}» har ikke rollen ved enheten fra denne dagen.")
    return people.appoint(
        by=None,
        person=_person("login", line.login),
        role=role,
        unit=unit,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        deputy_for=deputy_for,
    )


def write_deviation(line: DeviationLine) -> object:
    """Take in a case from another system, in the state it had there."""
    event = EventType.objects.filter(code=line.type).first() if line.type else None
    area = Area.objects.filter(code=line.area).first() if line.area else None
    if line.type and event is None:
        raise Fault("type", f"hendelsestypen «{line.type}» finnes ikke.")
    if line.area and area is None:
        raise Fault("area", f"området «{line.area}» finnes ikke.")
    if event and area and event.area_id != area.pk:
        raise Fault("type", f"«{line.type}» hører ikke til området «{line.area}».")
    if line.kind not in Kind.values:
        raise Fault("kind", f"må være en av: {', '.join(Kind.values)}.")
    if line.state not in IMPORTED_STATES:
        raise Fault("state", f"må være en av: {', '.join(IMPORTED_STATES)}.")
    _happened("reported_at", line.reported_at)
    if line.occurred_at:
        _happened("occurred_at", line.occurred_at)
    return import_case(
        by=None,
        what=line.what,
        unit=_unit("unit", line.unit),
        kind=line.kind,
        area=area,
        type=event,
        harm_physical=line.harm_physical,
        harm_psychological=line.harm_psychological,
        occurred_at=line.occurred_at,
        reported_at=line.reported_at,
        state=line.state,
    )


IMPORTED_STATES = (State.NEW.value, State.HANDLING.value, State.EFFECT_CHECK.value, State.CLOSED.value)
KINDS = {
    "units": Kindred(UnitLine, write_unit, parents_first),
    "people": Kindred(PersonLine, write_person),
    "posts": Kindred(PostLine, write_post, lambda lines: sorted(lines, key=lambda line: bool(line.deputy_for))),
    "deviations": Kindred(DeviationLine, write_deviation),
}


def headings() -> dict[str, list[str]]:
    """Name the columns of each kind of file."""
    return {**{kind: how.model.headings() for kind, how in KINDS.items()}, MEASUREMENTS: list(HEADINGS)}


def _happened(column: str, moment: dt.datetime) -> None:
    if moment > clock.now():
        raise Fault(column, "er ikke kommet ennå.")


def _unit(column: str, code: str) -> Unit:
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise Fault(column, f"enheten «{code}» finnes ikke.")
    return unit


def _person(column: str, login: str) -> Person:
    person = Person.objects.filter(login__iexact=login).first()
    if person is None:
        raise Fault(column, f"ingen har brukernavnet «{login}».")
    return person

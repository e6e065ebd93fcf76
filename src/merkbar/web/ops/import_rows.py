"""What a row of each kind must hold. No database here: whether a named unit exists is asked when it is written."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from merkbar.ground.clock.zone import OSLO
from merkbar.web.ops.import_reading import Row

DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T](?:kl\.? ?)?(\d{1,2})[.:](\d{2}))?")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
FIRST_YEAR, LAST_YEAR = 1900, 2200
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
SENTENCES = {
    "missing": "mangler.",
    "string_too_long": "er for lang (høyst {max_length} tegn).",
    "string_too_short": "mangler.",
    "int_parsing": "må være et helt tall.",
    "greater_than_equal": "må være minst {ge}.",
    "less_than_equal": "må være høyst {le}.",
}


def empty_is_none(value: Any) -> Any:
    """Read an empty cell as no value."""
    return None if value == "" else value


def plain(text: str) -> str:
    """Refuse characters that no text has."""
    if CONTROLS.search(text):
        raise ValueError("har tegn som ikke kan vises.")
    return text


def moment(value: Any) -> Any:
    """Read 2026-09-20, 2026-09-20T14:30, 20.09.2026 or 20.09.2026 14.30; Norwegian time unless it says otherwise."""
    found = DAY.fullmatch(value)
    try:
        if found:
            day, month, year, hour, minute = (int(part or 0) for part in found.groups())
            read = dt.datetime(year, month, day, hour, minute, tzinfo=OSLO)
        else:
            read = dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError("er ikke en dato. Skriv den slik: 2026-09-20 eller 20.09.2026.") from error
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise ValueError("er for langt tilbake eller fram i tid.")
    return read if read.tzinfo else read.replace(tzinfo=OSLO)


def date(value: Any) -> Any:
    """Read a date without a time."""
    return moment(value).date()


def mail_address(text: str) -> str:
    """Refuse what cannot be an address."""
    if text and not EMAIL.fullmatch(text):
        raise ValueError("er ikke en e-postadresse.")
    return text


PLAIN = AfterValidator(plain)
Day = Annotated[dt.date, BeforeValidator(date)]
Moment = Annotated[dt.datetime, BeforeValidator(moment)]
MaybeDay = Annotated[Day | None, BeforeValidator(empty_is_none)]
MaybeMoment = Annotated[Moment | None, BeforeValidator(empty_is_none)]
Harm = Annotated[Annotated[int, Field(ge=0, le=5)] | None, BeforeValidator(empty_is_none)]


class Line(BaseModel):
    """A row after reading: every cell in its type."""

    model_config = ConfigDict(extra="forbid")
    number: int
    required: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def headings(cls) -> list[str]:
        """Name the columns."""
        return [name for name in cls.model_fields if name != "number"]


class UnitLine(Line):
    """A unit."""

    required: ClassVar = ("code", "name", "parent", "valid_from")
    code: Annotated[str, Field(max_length=30, min_length=1), PLAIN]
    name: Annotated[str, Field(max_length=120, min_length=1), PLAIN]
    level: Annotated[str, Field(max_length=60), PLAIN] = ""
    parent: Annotated[str, Field(max_length=30), PLAIN] = ""
    valid_from: Day
    valid_to: MaybeDay = None


class PersonLine(Line):
    """A person."""

    required: ClassVar = ("login", "name")
    login: Annotated[str, Field(max_length=80), PLAIN] = ""
    name: Annotated[str, Field(max_length=120, min_length=1), PLAIN]
    email: Annotated[str, Field(max_length=254), PLAIN, AfterValidator(mail_address)] = ""
    employee_no: Annotated[str, Field(max_length=30), PLAIN] = ""
    home_unit: Annotated[str, Field(max_length=30), PLAIN] = ""


class PostLine(Line):
    """A role that a person holds at a unit."""

    required: ClassVar = ("login", "role", "unit", "valid_from")
    login: Annotated[str, Field(max_length=80, min_length=1), PLAIN]
    role: Annotated[str, Field(max_length=40, min_length=1), PLAIN]
    unit: Annotated[str, Field(max_length=30, min_length=1), PLAIN]
    valid_from: Day
    valid_to: MaybeDay = None
    deputy_for: Annotated[str, Field(max_length=80), PLAIN] = ""


class DeviationLine(Line):
    """A case from another system."""

    required: ClassVar = ("what", "unit", "reported_at", "state")
    what: Annotated[str, Field(max_length=20_000, min_length=1), PLAIN]
    unit: Annotated[str, Field(max_length=30, min_length=1), PLAIN]
    area: Annotated[str, Field(max_length=4), PLAIN] = ""
    type: Annotated[str, Field(max_length=12), PLAIN] = ""
    kind: Annotated[str, Field(max_length=15), PLAIN] = "deviation"
    harm_physical: Harm = None
    harm_psychological: Harm = None
    occurred_at: MaybeMoment = None
    reported_at: Moment
    state: Annotated[str, Field(max_length=12, min_length=1), PLAIN]


def parse(model: type[Line], row: Row) -> Line | list[tuple[str, str]]:
    """Judge a row: the line, or (column, sentence) for each fault."""
    given = {name: cell for name, cell in row.cells.items() if cell or name in model.required}
    try:
        return model(number=row.number, **given)
    except ValidationError as error:
        return list(faults_of(error))


def faults_of(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Give (column, sentence) for each fault."""
    for fault in error.errors():
        context = fault.get("ctx", {})
        if fault["type"] == "value_error":
            sentence = str(context["error"])
        else:
            sentence = SENTENCES.get(fault["type"], "kan ikke brukes.").format(**context)
        yield str(fault["loc"][0]), sentence

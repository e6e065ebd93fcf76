"""What the API takes and gives."""

import datetime as dt
from typing import Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from merkbar.web.api.fields import Code, Day, Harm, Limit, Past, Query, Text, Written

KindName = Literal["deviation", "near_miss", "concern", "suggestion", "good_practice"]
StateName = Literal["draft", "new", "handling", "effect_check", "closed", "void"]


class Report(Schema):
    """Something that happened. Only `what` and `unit` are required."""

    model_config = ConfigDict(extra="forbid")
    what: Written
    unit: Code
    area: Code | None = None
    type: Code | None = None
    kind: KindName = "deviation"
    harm: Harm | None = None
    occurred_at: Past | None = None
    immediate_action: Text = ""


class Reported(Schema):
    """The case that came of a report."""

    ref: str
    url: str


class DeviationFilter(Schema):
    """Which cases. `from` and `to` are days of reporting, both included; `unit` takes the units below it."""

    unit: Code | None = None
    type: Code | None = None
    kind: KindName | None = None
    state: StateName | None = None
    start: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")
    q: Query = ""
    cursor: str | None = Field(None, max_length=200)
    limit: Limit = 50


class DeviationLine(Schema):
    """A case in a list."""

    ref: str
    title: str
    unit: str
    area: str | None
    type: str | None
    kind: str
    state: str
    access: str
    harm: int | None
    occurred_at: dt.datetime | None
    reported_at: dt.datetime
    closed_at: dt.datetime | None
    url: str


class DeviationDetail(DeviationLine):
    """A whole case. `reporter` is null when the name is hidden."""

    what: str
    immediate_action: str
    harm_physical: int | None
    harm_psychological: int | None
    potential: int | None
    recurrence: str | None
    answered_at: dt.datetime | None
    reporter: str | None
    version: int


class DeviationPage(Schema):
    """Some cases, newest first, and where the next begin."""

    items: list[DeviationLine]
    next: str | None


class UnitFilter(Schema):
    """Which part of the list."""

    cursor: str | None = Field(None, max_length=700)
    limit: Limit = 50


class UnitLine(Schema):
    """A unit that exists today; `level` 0 is the whole organisation."""

    code: str
    name: str
    level: int
    kind: str
    employees: int
    parent: str | None
    valid_from: dt.date
    valid_to: dt.date | None


class UnitPage(Schema):
    """Some units in the order of the tree, and where the next begin."""

    items: list[UnitLine]
    next: str | None

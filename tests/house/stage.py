"""A small world where every address has something to show, at five places seen from Hjemmetjenesten Øst.

`egen`: a case of the own unit. `nabo`: of a sibling unit. `annet`: of another service area. `skjermet`: a shielded case
of the own unit. `selv`: what the person reported or was given themself.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from merkbar.act.actions.models import Action, ActionType
from merkbar.act.actions.writes import open_action
from merkbar.check.deviations import writes
from merkbar.check.deviations.models import Cause, Counterpart, Deviation, EscalationRule, EventType
from merkbar.check.indicators import writes as measuring
from merkbar.check.indicators.models import Adjustment, Annotation, Indicator, IndicatorTarget
from merkbar.do.procedures.models import OldWord
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.files.writes import save
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Leave, Person, Post, Role
from merkbar.ground.people.writes import give_leave
from merkbar.web.api.writes import make_token
from merkbar.web.movein.models import MoveIn, State
from tests.house import stage_learning, stage_plans, stage_procedures
from tests.house.addresses import Address, by_name

PLACES = ("egen", "nabo", "annet", "skjermet", "selv")
SHIELDED = "PV02"


@dataclass
class Place:
    """What lies at one place."""

    unit: Any
    case: Deviation
    draft: Deviation
    end: Counterpart
    redaction: int
    pattern: str
    action: Action
    indicator: Indicator
    attachment: int
    person: Person
    post: int
    leave: int
    notice: int
    token: int
    plans: stage_plans.Plans
    procedure: stage_procedures.Laid
    learning: stage_learning.Laid


@dataclass
class Stage:
    """The person who looks, and what they look at."""

    person: Person
    secret: str
    places: dict[str, Place] = field(default_factory=dict)


def played_by(role: str, unit: Any, login: str = "hun") -> Person:
    """A person with this role at the unit since the start."""
    person = Person.objects.create(login=login, name=f"Test {login.title()}", home_unit=unit)
    Post.objects.create(person=person, role=Role.objects.get(code=role), unit=unit, valid_from=unit.valid_from)
    return person


def build(solvik: Any, cast: Any, role: str) -> Stage:
    """Set the stage for one role, with its post in Hjemmetjenesten Øst."""
    looker = played_by(role, solvik.east)
    _token, secret = make_token(by=looker, person=looker, name="prøve", scope="read,write", days=1)
    stage = Stage(looker, secret)
    for name, unit, reporter in (
        ("egen", solvik.east, cast.nurse),
        ("nabo", solvik.north, cast.neighbour),
        ("annet", solvik.school, cast.teacher),
        ("skjermet", solvik.east, cast.nurse),
        ("selv", solvik.school, looker),
    ):
        stage.places[name] = _place(name, unit, reporter, cast)
    now = clock.now()
    sent = {"name": "prosedyrer.zip", "by": cast.adviser, "at": now, "touched_at": now, "trial": True}
    MoveIn.objects.create(**sent, state=State.TRIED)
    looker.__dict__.pop("_standing", None)
    assert standing_of(looker).seats
    return stage


def _place(name: str, unit: Any, reporter: Person, cast: Any) -> Place:
    by = cast.leader
    kind = EventType.objects.get(code=SHIELDED) if name == "skjermet" else EventType.objects.filter(area="BR").first()
    facts = {"unit": unit, "type": kind, "what": f"Kveldsmedisinen ble ikke gitt ({name})."}
    case, _new = writes.report(by=reporter, **facts)
    writes.answer(by=by, deviation=case, text="Takk for at du meldte. Vi flytter oppdraget.")
    end = writes.ask_other_end(by=by, deviation=case, question="Hvordan ble det sendt?", organisation="Sykehuset")
    writes.redact(by=by, deviation=case, what="Medisinen ble ikke gitt.", immediate_action="", why="navn")
    pattern = writes.tie_to_pattern(by=by, deviations=[case], title=f"Medisin {name}")
    action = open_action(
        by=by,
        title="Samle oppdragene på én liste",
        unit=unit,
        owner=reporter,
        deadline=clock.today(),
        action_type=ActionType.objects.get(pk="AT06"),
        origin=case.record,
    )
    upload = SimpleUploadedFile("liste.txt", b"Oppdrag kl. 20", content_type="text/plain")
    given, _secret = make_token(by=reporter, person=reporter, name="prøve", scope="read", days=1)
    tie = tell(by=None, person=reporter, text="En sak", why="Du meldte", address="/mine-meldinger/", record=case.record)
    other = cast.teacher if name == "annet" else reporter
    return Place(
        unit=unit,
        case=case,
        draft=writes.save_draft(by=reporter, unit=unit, what="Halvskrevet."),
        end=end,
        redaction=case.redactions.get().pk,
        pattern=pattern.record.reference,
        action=action,
        indicator=_measured(name, unit, cast),
        attachment=save(by=reporter, record=case.record, upload=upload).pk,
        person=other,
        post=other.posts.first().pk,
        leave=_away(other).pk,
        notice=tie.pk,
        token=given.pk,
        plans=stage_plans.lay(name, unit, cast.adviser, reporter),
        procedure=stage_procedures.lay(name, unit, cast.adviser, reporter),
        learning=stage_learning.lay(unit, cast, reporter),
    )


def _away(person: Person) -> Leave:
    """A leave to come, which changes nothing today; a person has one however many places they stand at."""
    known = Leave.objects.filter(person=person).first()
    return known or give_leave(by=None, person=person, valid_from=clock.today() + dt.timedelta(days=90))


def _measured(name: str, unit: Any, cast: Any) -> Indicator:
    """Something measured at the place, with a note, a line drawn and a frozen baseline."""
    by = cast.adviser
    facts = {"shape": "share", "direction": "up", "cadence": "month", "dimension": "faglig", "source_kind": "manual"}
    made = measuring.define(by=by, code=f"I-{name}", title="Dobbeltkontroll", unit=unit, **facts)
    measuring.annotate(by=by, indicator=made, unit=unit, day=clock.today(), text="Ny rutine")
    measuring.aim(by=by, indicator=made, comparator=">=", value=95)
    measuring.adjust(by=by, indicator=made, kind="freeze", day=clock.today(), reason="Før endringen")
    return made


FIXED: dict[str, dict[str, Any]] = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "abc-def"},
    "administration:subtype": {"code": "BR01"},
    "administration:list": {"slug": "arsaker"},
    "administration:level": {"depth": 1},
    "administration:role": {"code": "verneombud"},
    "api:nothing": {"rest": "finnes-ikke"},
    "procedures:topic": {"code": stage_procedures.TOPIC},
}
"""Addresses that name something the whole municipality has in common."""


def _part(at: Place, model: Any) -> dict[str, Any]:
    return {"code": at.indicator.code, "pk": model.objects.get(indicator=at.indicator).pk}


BY_PLACE: dict[str, Any] = {
    "deviations:draft": lambda at: {"ref": at.draft.record.reference},
    "deviations:pattern": lambda at: {"ref": at.pattern},
    "deviations:log_reply": lambda at: {"ref": at.case.record.reference, "end": at.end.pk},
    "deviations:open_sealed": lambda at: {"ref": at.case.record.reference, "redaction": at.redaction},
    "api:deviation": lambda at: {"ref": at.case.record.reference},
    "api:indicator": lambda at: {"code": at.indicator.code},
    "api:series": lambda at: {"code": at.indicator.code},
    "api:measurements": lambda at: {"code": at.indicator.code},
    "indicators:choose": lambda at: {"reference": at.plans.target},
    "indicators:amend": lambda at: _part(at, Annotation),
    "indicators:erase": lambda at: _part(at, Annotation),
    "indicators:forget": lambda at: _part(at, Annotation),
    "indicators:drop_aim": lambda at: _part(at, IndicatorTarget),
    "indicators:withdraw": lambda at: _part(at, Adjustment),
    "notices:open": lambda at: {"pk": at.notice},
    "files:fetch": lambda at: {"pk": at.attachment},
    "files:add": lambda at: {"pk": at.case.pk},
    "revoke_token": lambda at: {"pk": at.token},
    "leave:change": lambda at: {"pk": at.leave},
    "leave:withdraw": lambda at: {"pk": at.leave},
    "leave:person": lambda at: {"pk": at.person.pk},
    "administration:end_post": lambda at: {"pk": at.post},
    "administration:deputy": lambda at: {"pk": at.post},
}
"""Addresses that name something at a place."""


BY_VARIABLES: dict[tuple[str, frozenset[str]], Any] = {
    ("deviations", frozenset({"ref"})): lambda at: {"ref": at.case.record.reference},
    ("actions", frozenset({"reference"})): lambda at: {"reference": at.action.record.reference},
    ("indicators", frozenset({"code"})): lambda at: {"code": at.indicator.code},
    ("administration", frozenset({"pk"})): lambda at: {"pk": at.person.pk},
    ("administration", frozenset({"code"})): lambda at: {"code": at.unit.code},
}
"""(space, what an address names) → what it names at a place, unless said otherwise above."""


def lines(stage: Stage) -> list[tuple[str, str, str]]:
    """(name, place, address) for every address; one that names nothing at a place has the place «-»."""
    made = []
    for name, address in by_name().items():
        fixed, thing = _fixed(name, address), BY_PLACE.get(name)
        thing = thing or BY_VARIABLES.get((name.rpartition(":")[0], address.variables))
        thing = thing or (partial(_planned, address) if name.startswith("goals:") and address.variables else None)
        if name in stage_learning.OWN:
            thing = partial(_learnt, address)
        if "number" in address.variables:
            thing = partial(_written, address)
        if fixed is not None or thing is None:
            made.append((name, "-", reverse(name, kwargs=fixed)))
        else:
            made += [(name, place, reverse(name, kwargs=thing(at))) for place, at in stage.places.items()]
    return made


def _planned(address: Address, at: Place) -> dict[str, Any]:
    return stage_plans.named(address, at.plans)


def _written(address: Address, at: Place) -> dict[str, Any]:
    return stage_procedures.named(address, at.procedure)


def _learnt(address: Address, at: Place) -> dict[str, Any]:
    return stage_learning.named(address, at.learning)


FIRST: dict[str, Any] = {
    "administration:rule": lambda: {"code": EscalationRule.objects.order_by("code").first().code},
    "administration:entry": lambda: {"slug": "arsaker", "code": Cause.objects.order_by("code").first().code},
    "procedures:word": lambda: {"pk": OldWord.objects.order_by("pk").first().pk},
}
"""Addresses that name an entry of a list the whole municipality has in common."""


def _fixed(name: str, address: Address) -> dict[str, Any] | None:
    if name.startswith("learning:") and name not in stage_learning.OWN and address.variables:
        return stage_learning.fixed(address)
    if name.startswith("movein:") and address.variables:
        found = {"pk": MoveIn.objects.get().pk, "format": "csv"}
        return {name: value for name, value in found.items() if name in address.variables}
    if name in FIRST:
        return FIRST[name]()
    if address.variables == {"form"}:
        return {"form": "csv"}
    return FIXED.get(name)

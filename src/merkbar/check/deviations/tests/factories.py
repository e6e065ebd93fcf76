"""Cases in every state, made the way people make them: through the writes."""

from typing import Any

import factory
from django.test import Client

from merkbar.check.deviations import states, writes
from merkbar.check.deviations.models import CloseReason, Deviation
from merkbar.check.deviations.taxonomy import EventType

ANSWER = "Takk for at du meldte. Vi flytter oppdraget til fast liste."


def kind_of(code):
    return EventType.objects.select_related("area").get(code=code)


def again(case):
    """The case as it stands in the database now."""
    return Deviation.objects.select_related("record", "unit", "type", "area", "reporter").get(pk=case.pk)


class CaseFactory(factory.Factory):
    """A report by `by` in `unit`; a trait named after a state walks it there by the hand of `leader`."""

    class Meta:
        model = Deviation

    class Params:
        handling = factory.Trait(state=states.HANDLING)
        closed = factory.Trait(state=states.CLOSED)
        draft = factory.Trait(state=states.DRAFT)
        anonymous = factory.Trait(by=None)

    what = factory.Sequence(lambda n: f"Kveldsmedisinen ble ikke gitt, nummer {n}. Oppdaget ved morgenbesøket.")
    state = states.NEW
    leader = None
    answered = False

    @classmethod
    def _create(cls, _model, *, by, state, leader, answered, **facts: Any) -> Deviation:
        if isinstance(facts.get("type"), str):
            facts["type"] = kind_of(facts["type"])
        if state == states.DRAFT:
            return writes.save_draft(by=by, **facts)
        case = writes.report(by=by, **facts)[0] if by else writes.report_anonymously(channel="public", **facts)[0]
        if answered or state != states.NEW:
            writes.answer(by=leader, deviation=case, text=ANSWER)
        if state == states.CLOSED:
            finished(case, leader)
        return again(case)


def finished(case, leader, **facts):
    """Set to «ferdig behandlet» without actions."""
    facts.setdefault("reason", CloseReason.objects.get(code="handled_on_site"))
    return writes.finish(by=leader, deviation=case, outcome="Vi gikk gjennom listen sammen.", **facts)


def address(case, step=""):
    return f"/avvik/{case.record.reference}/{step}"


def take(web: Client, person, case, step, *, seen=None, **typed):
    """Post one step on the page of a case, as the page opened just now would."""
    version = again(case).record.version if seen is None else seen
    return web.as_(person).post(address(case, f"{step}/"), {"seen": version, **typed})


def text_of(response):
    return response.content.decode()

"""A procedure at a place of the stage: in force with readers and a question, and a draft that is being heard."""

from dataclasses import dataclass
from typing import Any

from merkbar.do.procedures import writes
from merkbar.do.procedures.models import Topic, Version
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Role
from tests.house.addresses import Address

TOPIC = "legemidler"
TEXT = "<p>Be en kollega kontrollere.</p>"


@dataclass(frozen=True)
class Laid:
    number: str
    comment: int
    question: int
    rule: int


def lay(name: str, unit: Any, by: Person, reader: Person) -> Laid:
    """One procedure of the unit's own, revised by its adviser and asked about by a reader."""
    if not Topic.objects.filter(pk=TOPIC).exists():
        writes.add_topic(by=by, name="Legemidler")
    current = writes.import_procedure(
        by=by, number=f"P-{name}-1", title="Kontroll", unit=unit, html=TEXT, in_force_from=clock.today(), reviser=by
    )
    rule = writes.add_rule(by=by, document=current.document, unit=unit, role=Role.objects.get(code="ansatt"))
    question = writes.ask(by=reader, version=current, text="Gjelder det i helgen?")
    draft = writes.start(by=by, document=current.document)
    draft = writes.edit(by=by, version=draft, body=TEXT, news="Nytt")
    draft = writes.send_hearing(by=by, version=draft, experts=[reader], safety=None)
    comment = writes.comment(by=reader, version=Version.objects.get(pk=draft.pk), text="Uklart")
    return Laid(current.document.record.reference, comment.pk, question.pk, rule.pk)


def named(address: Address, laid: Laid) -> dict[str, Any]:
    """What an address of procedures names at a place."""
    found: dict[str, Any] = {"number": laid.number}
    if "major" in address.variables:
        found |= {"major": "1", "minor": "0"}
    if "pk" in address.variables:
        keys = {"answer": laid.question, "end_rule": laid.rule}
        keys |= dict.fromkeys(("settle_comment", "change_comment"), laid.comment)
        found["pk"] = keys[address.name.rpartition(":")[2]]
    return found

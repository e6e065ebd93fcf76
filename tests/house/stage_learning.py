"""Learning on the stage: what the whole municipality has in common, and a rule and a planned line at each place."""

from dataclasses import dataclass
from typing import Any

from merkbar.do.learning import writes
from merkbar.do.learning.models import Competence, Event, Module, ProfileLine, Question
from merkbar.do.learning.tests import kit
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Role
from tests.house.addresses import Address

MODULE, COMPETENCE, ROLE = "avvik-og-laering", "hlr", "ansatt"
OWN = {"learning:change_line", "learning:end_rule", "learning:finish_line", "learning:remove_line"}
"""Addresses that name something at a place."""


@dataclass(frozen=True)
class Laid:
    rule: int
    line: int


def lay(unit: Any, cast: Any, responsible: Person) -> Laid:
    """One module, profile and event for all; who is asked and what is planned at this place."""
    module, known = Module.objects.filter(slug=MODULE).first(), Competence.objects.filter(pk=COMPETENCE).first()
    if module is None or known is None:
        module, known = kit.module(cast), kit.competence(cast, COMPETENCE)
        writes.ask_for(by=cast.adviser, role=Role.objects.get(pk=ROLE), competence=known)
        kit.event(cast)
    rule = module.rules.filter(unit=unit).first() or writes.add_rule(by=cast.adviser, module=module, unit=unit)
    facts = {"competence": known, "what": "Kurs", "due": clock.today(), "responsible": responsible}
    line = writes.plan_line(by=cast.adviser, unit=unit, year=clock.today().year, **facts)
    return Laid(rule.pk, line.pk)


def named(address: Address, laid: Laid) -> dict[str, Any]:
    """What an address of learning names at a place."""
    return {"slug": MODULE, "pk": laid.rule} if "slug" in address.variables else {"pk": laid.line}


def fixed(address: Address) -> dict[str, Any]:
    """What an address of learning names that all have in common."""
    found = {"slug": MODULE, "code": ROLE, "duty": "deputy", "form": "csv"}
    keys = {name: value for name, value in found.items() if name in address.variables}
    if "pk" in address.variables:
        kind: Any = Question if "slug" in keys else ProfileLine if "code" in keys else Event
        keys["pk"] = kind.objects.order_by("pk").first().pk
    return keys

"""The plan itself: open, edit, adopt, publish, supersede, expire, and who took part. Revision is in `revision`."""

import datetime as dt
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, StateGroup
from merkbar.ground.records.registries import can_make, make
from merkbar.ground.records.writes import open_record
from merkbar.ground.trail.write import write
from merkbar.ground.ui.norwegian import dmy
from merkbar.ground.units.models import Unit
from merkbar.plan.goals import family, skeletons, states
from merkbar.plan.goals.models import Involvement, Level, Measurable, Node, Plan, Template
from merkbar.plan.goals.writes.common import PLAN, PREFIXES, begin, need, settle, write_down

FACTS: Final = frozenset(
    {
        "first_year",
        "last_year",
        "part_first_year",
        "part_last_year",
        "motto",
        "vision",
        "introduction",
        "basis",
        "contact_role",
        "parent",
        "parent_text",
    }
)
"""What `edit` may change besides the title."""


@write
def open_plan(
    *,
    by: Person | None,
    title: str,
    unit: Unit,
    first_year: int,
    last_year: int,
    template: str = Template.FREE,
    fill: bool = True,
    owner: Person | None = None,
    at: dt.datetime | None = None,
    **facts: Any,
) -> Plan:
    """Start a draft. With `fill` the template's focus areas and headings stand there already; an import has its own.

    Whoever starts it owns it, unless another is named: the owner is reminded when it must be revised.
    """
    now = at or clock.now()
    record = open_record(
        by=by,
        kind=PLAN,
        prefix=PREFIXES[PLAN],
        title=need("title", title, _("Skriv hva planen heter")),
        unit=unit,
        at=now,
        access=Access.OPEN,
        owner=owner or by,
        state_group=StateGroup.DRAFT,
    )
    plan = Plan(record=record, template=template, first_year=first_year, last_year=last_year, **facts)
    settle(plan, at=now, is_new=True)
    if fill:
        _fill(plan)
    write_down(record, by=by, step="open", text=_("Utkast laget"), at=now)
    return plan


def _fill(plan: Plan) -> None:
    for order, area in enumerate(skeletons.SKELETONS[plan.template], 1):
        node = Node.objects.create(plan=plan, level=Level.FOCUS_AREA, order=order, title=area.title)
        for place, title in enumerate(area.sections, 1):
            Node.objects.create(plan=plan, parent=node, level=Level.SECTION, order=place, title=title)


@write
def edit(
    *, by: Person, plan: Plan, title: str, seen: int | None = None, at: dt.datetime | None = None, **facts: Any
) -> Plan:
    """Change what the plan is called, its years and the texts before the focus areas."""
    now = at or clock.now()
    plan = begin(plan, "edit", seen=seen)
    plan.record.title = need("title", title, _("Skriv hva planen heter"))[:200]
    for name in FACTS & facts.keys():
        setattr(plan, name, facts[name])
    if facts.get("owner"):
        plan.record.owner = facts["owner"]
    if plan.parent and family.goes_round(plan, plan.parent):
        raise ValidationError({"parent": _("Planen kan ikke ligge under seg selv. Velg en annen plan.")})
    settle(plan, at=now)
    write_down(plan.record, by=by, step="edit", text=_("Endret opplysninger om planen"), at=now)
    return plan


@write
def adopt(
    *,
    by: Person | None,
    plan: Plan,
    case_number: str,
    adopted_on: dt.date,
    adopted_by: str,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Plan:
    """Write down the decision: case number, day and by whom. From now on the words stand."""
    now = at or clock.now()
    plan = begin(plan, "adopt", seen=seen)
    plan.case_number = need("case_number", case_number, _("Skriv saksnummeret"))
    plan.adopted_by = need("adopted_by", adopted_by, _("Skriv hvem som vedtok planen"))
    if adopted_on > now.astimezone(clock.OSLO).date():
        raise ValidationError({"adopted_on": _("Datoen for vedtaket kan ikke være fram i tid")})
    if not plan.nodes.filter(removed_at__isnull=True, level=Level.FOCUS_AREA).exists():
        raise ValidationError(_("Planen har ingen satsingsområder ennå. Legg inn minst ett før vedtaket føres inn."))
    plan.adopted_on = adopted_on
    settle(plan, at=now)
    text = _("Vedtatt av %(who)s %(day)s, sak %(case)s") % {
        "who": plan.adopted_by,
        "day": dmy(adopted_on),
        "case": plan.case_number,
    }
    write_down(plan.record, by=by, step="adopt", text=text, at=now)
    return plan


@write
def publish(*, by: Person | None, plan: Plan, ask: bool = True, at: dt.datetime | None = None) -> Plan:
    """Put it in force: the version before steps aside, and (`ask`) whoever measures makes an indicator a target."""
    now = at or clock.now()
    plan = begin(plan, "publish")
    if plan.revises and states.can("supersede", plan.revises.state):
        supersede(by=by, plan=plan.revises, at=now)
    settle(plan, at=now)
    write_down(plan.record, by=by, step="publish", text=_("Planen gjelder"), at=now)
    if ask and can_make("indicator"):
        for target in plan.targets.filter(removed_at__isnull=True).exclude(measurable=Measurable.NO):
            make("indicator", by=by, target=target)
    return plan


@write
def supersede(*, by: Person | None, plan: Plan, at: dt.datetime | None = None) -> Plan:
    """Step aside for the next version; it stays readable."""
    now = at or clock.now()
    plan = begin(plan, "supersede")
    settle(plan, at=now)
    write_down(plan.record, by=by, step="supersede", text=_("Avløst av ny versjon"), at=now)
    return plan


@write
def expire(*, by: Person, plan: Plan, at: dt.datetime | None = None) -> Plan:
    """End it with nothing in its place; it stays readable."""
    now = at or clock.now()
    plan = begin(plan, "expire")
    settle(plan, at=now)
    write_down(plan.record, by=by, step="expire", text=_("Planen er avsluttet"), at=now)
    return plan


@write
def involve(
    *, by: Person | None, plan: Plan, kind: str, who: str, day: dt.date, text: str = "", at: dt.datetime | None = None
) -> Involvement:
    """Log that somebody took part: made, gave input, was heard, was told."""
    now = at or clock.now()
    if day > now.astimezone(clock.OSLO).date():
        raise ValidationError({"day": _("Skriv dagen det skjedde, ikke en dag som kommer")})
    entry = Involvement(plan=plan, kind=kind, day=day, text=text.strip(), by=by)
    entry.who = need("who", who, _("Skriv hvem som medvirket, for eksempel eldrerådet"))
    entry.full_clean()
    entry.save()
    told = _("%(kind)s: %(who)s") % {"kind": entry.get_kind_display(), "who": entry.who}
    write_down(plan.record, by=by, step="involve", text=told, at=now)
    return entry

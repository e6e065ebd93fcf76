"""Tell at once what must be told at once, once; and remind of what is owed."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from merkbar.check.deviations.models import Deviation, EscalationRule
from merkbar.check.deviations.writes.common import ANSWER_WITHIN, tell_leader
from merkbar.ground.access.standing import holders, leader_of
from merkbar.ground.clock import clock
from merkbar.ground.clock.workdays import add_workdays
from merkbar.ground.notices.models import Notice
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Entry, Named, Record
from merkbar.ground.records.writes import note
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit

LEADERS = {"leader", "avdelingsleder"}
NEXT_REMINDER = dt.timedelta(days=3)
"""The morning job looks a day ahead, so the next reminder comes in two days."""
ABOVE = {"parent_leader", "virksomhetsleder"}


@write
def escalate(*, by: Any, deviation: Deviation, rules: list[EscalationRule]) -> None:
    """Tell everybody the rules name, shield the case where a rule asks for it, start the clock it sets."""
    told: dict[int, tuple[Person, EscalationRule]] = {}
    for rule in rules:
        for person in whom(deviation.unit, rule.tell):
            told.setdefault(person.pk, (person, rule))
    restrict(deviation, rules, {person.pk: person for person, _rule in told.values()})
    _start_clock(deviation, rules)
    before = set(Notice.objects.filter(record=deviation.record_id, instant=True).values_list("person", flat=True))
    new = [(person, rule) for person, rule in told.values() if person.pk not in before]
    for person, rule in new:
        text = _("%(ref)s trenger deg nå") % {"ref": deviation.record.reference}
        why = _("Regelen «%(rule)s»: %(reminder)s") % {"rule": rule.code, "reminder": rule.reminder}
        address = f"/avvik/{deviation.record.reference}/"
        tell(by=by, person=person, text=text, why=why, address=address, record=deviation.record, instant=True)
    if new:
        names = ", ".join(sorted(person.name for person, _rule in new))
        note(record=deviation.record, by=None, step="escalate", text=names, audience="handlers")


def whom(unit: Unit, roles: list[str]) -> list[Person]:
    """The people behind a rule's roles for a unit today."""
    today = clock.today()
    found: dict[int, Person] = {}
    for role in roles:
        if role in LEADERS:
            posts = [leader_of(unit, today)]
        elif role in ABOVE:
            posts = [leader_of(unit.parent or unit, today)]
        else:
            nearest = list(holders(role, unit, today)[:20])
            posts = [post for post in nearest if post.unit_id == nearest[0].unit_id]
        found |= {post.person_id: post.person for post in posts if post}
    return list(found.values())


def restrict(deviation: Deviation, rules: list[EscalationRule], named: dict[int, Person]) -> None:
    """Shield the case when a rule asks for it; those the rules name may still see it."""
    if deviation.access not in {Access.OPEN, Access.UNIT} or not any(rule.restrict for rule in rules):
        return
    Record.objects.filter(pk=deviation.record_id).update(access=Access.RESTRICTED)
    for person in named.values():
        Named.objects.get_or_create(record=deviation.record, person=person, defaults={"why": _("Varslet av regel")})


def _start_clock(deviation: Deviation, rules: list[EscalationRule]) -> None:
    ends = [_ends(deviation.reported_at, rule) for rule in rules if rule.clock_hours or rule.clock_workdays]
    if ends and (deviation.clock_until is None or min(ends) < deviation.clock_until):
        deviation.clock_until = min(ends)
        deviation.save(update_fields=["clock_until"])


def _ends(start: dt.datetime, rule: EscalationRule) -> dt.datetime:
    if rule.clock_hours:
        return start + dt.timedelta(hours=rule.clock_hours)
    last = add_workdays(start.astimezone(clock.OSLO).date(), rule.clock_workdays or 0)
    return clock.start_of(last + dt.timedelta(days=1)) - dt.timedelta(seconds=1)


@write
def remind(*, by: Any, deviation: Deviation) -> None:
    """Remind the seat of an answer that is owed; the next reminder comes in two days."""
    late = clock.now() > deviation.reported_at + ANSWER_WITHIN
    ref = deviation.record.reference
    text = _("Svarfristen for %(ref)s er passert") if late else _("Melder i %(ref)s venter på svar")
    tell_leader(deviation, by=by, text=text % {"ref": ref}, instant=not late)
    Record.objects.filter(pk=deviation.record_id).update(next_alarm=clock.now() + NEXT_REMINDER)
    if late and not Entry.objects.filter(record=deviation.record_id, step="remind").exists():
        note(record=deviation.record, by=None, step="remind", text=_("Svarfristen på 7 dager er passert"))

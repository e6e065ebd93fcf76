"""Tell at once what must be told at once, once; and remind of what is owed."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from merkbar.check.deviations.models import Deviation, EscalationRule
from merkbar.check.deviations.writes.common import ANSWER_WITHIN, tell_leader
from merkbar.ground.access.standing import holders, leader_of
from merkbar.ground.clock import clock
from merkbar.ground.clock.workdays import add_workdays, hours_deadline
from merkbar.ground.notices.models import Notice
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Entry, Record
from merkbar.ground.records.writes import name, note
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit

LEADERS = {"leader", "avdelingsleder"}
NEXT_REMINDER = dt.timedelta(days=3)
"""The morning job looks a day ahead, so the next reminder comes in two days."""
PARENTS_LEADER = {"parent_leader", "virksomhetsleder"}
"""Roles in a rule that mean whoever leads the unit above, whatever the post is called there."""


@write
def escalate(*, by: Any, deviation: Deviation, rules: list[EscalationRule]) -> None:
    """Tell everybody the rules name, each rule once; shield the case where a rule asks for it, start the clock it sets.

    The record is held, so that of two jobs at once the second knows whom the first has told.
    """
    record = Record.objects.select_for_update(of=("self",)).get(pk=deviation.record_id)
    deviation.refresh_from_db(fields=["access", "clock_until"])
    named: dict[Person, list[EscalationRule]] = {}
    for rule in rules:
        for person in whom(deviation.unit, rule.tell):
            named.setdefault(person, []).append(rule)
    restrict(record, rules, list(named))
    _start_clock(deviation, rules)
    new = _not_told(record, named)
    for person, why in new.items():
        text = _("%(ref)s trenger deg nå") % {"ref": record.reference}
        address = f"/avvik/{record.reference}/"
        tell(by=by, person=person, text=text, why=why, address=address, record=record, instant=True)
    if new:
        names = ", ".join(sorted(person.name for person in new))
        note(record=record, by=None, step="escalate", text=names, audience="handlers")


def _not_told(record: Record, named: dict[Person, list[EscalationRule]]) -> dict[Person, str]:
    """Who has a rule they were not told of, and why. The codes a person was told of stand in their notices' `why`.

    Until somebody has judged the case, an instant notice of the report itself tells all there is to tell.
    """
    before: dict[int, str] = {}
    for pk, why in Notice.objects.filter(record=record, instant=True).values_list("person", "why"):
        before[pk] = f"{before.get(pk, '')} {why}"
    judged = Entry.objects.filter(record=record, step="assess").exists()
    new = {}
    for person, rules in named.items():
        told = before.get(person.pk, "")
        left = [rule for rule in rules if f"«{rule.code}»" not in told]
        if left and (judged or not told):
            codes, reminders = "», «".join(rule.code for rule in left), " ".join(rule.reminder for rule in left)
            new[person] = _("Regelen «%(rule)s»: %(reminder)s") % {"rule": codes, "reminder": reminders}
    return new


def whom(unit: Unit, roles: list[str]) -> list[Person]:
    """The people behind a rule's roles for a unit today."""
    today = clock.today()
    found: dict[int, Person] = {}
    for role in roles:
        if role in LEADERS:
            posts = [leader_of(unit, today)]
        elif role in PARENTS_LEADER:
            posts = [leader_of(unit.parent or unit, today)]
        else:
            nearest = list(holders(role, unit, today)[:20])
            posts = [post for post in nearest if post.unit_id == nearest[0].unit_id]
        found |= {post.person_id: post.person for post in posts if post}
    return list(found.values())


def restrict(record: Record, rules: list[EscalationRule], people: list[Person]) -> None:
    """Shield the case when a rule asks for it; in a shielded case, those the rules name may see what they are told of."""
    if record.access in {Access.OPEN, Access.UNIT} and any(rule.restrict for rule in rules):
        record.access = Access.RESTRICTED
        record.save(update_fields=["access"])
    if record.access == Access.RESTRICTED:
        for person in people:
            name(by=None, record=record, person=person, why=_("Varslet av regel"))


def _start_clock(deviation: Deviation, rules: list[EscalationRule]) -> None:
    ends = [_ends(deviation.reported_at, rule) for rule in rules if rule.clock_hours or rule.clock_workdays]
    if ends and (deviation.clock_until is None or min(ends) < deviation.clock_until):
        deviation.clock_until = min(ends)
        deviation.save(update_fields=["clock_until"])


def _ends(start: dt.datetime, rule: EscalationRule) -> dt.datetime:
    if rule.clock_hours:
        return hours_deadline(start, rule.clock_hours)
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

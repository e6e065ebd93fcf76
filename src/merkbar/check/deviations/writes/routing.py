"""Route: send to the right unit, ask the other end, merge doubles, tie to a pattern."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.check.deviations import states
from merkbar.check.deviations.models import Counterpart, Deviation, Mode, Pattern
from merkbar.check.deviations.writes.answering import give_who_waits
from merkbar.check.deviations.writes.common import put, take, tell_leader
from merkbar.ground.access.standing import leader_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Link, Record
from merkbar.ground.records.writes import Stale, claim, link, note, open_record, unlink
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit

CLOSED_OFF = {Access.RESTRICTED.value: 1, Access.NAMED.value: 2}
"""How closed an access is; the others are as open as each other here."""


def _hold(deviations: Sequence[Deviation]) -> None:
    """Lock the records of several cases, always in the same order, so that nobody waits for each other."""
    pks = [deviation.pk for deviation in deviations]
    list(Record.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


def _seen_by_me(deviation: Deviation, seen: int | None) -> None:
    """Refuse a page that has gone stale, and a second tap with it."""
    claim(deviation.record, seen=seen).save(update_fields=["version"])


@write
def send(*, by: Person, deviation: Deviation, unit: Unit, why: str, seen: int | None = None) -> Deviation:
    """Send a case to the unit it belongs to; the seat there gets it as new."""
    record, deviation = take(deviation, "send", seen=seen)
    if unit == record.unit:
        raise ValidationError(_("Saken ligger allerede i %(unit)s.") % {"unit": unit.short})
    before = record.unit
    record.unit = unit
    record.save(update_fields=["unit", "version"])
    deviation.refresh_from_db(fields=["unit"])
    put(record, deviation)
    note(
        record=record,
        by=by,
        step="send",
        text=_("Sendt fra %(a)s til %(b)s: %(why)s") % {"a": before.short, "b": unit.short, "why": why},
    )
    tell_leader(deviation, by=by, text=_("%(ref)s er sendt til dere") % {"ref": record.reference})
    return deviation


@write
def ask_other_end(
    *,
    by: Person,
    deviation: Deviation,
    question: str,
    unit: Unit | None = None,
    organisation: str = "",
    seen: int | None = None,
) -> Counterpart:
    """Bring in the other end of a cross-organisation deviation (R137): a unit here sees the case, others answer by letter."""
    if unit and deviation.access not in {Access.OPEN, Access.UNIT}:
        raise ValidationError(_("Saken er skjermet, så en annen enhet kan ikke se den. Ta det med lederen der."))
    _seen_by_me(deviation, seen)
    end = Counterpart(
        deviation=deviation, unit=unit, organisation=organisation, question=question, asked_at=clock.now(), asked_by=by
    )
    end.full_clean()
    end.save()
    whom = unit.short if unit else organisation
    note(record=deviation.record, by=by, step="ask_other_end", text=_("Spurte %(whom)s") % {"whom": whom})
    post = leader_of(unit, clock.today()) if unit else None
    if post:
        tell(
            by=by,
            person=post.person,
            text=_("Dere er spurt om å svare på %(ref)s") % {"ref": deviation.record.reference},
            why=_("Du svarer for %(unit)s.") % {"unit": post.unit.short},
            address=f"/avvik/{deviation.record.reference}/",
            record=deviation.record,
        )
    return end


@write
def log_reply(*, by: Person, counterpart: Counterpart, reply: str) -> Counterpart:
    """Write down what the other end answered, themselves or by letter; an answer that stands is not written over."""
    counterpart = Counterpart.objects.select_for_update(of=("self",)).get(pk=counterpart.pk)
    if counterpart.replied_at:
        raise Stale
    counterpart.reply, counterpart.replied_at, counterpart.replied_by = reply, clock.now(), by
    counterpart.full_clean()
    counterpart.save()
    whom = counterpart.unit.short if counterpart.unit else counterpart.organisation
    record = counterpart.deviation.record
    note(record=record, by=by, step="log_reply", text=_("Svar fra %(whom)s") % {"whom": whom})
    return counterpart


@write
def merge(*, by: Person, deviation: Deviation, into: Deviation, seen: int | None = None) -> Deviation:
    """Make a double part of another case; both reporters follow the one that lives."""
    if into.pk == deviation.pk:
        raise ValidationError(_("En sak kan ikke slås sammen med seg selv."))
    _hold([deviation, into])
    into = Deviation.objects.select_related("record").get(pk=into.pk)
    record, deviation = take(deviation, "merge", seen=seen)
    if into.state in {states.VOID, states.DRAFT}:
        raise ValidationError(_("Velg en sak som fortsatt behandles eller er ferdig behandlet."))
    if CLOSED_OFF.get(record.access, 0) > CLOSED_OFF.get(into.record.access, 0):
        raise ValidationError(_("Saken er skjermet og kan ikke bli del av en sak som flere kan se."))
    deviation.merged_into = into
    put(record, deviation, "merged_into")
    link(by=by, source=record, relation="merged_into", target=into.record)
    note(record=record, by=by, step="merge", text=_("Slått sammen med %(ref)s") % {"ref": into.record.reference})
    note(
        record=into.record, by=by, step="merge", text=_("%(ref)s er slått sammen med denne") % {"ref": record.reference}
    )
    text = _("Flere har meldt det samme. Meldingen din behandles videre sammen med %(ref)s.")
    give_who_waits(deviation, mode=Mode.OUTCOME, text=text % {"ref": into.record.reference}, by=by)
    return deviation


@write
def tie_to_pattern(
    *,
    by: Person,
    deviations: Iterable[Deviation],
    title: str = "",
    pattern: Pattern | None = None,
    seen: int | None = None,
) -> Pattern:
    """Tie cases of the same kind together, in a new pattern or one that is there.

    The first is the case one stands at, and may move from its pattern; the others stay where others have tied them.
    """
    cases = list(deviations)
    if pattern is None and not title.strip():
        raise ValidationError(_("Gi mønsteret et navn, for eksempel «Oppdrag på feil liste»."))
    _hold(cases)
    _seen_by_me(cases[0], seen)
    now = Deviation.objects.select_related("record", "unit", "pattern__record").in_bulk([case.pk for case in cases])
    cases = [now[case.pk] for case in cases]
    for case in cases[1:]:
        if case.pattern and case.pattern != pattern:
            taken = _("%(ref)s hører til et annet mønster. Ta den ut av valget.")
            raise ValidationError(taken % {"ref": case.record.reference})
    if pattern is None:
        record = open_record(
            by=by, kind="pattern", prefix="MØ", title=title, unit=cases[0].unit, at=clock.now(), text=title
        )
        pattern = Pattern.objects.create(record=record)
    for case in cases:
        _tie(case, pattern, by=by)
    _close_off(pattern.record, cases)
    return pattern


def _close_off(record: Record, cases: list[Deviation]) -> None:
    """Keep a pattern as closed as the most closed of its cases: what is done about it is known no wider than they are."""
    closest = max((record.access, *(case.access for case in cases)), key=Access.values.index)
    if closest != record.access:
        record.access = closest
        record.save(update_fields=["access"])


def _tie(case: Deviation, pattern: Pattern, *, by: Person) -> None:
    """Tie one case, and loosen it from the pattern it leaves; both stand on its timeline."""
    if case.pattern and case.pattern != pattern:
        left = case.pattern.record
        for tied in Link.objects.filter(source=case.record, relation="part_of", target=left):
            unlink(by=by, link=tied)
        text = _("Løst fra mønsteret «%(title)s»") % {"title": left.title}
        note(record=case.record, by=by, step="tie_to_pattern", text=text)
    case.pattern = pattern
    case.save(update_fields=["pattern"])
    link(by=by, source=case.record, relation="part_of", target=pattern.record)
    text = _("Knyttet til mønsteret «%(title)s»") % {"title": pattern.record.title}
    note(record=case.record, by=by, step="tie_to_pattern", text=text)

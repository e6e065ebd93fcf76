"""Why this person may or may not see this record, in sentences; the conclusion asks the same policy as the pages."""

from collections.abc import Iterator

from merkbar.act.actions.models import Action
from merkbar.check.deviations.models import Counterpart, Deviation
from merkbar.ground.access.standing import Standing, standing_of
from merkbar.ground.access.table import POLICY, Right
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Named, Record

RIGHT_FOR = {
    ("deviation", Access.OPEN): Right.READ,
    ("deviation", Access.UNIT): Right.READ,
    ("deviation", Access.RESTRICTED): Right.READ_RESTRICTED,
    ("action", Access.OPEN): Right.READ_ACTIONS,
    ("action", Access.UNIT): Right.READ_ACTIONS,
}
"""(kind, access) → the right that opens it within reach; others are open to nobody by reach."""


def explain(person: Person, record: Record) -> Iterator[str]:
    """Give one sentence for each thing that counts, and last the conclusion."""
    standing = standing_of(person)
    yield f"{record.reference} hører til {record.unit.name} ({record.unit.path.rstrip('.')})."
    yield f"Tilgangen til saken er «{Access(record.access).label}»."
    if not person.is_active:
        yield f"Kontoen til {person.name} er stengt, så ingen kan logge inn med den."
    yield from _seats(standing, record)
    yield from _ties(standing, record)
    yield _conclusion(standing, record)


def _area(record: Record) -> str:
    deviation = Deviation.objects.filter(pk=record.pk).first()
    return (deviation.area_id or "") if deviation else ""


def _seats(standing: Standing, record: Record) -> Iterator[str]:
    if not standing.seats:
        yield f"{standing.person.name} har ingen rolle {standing.day:%d.%m.%Y}."
    right = RIGHT_FOR.get((record.kind, Access(record.access)))
    for seat in standing.seats:
        inside = record.unit.path.startswith(seat.path)
        place = "saken ligger der eller under" if inside else "saken ligger utenfor"
        yield f"Rolle: {seat.title} i {seat.unit_name}; {place}."
        if right is None:
            continue
        grants = [grant for grant in POLICY.get(seat.role, ()) if grant.right == right]
        areas = sorted({area for grant in grants for area in grant.areas})
        if not grants:
            yield f"  Rollen har ikke rettigheten {right.value}."
        elif areas and all(grant.areas for grant in grants):
            limits = ", ".join(areas)
            yield f"  Rollen har rettigheten {right.value} bare for {limits}; saken gjelder {_area(record) or '–'}."
        else:
            yield f"  Rollen har rettigheten {right.value}."
    if right is None:
        yield "Ingen rolle åpner en sak med denne tilgangen; bare de som er navngitt, ser den."


def _ties(standing: Standing, record: Record) -> Iterator[str]:
    """Tell what ties the person to the record beside the posts; a hidden reporter is not given away here either."""
    person = standing.person
    named = Named.objects.filter(record=record, person=person).first()
    yield f"{person.name} er navngitt på saken: {named.why}." if named else f"{person.name} er ikke navngitt på saken."
    if record.owner_id == person.pk:
        yield f"{person.name} er ansvarlig for saken."
    deviation = Deviation.objects.filter(pk=record.pk).first()
    if deviation is None:
        return
    if deviation.hidden:
        yield "Melderen har skjult navnet sitt og ser alltid sin egen sak; hvem det er, sies ikke her."
    elif deviation.reporter_id == person.pk:
        yield f"{person.name} har meldt saken og ser alltid sin egen."
    reach = standing.reach(Right.HANDLE)
    ends = Counterpart.objects.filter(deviation=deviation, unit__isnull=False).select_related("unit")
    if any(reach.covers(end.unit.path) for end in ends if end.unit):
        yield f"{person.name} behandler saker i en enhet som er spurt i saken."


def _conclusion(standing: Standing, record: Record) -> str:
    seen = {
        "deviation": Deviation.objects.visible_to(standing).filter(pk=record.pk),
        "action": Action.objects.visible_to(standing).filter(pk=record.pk),
    }.get(record.kind)
    if seen is None:
        return f"Konklusjon: saker av slaget «{record.kind}» har ingen egen side."
    hidden = Deviation.objects.filter(pk=record.pk, hidden=True, reporter=standing.person)
    by_posts = seen.exclude(pk__in=hidden.values("pk")).exists() or _by_posts_alone(standing, record)
    if not standing.person.is_active or not by_posts:
        return f"Konklusjon: {standing.person.name} kan ikke se saken."
    return f"Konklusjon: {standing.person.name} kan se saken."


def _by_posts_alone(standing: Standing, record: Record) -> bool:
    """Whether posts or naming open a case to its own hidden reporter, asked as if they had not reported it."""
    if record.kind != "deviation":
        return False
    stranger = Standing(Person(pk=0), standing.day, standing.seats)
    named = Named.objects.filter(record=record, person=standing.person).exists()
    return named or Deviation.objects.visible_to(stranger).filter(pk=record.pk).exists()

"""Who may do what with a deviation: functions that answer yes or no, and how a case is found."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations import states
from merkbar.check.deviations.models import Counterpart, Deviation, Redaction
from merkbar.ground.access.doors import says
from merkbar.ground.access.fixed import Fixed
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.records.models import Access, Named
from merkbar.ground.trail.written import Written


def find(standing: Standing, ref: str) -> Deviation | None:
    """The case, if this person may know that it exists."""
    for found in _called(standing, ref):
        found.record.unit = found.unit
        return found
    return None


@Written
def _called(standing: Standing, ref: str) -> "QuerySet[Deviation]":
    cases = Deviation.objects.visible_to(standing).filter(record__reference=ref).exclude(state=Fixed(states.DRAFT))
    return cases.select_related("record", "unit", "area", "type", "reporter")


def find_own(standing: Standing, ref: str) -> Deviation | None:
    """The case, if this person reported it."""
    cases = Deviation.objects.visible_to(standing).filter(record__reference=ref, reporter=standing.person)
    return cases.select_related("record", "unit", "type", "merged_into__record").first()


def find_draft(standing: Standing, ref: str) -> Deviation | None:
    """The person's own draft."""
    drafts = Deviation.objects.visible_to(standing).filter(
        record__reference=ref, reporter=standing.person, state=states.DRAFT
    )
    return drafts.select_related("record", "unit", "type").first()


def find_end(standing: Standing, ref: str, end: int) -> Counterpart | None:
    """The other end of a case this person may see."""
    case = find(standing, ref)
    return (
        case.counterparts.select_related("deviation__record", "deviation__unit", "unit").filter(pk=end).first()
        if case
        else None
    )


def find_sealed(standing: Standing, ref: str, redaction: int) -> Redaction | None:
    """A sealed original of a case this person may see."""
    case = find(standing, ref)
    return case.redactions.select_related("deviation__record").filter(pk=redaction).first() if case else None


def _holds(standing: Standing, deviation: Deviation, right: Right) -> bool:
    area = deviation.area_id or ""
    if deviation.access == Access.NAMED:
        named = Named.objects.filter(record=deviation.record_id, person=standing.person).exists()
        return named and standing.may(right)
    if deviation.access == Access.RESTRICTED and not standing.covers(Right.READ_RESTRICTED, deviation.unit.path, area):
        return False
    return standing.covers(right, deviation.unit.path, area)


def may_read(standing: Standing, deviation: Deviation) -> bool:
    """Whether the person reads the whole case, not only their own report of it."""
    return (
        _in_reach(standing, deviation)
        or Named.objects.filter(record=deviation.record_id, person=standing.person).exists()
        or (deviation.access in {Access.OPEN, Access.UNIT} and is_other_end(standing, deviation))
    )


def _in_reach(standing: Standing, deviation: Deviation) -> bool:
    """Whether the person's posts alone let them read the case; asks the database nothing."""
    if deviation.access == Access.NAMED:
        return False
    right = Right.READ_RESTRICTED if deviation.access == Access.RESTRICTED else Right.READ
    return standing.covers(right, deviation.unit.path, deviation.area_id or "")


def may_open(standing: Standing, deviation: Deviation) -> bool:
    """Whether the address of the case leads somewhere: to the case, or to the person's own report of it."""
    return may_read(standing, deviation) or owns(standing, deviation)


@says(_("Bare lederen som svarer for enheten, eller den som støtter lederen, kan behandle saken."))
def may_handle(standing: Standing, deviation: Deviation) -> bool:
    """Whether the person handles the case: a leader of the line or who supports them."""
    return _holds(standing, deviation, Right.HANDLE)


def is_other_end(standing: Standing, deviation: Deviation) -> bool:
    """Whether the person answers for a unit that was asked."""
    return any(standing.covers(Right.HANDLE, path) for (path,) in _paths_asked(deviation.pk))


@Written
def _paths_asked(case: int) -> "QuerySet[Counterpart, tuple[str]]":
    return Counterpart.objects.filter(deviation=case, unit__isnull=False).values_list("unit__path")


@says(_("Bare den som er spurt, eller den som behandler saken, kan skrive inn svaret."))
def may_log_reply(standing: Standing, end: Counterpart) -> bool:
    """Whether the person may write down what the other end answered."""
    if end.unit and standing.covers(Right.HANDLE, end.unit.path):
        return True
    return may_handle(standing, end.deviation)


@says(_("Bare ledere i linjen og personvernombudet kan lese den opprinnelige teksten."))
def may_open_sealed(standing: Standing, redaction: Redaction) -> bool:
    """Whether the person may read what was taken out."""
    return _holds(standing, redaction.deviation, Right.SEALED)


def may_see_register(standing: Standing) -> bool:
    """Everybody who reads cases somewhere has a register."""
    return standing.may(Right.READ)


def may_report_many(standing: Standing) -> bool:
    """Whether the person may register frequent minor events for a unit."""
    return standing.may(Right.HANDLE)


def owns(standing: Standing, deviation: Deviation) -> bool:
    """Whether the person reported the case."""
    return deviation.reporter_id == standing.person.pk


def stays_hidden(standing: Standing, deviation: Deviation) -> bool:
    """Whether no trail may tell that this person had to do with the case: they reported it and hid their name."""
    return deviation.hidden and owns(standing, deviation)


def harm_shown(standing: Standing, deviation: Deviation) -> int | None:
    """Harm in a list [0–5]: as assessed, or what the reporter said to who sees the case only as its reporter. Asks nothing."""
    reads = _in_reach(standing, deviation) or not owns(standing, deviation)
    return deviation.harm_level if reads else deviation.harm

"""Who must read, who has read, and what readers wonder about."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.do.procedures import states
from merkbar.do.procedures.models import Document, Question, ReadingRule, Receipt, Reminder, Version
from merkbar.do.procedures.writes.common import need, revisers, tell_each, write_down
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person, Role
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit

READING_LIST = "/leseliste/"


@write
def add_rule(
    *,
    by: Any,
    document: Document,
    unit: Unit,
    role: Role | None = None,
    mandatory: bool = True,
    days: int = 14,
    since: dt.date | None = None,
) -> ReadingRule:
    """Say that a role in a subtree must read the document."""
    rule = ReadingRule(
        document=document, unit=unit, role=role, mandatory=mandatory, days=days, since=since or clock.today()
    )
    rule.full_clean()
    rule.save()
    text = _("%(role)s i %(unit)s skal lese prosedyren") % {
        "role": role.title if role else _("Alle"),
        "unit": unit.short,
    }
    write_down(document, by=by, step="add_rule", text=text, at=clock.now())
    return rule


@write
def end_rule(*, by: Any, rule: ReadingRule) -> None:
    """Ask no more; receipts stay."""
    document, unit = rule.document, rule.unit
    rule.delete()
    text = _("Leseplikten i %(unit)s er tatt bort") % {"unit": unit.short}
    write_down(document, by=by, step="end_rule", text=text, at=clock.now())


@write
def receipt(*, by: Person, version: Version, option: int | None = None, at: dt.datetime | None = None) -> Receipt:
    """Say «lest og forstått» once; a control question must have been answered right."""
    if version.state != states.IN_FORCE:
        raise states.WrongState
    if version.question:
        if option is None:
            raise ValidationError({"option": _("Velg et svar")})
        if option != version.right_option:
            raise ValidationError({"option": _("Det stemmer ikke helt. Les teksten en gang til, og svar på nytt.")})
    made, _new = Receipt.objects.get_or_create(version=version, person=by, defaults={"at": at or clock.now()})
    return made


@write
def ask(*, by: Person, version: Version, text: str, at: dt.datetime | None = None) -> Question:
    """Send «jeg lurer på …» to the revision owner."""
    now = at or clock.now()
    asked = Question.objects.create(version=version, text=need("text", text, _("Skriv hva du lurer på")), by=by, at=now)
    document = version.document
    told = _("Spørsmål om «%(title)s» fra %(name)s") % {"title": document.record.title, "name": by.name}
    people = revisers(document, now.astimezone(clock.OSLO).date())
    tell_each(document, people, by=by, text=told, why=_("Du er revisjonsansvarlig"))
    return asked


@write
def answer(*, by: Person, question: Question, text: str, at: dt.datetime | None = None) -> Question:
    """Answer a reader, once; who comes second is told, and nothing is overwritten."""
    text = need("text", text, _("Skriv et svar"))
    kept = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if kept.answered_at:
        if kept.answer == text:
            return kept
        raise ValidationError(_("Noen andre har svart leseren: «%(answer)s»"), params={"answer": kept.answer})
    question.answer = text
    question.answered_at, question.answered_by = at or clock.now(), by
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    document = question.version.document
    told = _("Du har fått svar om «%(title)s»") % {"title": document.record.title}
    tell_each(document, [question.by], by=by, text=told, why=_("Du spurte"))
    return question


@write
def remind(*, by: Any, person: Person, versions: dict[Version, int], at: dt.datetime | None = None) -> bool:
    """Tell one person, once, what there is to read; `versions` says which reminder each calls for. False: told before."""
    now = at or clock.now()
    made = [
        version
        for version, after in versions.items()
        if Reminder.objects.get_or_create(version=version, person=person, after=after, defaults={"at": now})[1]
    ]
    if not made:
        return False
    text = (
        _("Les «%(title)s»") % {"title": made[0].document.record.title}
        if len(made) == 1
        else ngettext("Du har %(n)d prosedyre å lese", "Du har %(n)d prosedyrer å lese", len(made)) % {"n": len(made)}
    )
    address = f"{READING_LIST}{made[0].document.record.reference}/" if len(made) == 1 else READING_LIST
    tell(by=by, person=person, text=text, why=_("Den står på leselisten din"), address=address)
    return True

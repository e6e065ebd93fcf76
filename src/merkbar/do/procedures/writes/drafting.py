"""Write: begin a new version, change it, give it up."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from merkbar.do.procedures import documents, states
from merkbar.do.procedures.models import Decision, Document, Form, Review, Version
from merkbar.do.procedures.writes.common import MOST_NEWS, begin, settle, settle_record, write_down
from merkbar.ground.clock import clock
from merkbar.ground.files.models import Attachment
from merkbar.ground.people.models import Person
from merkbar.ground.records.writes import claim
from merkbar.ground.trail.write import write

COPIED = ("form", "body", "plain", "address", "question", "options", "right_option", "attachment_id")


@write
def start(
    *,
    by: Person,
    document: Document,
    reason: str = "",
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Version:
    """Begin the next version as a copy of the one in force; it counts as a major change until the writer says else."""
    now = at or clock.now()
    record = claim(document.record, seen=seen)
    document = Document.objects.select_related("reviser").get(pk=document.pk)
    document.record = record
    if document.versions.filter(state__in=states.AT_WORK).exists():
        raise ValidationError(_("Det er allerede et utkast til en ny versjon."))
    current = document.versions.filter(state=states.IN_FORCE).first()
    last = document.versions.order_by("-major", "-minor").first()
    version = Version(document=document, written_by=by, started_at=now, changed_at=now)
    version.major = last.major + 1 if last else 1
    if source := current or last:
        for name in COPIED:
            setattr(version, name, getattr(source, name))
    settle(version, at=now)
    if current:
        Review.objects.create(
            document=document,
            version=current,
            decision=Decision.REVISE,
            reason=reason.strip(),
            at=now,
            by=by,
            was_due=document.review_due,
            next_due=document.review_due,
        )
    write_down(document, by=by, step="start", text=_("Utkast til v%(number)s") % {"number": version.number}, at=now)
    return version


@write
def edit(
    *,
    by: Person,
    version: Version,
    body: str,
    news: str = "",
    is_major: bool = True,
    form: str = Form.WRITTEN,
    address: str = "",
    attachment: Attachment | None = None,
    question: str = "",
    options: list[str] | None = None,
    right_option: int | None = None,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Version:
    """Change a draft. Who writes on an old page is told so, and nothing is overwritten.

    A save that changes no word is another line on the timeline: it makes nobody a writer (`owners.approvals`).
    """
    now = at or clock.now()
    version = begin(version, "edit", seen=seen)
    before = _words(version)
    if len(news.strip()) > MOST_NEWS:
        raise ValidationError({"news": _("Bruk høyst 300 tegn")})
    version.body, version.news = documents.written(body), news.strip()
    version.form, version.address, version.attachment = form, address.strip(), attachment
    version.question = question.strip()
    version.options = [option.strip() for option in options or [] if option.strip()]
    version.right_option = right_option if version.question else None
    _check_question(version)
    version.major, version.minor = _numbered(version, is_major=is_major)
    settle(version, at=now)
    step, text = ("edit", _("Utkastet er endret"))
    if _words(version) == before:
        step, text = ("tidy", _("Utkastet er lagret uten nye ord"))
    write_down(version.document, by=by, step=step, text=text, at=now)
    return version


def _words(version: Version) -> tuple[object, ...]:
    """What a version tells its readers to do: its words and numbers, wherever they stand."""
    told = re.findall(r"\w+", version.plain)
    return told, version.form, version.address, version.attachment_id, version.question, version.options


def _check_question(version: Version) -> None:
    if not version.question:
        version.options = []
        return
    if len(version.options) < 2:  # noqa: PLR2004 - a choice has at least two
        raise ValidationError({"options": _("Skriv minst to svar å velge mellom, ett på hver linje")})
    if version.right_option is None or not 0 <= version.right_option < len(version.options):
        raise ValidationError({"right_option": _("Velg hvilket svar som er riktig")})


def _numbered(version: Version, *, is_major: bool) -> tuple[int, int]:
    """Find the number: the next whole one for a major change, else the next tenth of the one in force."""
    before = version.document.versions.exclude(pk=version.pk).order_by("-major", "-minor").first()
    if before is None:
        return 1, 0
    return (before.major + 1, 0) if is_major else (before.major, before.minor + 1)


@write
def drop(*, by: Person, version: Version, seen: int | None = None, at: dt.datetime | None = None) -> Document:
    """Give up a draft; the history keeps it. A document that never was in force goes with it, and its number is free."""
    now = at or clock.now()
    version = begin(version, "drop", seen=seen)
    document = version.document
    number = version.number
    version.delete()
    if not document.published:
        _forget(document)
        return document
    settle_record(document, at=now)
    write_down(document, by=by, step="drop", text=_("Utkastet v%(number)s er forkastet") % {"number": number}, at=now)
    return document


def _forget(document: Document) -> None:
    """Take away a document that nobody has ever worked by."""
    record = document.record
    try:
        document.delete()
        record.delete()
    except ProtectedError as kept:
        raise ValidationError(_("Noe annet viser til prosedyren. La den ligge som utkast.")) from kept


def needs(version: Version) -> list[str]:
    """Say what is missing before others are shown a draft, a sentence each."""
    found: list[str] = []
    if version.form == Form.WRITTEN and not version.plain.strip():
        found.append(_("Skriv teksten først."))
    if version.form == Form.LINKED and not version.address:
        found.append(_("Skriv adressen til dokumentet."))
    if version.form == Form.UPLOADED and version.attachment_id is None:
        found.append(_("Legg ved filen."))
    found += documents.faults(version.body)
    if version.is_major and version.major > 1 and not version.news:
        found.append(_("Skriv hva som er nytt for leserne."))
    return found


def need_ready(version: Version) -> None:
    """Refuse while something is missing."""
    if missing := needs(version):
        raise ValidationError(missing)

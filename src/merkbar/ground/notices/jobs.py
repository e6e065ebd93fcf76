"""Mail: one digest a day at half past seven, and at once for what is serious. Real time, Norwegian days."""

import datetime as dt

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock.clock import OSLO
from merkbar.ground.notices import policy, writes
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Person

DIGEST_AT = dt.time(7, 30)
LISTED = 20
"""How many notices a digest spells out; the rest are counted."""
AGAIN = RetryStrategy(max_attempts=8, exponential_wait=5)


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.hand_out", queueing_lock="notices.hand_out")
def hand_out(timestamp: int) -> None:
    """Look every ten minutes whether it is past half past seven and this day's digests are still here."""
    here = timezone.now().astimezone(OSLO)
    if here.time() >= DIGEST_AT:
        writes.hand_out(by=None, day=here.date())


@app.task(name=writes.MAIL_DIGEST, retry=AGAIN)
def mail_digest(person: int, upto: int) -> None:
    """Send one person what is unread and unmailed, up to the newest notice there was when the day was handed out."""
    receiver = Person.objects.get(pk=person)
    if not receiver.is_active or not receiver.email or not wants(receiver, "digest"):
        return
    waiting = Notice.objects.filter(person=receiver, pk__lte=upto, mailed_at__isnull=True).unread()
    writes.mail(by=None, notices=list(waiting.values_list("pk", flat=True)), send=send_digest)


@app.task(name=writes.MAIL_INSTANT, retry=AGAIN)
def mail_instant(notice: int) -> None:
    """Send one serious notice now, if its receiver wants or must have it; else it waits for the digest."""
    told = Notice.objects.select_related("person").filter(pk=notice).first()
    if told is None or not told.person.is_active or not told.person.email:
        return
    if wants(told.person, "instant") or policy.must_be_reached(standing_of(told.person)):
        writes.mail(by=None, notices=[notice], send=send_instant)


def wants(person: Person, what: str) -> bool:
    """Whether a person has left this kind of mail on."""
    chosen = getattr(person, "notice_settings", None)
    return chosen is None or bool(getattr(chosen, what))


def send_digest(notices: list[Notice]) -> None:
    """Mail the newest notices as text and simple HTML. The subject holds a number, never a case."""
    number = len(notices)
    subject = ngettext("%(number)s nytt varsel i Merkbar", "%(number)s nye varsler i Merkbar", number)
    _send(notices, subject % {"number": number}, "digest")


def send_instant(notices: list[Notice]) -> None:
    """Mail one serious notice. The subject says only that it hastes."""
    _send(notices, _("Haster: noe venter på deg i Merkbar"), "instant")


def _send(notices: list[Notice], subject: str, template: str) -> None:
    receiver = notices[0].person
    facts = {
        "name": receiver.name,
        "lines": [_line(notice) for notice in notices[:LISTED]],
        "more": max(0, len(notices) - LISTED),
        "inbox": settings.BASE_URL + reverse("notices:inbox"),
        "settings": settings.BASE_URL + reverse("notices:settings"),
    }
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"notices/mail_{template}.txt", facts),
        to=[receiver.email],
        headers={
            "Message-ID": f"<merkbar-{template}-{notices[0].pk}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string(f"notices/mail_{template}.html", facts), "text/html")
    mail.send()


def _line(notice: Notice) -> dict[str, str]:
    """One notice as a mail may show it: of a shielded record the reference alone."""
    if policy.is_shielded(notice) and notice.record is not None:
        text = _("%(reference)s: skjermet sak") % {"reference": notice.record.reference}
        return {"text": text, "why": "", "link": settings.BASE_URL + reverse("notices:inbox")}
    return {"text": notice.text, "why": notice.why, "link": settings.BASE_URL + notice.address}

"""The mail with the link for a new password, and tidying of what only counts for a while."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from merkbar.ground.people.models import Person
from merkbar.web.accounts import throttle


def ask_for_reset(address: str) -> None:
    """Defer the mail to everybody who has this address; the job holds a person's number, never an address or a link."""
    for person in Person.objects.filter(email__iexact=address, is_active=True).exclude(login=None)[:3]:
        mail_reset.defer(person=person.pk)


@app.task(name="accounts.mail_reset", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def mail_reset(person: int) -> None:
    """Mail a link that works once and for two hours."""
    receiver = Person.objects.get(pk=person)
    if not receiver.is_active:
        return
    key = default_token_generator.make_token(receiver)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": int_to_base36(receiver.pk), "key": key})
    facts = {"name": receiver.name, "login": receiver.login, "link": settings.BASE_URL + path}
    EmailMessage(
        subject=_("Nytt passord i Merkbar"),
        body=render_to_string("account/email/password_reset.txt", facts),
        to=[receiver.email],
    ).send()


@app.periodic(cron="17 1 * * *")
@app.task(name="accounts.tidy", queueing_lock="accounts.tidy")
def tidy(timestamp: int) -> None:
    """Delete sessions that are over and tries that no limit counts any more."""
    SessionStore.clear_expired()
    throttle.forget_old()

"""Make, use and revoke tokens."""

import datetime as dt
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.web.api.models import Token, digest_of

PREFIX = "merkbar_"
"""So that a lost token is recognised where it does not belong."""
LONGEST_DAYS = 366
NOTED_EVERY = dt.timedelta(minutes=1)
"""How often the last use is written."""


@write
def make_token(*, by: Any, person: Person, name: str, scope: str, days: int) -> tuple[Token, str]:
    """Make a token for a person: (what we keep, what is shown once)."""
    if not 1 <= days <= LONGEST_DAYS:
        raise ValidationError(
            {"days": _("Nøkkelen kan gjelde fra 1 til %(longest)s dager.") % {"longest": LONGEST_DAYS}}
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    token = Token(
        person=person,
        name=name,
        digest=digest_of(secret),
        scope=scope,
        made_at=now,
        made_by=by,
        expires_at=now + dt.timedelta(days=days),
    )
    token.full_clean()
    token.save(force_insert=True)
    return token, secret


@write
def revoke_token(*, by: Person, token: Token) -> Token:
    """Let a token open nothing from now on."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
    return token


def note_use(token: Token) -> None:
    """Remember that a token is in use, at most once a minute; the history does not hold it."""
    now = timezone.now()
    stale = Q(used_at__isnull=True) | Q(used_at__lt=now - NOTED_EVERY)
    if token.used_at is None or token.used_at < now - NOTED_EVERY:
        Token.objects.filter(stale, pk=token.pk).update(used_at=now)

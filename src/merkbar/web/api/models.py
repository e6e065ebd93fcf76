"""Token: a key with which another system acts as a person, for a while."""

import hashlib
from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merkbar.ground.people.models import Person


class Scope(models.TextChoices):
    """What a token may be used for."""

    READ = "read", _("lese")
    WRITE = "write", _("melde")
    BOTH = "read,write", _("lese og melde")


@pghistory.track(exclude=["used_at"])
class Token(models.Model):
    """Only a digest is kept: the token itself is shown once. Times are real time, not the domain's."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    name = models.CharField(_("hva den brukes til"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(_("kan brukes til å"), max_length=10, choices=Scope.choices)
    made_at = models.DateTimeField(_("laget"))
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField(_("gjelder til"))
    used_at = models.DateTimeField(_("sist brukt"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)
    personal_data = ("person", "made_by", "used_at")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="token_ends_after_it_starts",
                violation_error_message=_("Nøkkelen må gjelde i minst én dag."),
            ),
            models.CheckConstraint(
                condition=Q(scope__in=Scope.values),
                name="token_has_a_scope",
                violation_error_message=_("Velg hva nøkkelen kan brukes til."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_valid(self) -> bool:
        """Whether it opens anything now."""
        return self.revoked_at is None and self.expires_at > timezone.now() and self.person.is_active

    def allows(self, scope: str) -> bool:
        """Whether it may be used for `read` or `write`."""
        return scope in self.scope.split(",")


def digest_of(secret: Any) -> str:
    """Make what is kept of a token: it has 256 random bits, so a plain SHA-256 is enough."""
    return hashlib.sha256(str(secret).encode()).hexdigest()

"""What hangs on a case: the messages back, the causes found, and words that were taken out."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations.kinds import Mode
from merkbar.check.deviations.taxonomy import Cause
from merkbar.ground.people.models import Person


@pghistory.track()
class Feedback(models.Model):
    """A message back to the reporter (A, B, D), the unit (C) or the municipality (E)."""

    deviation = models.ForeignKey("deviations.Deviation", models.CASCADE, related_name="feedback")
    mode = models.CharField(max_length=1, choices=Mode.choices)
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    useful = models.BooleanField(null=True, blank=True)
    personal_data = ("text", "by")

    class Meta:
        ordering = ["at", "pk"]


@pghistory.track()
class DeviationCause(models.Model):
    """A cause the leader found, with one line; three at most."""

    deviation = models.ForeignKey("deviations.Deviation", models.CASCADE, related_name="causes")
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="+")
    line = models.CharField(_("hvorfor"), max_length=300, blank=True)
    personal_data = ("line",)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["deviation", "cause"], name="cause_once_a_case")]


@pghistory.track(exclude=["sealed"])
class Redaction(models.Model):
    """Words taken out of a report. The original lies sealed (encrypted) for those with the right to read it."""

    deviation = models.ForeignKey("deviations.Deviation", models.CASCADE, related_name="redactions")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=200)
    sealed = models.BinaryField()
    personal_data = ("by", "sealed")

    class Meta:
        ordering = ["at"]

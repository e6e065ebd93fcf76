"""Who must read is a rule; who has read is a receipt for one version. The tasks between them are never stored."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures.models.document import Document
from merkbar.do.procedures.models.version import Version
from merkbar.ground.people.models import Person, Role
from merkbar.ground.units.models import Unit


@pghistory.track()
class ReadingRule(models.Model):
    """Everybody with this role in this subtree reads the document within so many days; no role means every role."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="rules")
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    mandatory = models.BooleanField(_("må leses"), default=True)
    days = models.PositiveSmallIntegerField(_("dager å lese på"), default=14)
    since = models.DateField(_("gjelder fra"))
    personal_data: tuple[str, ...] = ()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["unit", "role"], name="reading_rule_seat")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "role", "unit"],
                name="reading_rule_once",
                nulls_distinct=False,
                violation_error_message=_("Denne leseplikten finnes fra før."),
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=365),
                name="reading_rule_has_days",
                violation_error_message=_("Gi mellom 1 og 365 dager å lese på."),
            ),
        ]


@pghistory.track()
class Receipt(models.Model):
    """«Lest og forstått» of one version by one person. Is only added; a major change asks for a new one."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="receipts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="receipts")
    at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    personal_data = ("person",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="receipt_once")]
        indexes = [models.Index(fields=["version"], name="receipt_of_version")]


@pghistory.track()
class Reminder(models.Model):
    """A reader has been reminded of a version; `after` is the day it was due since the task began [d]."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    after = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    personal_data = ("person",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person", "after"], name="reminder_once")]


@pghistory.track()
class ReviewNotice(models.Model):
    """A revision owner has been told that a review falls due on a day: in good time, and when it is `late`."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due = models.DateField()
    late = models.BooleanField(default=False)
    at = models.DateTimeField()
    personal_data = ("person",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "person", "due", "late"], name="review_notice_once")]

"""Notice: one thing told to one person, and whether it was read and mailed."""

import pghistory
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record


class NoticeQuerySet(QuerySet["Notice"]):
    def visible_to(self, standing: Standing) -> "NoticeQuerySet":
        """A person's own notices."""
        return self.filter(person=standing.person)

    def unread(self) -> "NoticeQuerySet":
        """Not opened yet."""
        return self.filter(read_at__isnull=True)


@pghistory.track(exclude=["person", "record", "address", "why", "text"])
class Notice(models.Model):
    """What happened (`text`, never content of a restricted record), where to go, and why this person is told.

    The history keeps only when: who is told «Du meldte saken.» of a case may be a reporter whose name is hidden.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    record = models.ForeignKey(Record, models.CASCADE, null=True, blank=True, related_name="notices")
    at = models.DateTimeField()
    text = models.CharField(_("hva"), max_length=300)
    why = models.CharField(_("hvorfor"), max_length=200)
    address = models.CharField(max_length=200)
    instant = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()
    personal_data = ("person", "text")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-at"], name="notice_inbox"),
            models.Index(fields=["person"], name="notice_unmailed", condition=Q(mailed_at__isnull=True)),
        ]


@pghistory.track()
class NoticeSettings(models.Model):
    """What a person wants by mail. Without a row: both. The inbox always gets everything."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="notice_settings")
    digest = models.BooleanField(_("en samlet e-post hver morgen"), default=True)
    instant = models.BooleanField(_("e-post med en gang når noe er alvorlig"), default=True)
    personal_data = ("person", "digest", "instant")


class DigestRun(models.Model):
    """One day's digest has been handed out: once, and also when the job worker was down at half past seven."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    personal_data = ()

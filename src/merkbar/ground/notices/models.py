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


@pghistory.track()
class Notice(models.Model):
    """What happened (`text`, never content of a restricted record), where to go, and why this person is told."""

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

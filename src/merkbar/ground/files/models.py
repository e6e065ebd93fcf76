"""Attachment: a file that hangs on a record."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record


@pghistory.track()
class Attachment(models.Model):
    """What a file is called, how big it is and where its bytes lie (by SHA-256).

    `by_reporter` lets a reporter whose name is hidden, and so not in `by`, find their own files again.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="attachments")
    name = models.CharField(_("filnavn"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("størrelse"))
    digest = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_reporter = models.BooleanField(default=False)
    personal_data = ("name", "by", "digest")

    class Meta:
        ordering = ["at"]

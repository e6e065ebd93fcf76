"""What people say about a procedure: hearings with comments, readers' questions, and the yearly decision."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures.models.document import Document
from merkbar.do.procedures.models.version import Version
from merkbar.ground.people.models import Person


@pghistory.track()
class Hearing(models.Model):
    """A draft is shown to named people for some days; `closes_on` is the last of them."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="hearings")
    message = models.TextField(_("hva ber du om svar på"), blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closes_on = models.DateField(_("svarfrist"))
    closed_at = models.DateTimeField(null=True, blank=True)
    personal_data = ("message", "opened_by")

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(closed_at__isnull=True), name="hearing_one_at_a_time"
            ),
        ]


@pghistory.track()
class HearingParty(models.Model):
    """Somebody who is asked: an expert, or the safety representative. `answered_at` says they are done."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    as_safety = models.BooleanField(_("verneombud"), default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    personal_data = ("person",)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["hearing", "person"], name="hearing_party_once")]


@pghistory.track()
class Comment(models.Model):
    """What somebody says to one block of the text; `anchor` names the block, `quote` keeps its words."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="comments")
    anchor = models.CharField(max_length=24, blank=True)
    quote = models.CharField(max_length=300, blank=True)
    text = models.TextField(_("kommentar"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(_("svar"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    personal_data = ("quote", "text", "by", "answer", "settled_by")

    class Meta:
        ordering = ["at", "pk"]


@pghistory.track()
class Question(models.Model):
    """«Jeg lurer på …» from a reader to the revision owner."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="reader_questions")
    text = models.TextField(_("hva lurer du på"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(_("svar"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    personal_data = ("text", "by", "answer", "answered_by")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["version"], name="question_open", condition=Q(answered_at__isnull=True)),
        ]


class Decision(models.TextChoices):
    """What the yearly review comes to (Tønsberg annex 4: delete or revise, at least once a year)."""

    STILL_VALID = "still_valid", _("Fortsatt gyldig")
    REVISE = "revise", _("Revideres")
    REMOVE = "remove", _("Foreslått slettet")
    KEEP = "keep", _("Beholdes")
    REMOVED = "removed", _("Trukket tilbake")


@pghistory.track()
class Review(models.Model):
    """One yearly decision, with its reason and the day of the next."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="reviews")
    version = models.ForeignKey(Version, models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=12, choices=Decision.choices)
    reason = models.TextField(_("hvorfor"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    was_due = models.DateField(null=True, blank=True)
    next_due = models.DateField(null=True, blank=True)
    personal_data = ("reason", "by")

    class Meta:
        ordering = ["-at", "-pk"]

"""Version: one text of a document, from draft to withdrawn."""

import datetime as dt

import pghistory
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures import states
from merkbar.do.procedures.models.document import Document
from merkbar.ground.access.standing import Standing
from merkbar.ground.files.models import Attachment
from merkbar.ground.people.models import Person


class State(models.TextChoices):
    """The states of `states.STEPS` in the words of the screens."""

    DRAFT = states.DRAFT, _("Utkast")
    HEARING = states.HEARING, _("På høring")
    APPROVAL = states.APPROVAL, _("Til godkjenning")
    IN_FORCE = states.IN_FORCE, _("Gjelder")
    SUPERSEDED = states.SUPERSEDED, _("Erstattet")
    WITHDRAWN = states.WITHDRAWN, _("Trukket tilbake")


class Form(models.TextChoices):
    """Where the text is."""

    WRITTEN = "written", _("Skrevet her")
    UPLOADED = "uploaded", _("Fil")
    LINKED = "linked", _("Lenke")


class VersionQuerySet(QuerySet["Version"]):
    def visible_to(self, standing: Standing) -> "VersionQuerySet":
        """Read what is or was in force of documents one sees, and drafts of those one works on."""
        seen = Document.objects.visible_to(standing).values("pk")
        worked = Document.objects.worked_on_by(standing).values("pk")
        return self.filter(
            Q(state__in=states.HAS_BEEN, document__in=seen) | Q(state__in=states.AT_WORK, document__in=worked)
        )

    def in_force(self) -> "VersionQuerySet":
        """Pick those that apply now."""
        return self.filter(state=states.IN_FORCE)

    def at_work(self) -> "VersionQuerySet":
        """Pick those being written, heard or approved."""
        return self.filter(state__in=states.AT_WORK)

    def on(self, day: dt.date) -> "VersionQuerySet":
        """Pick what applied on a day: a version can be cited by date."""
        return self.filter(state__in=states.HAS_BEEN, in_force_from__lte=day).filter(
            Q(in_force_to__isnull=True) | Q(in_force_to__gte=day)
        )


@pghistory.track(exclude=["plain"])
class Version(models.Model):
    """A major change begins a new whole number and asks the readers again; a minor one does not: 3.0 → 3.1.

    `body` is clean HTML (`documents.sanitise`), `plain` its words for search and watch. `in_force_to` is the last day.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    major = models.PositiveSmallIntegerField(default=1)
    minor = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    form = models.CharField(_("form"), max_length=8, choices=Form.choices, default=Form.WRITTEN)
    body = models.TextField(_("tekst"), blank=True)
    plain = models.TextField(blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.URLField(_("adresse"), max_length=500, blank=True)
    news = models.CharField(_("hva er nytt for deg"), max_length=300, blank=True)
    question = models.CharField(_("kontrollspørsmål"), max_length=200, blank=True)
    options = models.JSONField(_("svar å velge mellom"), default=list, blank=True)
    right_option = models.PositiveSmallIntegerField(null=True, blank=True)
    planned_from = models.DateField(_("skal gjelde fra"), null=True, blank=True)
    in_force_from = models.DateField(_("gjelder fra"), null=True, blank=True)
    in_force_to = models.DateField(_("gjaldt til"), null=True, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    approved_as = models.CharField(_("godkjent som"), max_length=160, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()
    personal_data = ("body", "plain", "written_by", "approved_by")

    class Meta:
        ordering = ["document", "-major", "-minor"]
        constraints = [
            models.UniqueConstraint(fields=["document", "major", "minor"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state=states.IN_FORCE), name="version_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state__in=states.AT_WORK),
                name="version_one_at_work",
                violation_error_message=_("Det er allerede et utkast til en ny versjon."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=states.HAS_BEEN) | Q(in_force_from__isnull=False, approved_at__isnull=False),
                name="version_in_force_is_approved",
                violation_error_message=_("En versjon må være godkjent før den gjelder."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True) | Q(in_force_to__gte=models.F("in_force_from") - 1),
                name="version_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(question="") | Q(right_option__isnull=False),
                name="version_question_has_an_answer",
                violation_error_message=_("Velg hvilket svar som er riktig."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.record.reference} v{self.number}"

    @property
    def number(self) -> str:
        """The number people cite: 3.1."""
        return f"{self.major}.{self.minor}"

    @property
    def is_major(self) -> bool:
        """Whether readers are asked again."""
        return self.minor == 0

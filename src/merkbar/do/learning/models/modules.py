"""A learning module, its questions, who is asked to take it, and who has."""

from urllib.parse import urlsplit

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.do.learning import figures
from merkbar.do.learning.models.competence import Competence, Level
from merkbar.do.learning.models.scope import of_people
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person, Role
from merkbar.ground.units.models import Unit


def is_web_address(address: str) -> None:
    """Let through a link that opens with https, and nothing that a browser would run."""
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise ValidationError(_("Skriv hele adressen, slik: https://…"))


class ModuleQuerySet(QuerySet["Module"]):
    def visible_to(self, standing: Standing) -> "ModuleQuerySet":
        """What is in use, for everybody employed; drafts and what is retired, for those who write modules."""
        if standing.may(Right.EDIT_LEARNING):
            return self
        return self.in_use() if standing.may(Right.READ_PROCEDURES) else self.none()

    def in_use(self) -> "ModuleQuerySet":
        """Published and not retired."""
        return self.filter(published_on__isnull=False, retired_on__isnull=True)


@pghistory.track()
class Module(models.Model):
    """A short course: paragraphs of plain text, perhaps a film to open, perhaps questions with a limit to pass.

    `text` is plain: an empty line parts paragraphs, web addresses become links. `pass_percent` is the least share of
    right answers [%]. `renewal_months` is how long a completion lasts [months]; null: for good.
    """

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    title = models.CharField(_("tittel"), max_length=120)
    summary = models.CharField(_("kort om modulen"), max_length=300)
    minutes = models.PositiveSmallIntegerField(
        _("minutter"), default=10, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    text = models.TextField(_("tekst"))
    video = models.CharField(_("film"), max_length=300, blank=True, default="", validators=[is_web_address])
    pass_percent = models.PositiveSmallIntegerField(
        _("andel riktige for å bestå"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    renewal_months = models.PositiveSmallIntegerField(
        _("måneder før den må tas igjen"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    competence = models.ForeignKey(Competence, models.PROTECT, null=True, blank=True, related_name="modules")
    level = models.PositiveSmallIntegerField(_("nivå"), choices=Level.choices, default=Level.KNOWS)
    published_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ModuleQuerySet.as_manager()
    personal_data = ("text",)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True) | Q(published_on__isnull=False),
                name="module_retires_after_use",
                violation_error_message=_("En modul som aldri er tatt i bruk, kan ikke avsluttes."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def in_use(self) -> bool:
        """Whether people take it today."""
        return self.published_on is not None and self.retired_on is None


@pghistory.track()
class Question(models.Model):
    """A question with two to six answers, one of which is right (`right` is its place, from 0)."""

    module = models.ForeignKey(Module, models.CASCADE, related_name="questions")
    text = models.CharField(_("spørsmål"), max_length=300)
    options = models.JSONField(_("svar"), default=list)
    right = models.PositiveSmallIntegerField(_("riktig svar"))
    personal_data: tuple[str, ...] = ()

    class Meta:
        ordering = ["pk"]


@pghistory.track()
class ModuleRule(models.Model):
    """Everybody with this role in this subtree takes the module within so many days; no role means every role."""

    module = models.ForeignKey(Module, models.CASCADE, related_name="rules")
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(_("dager å bruke"), default=30)
    since = models.DateField(_("gjelder fra"))
    personal_data: tuple[str, ...] = ()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["unit", "role"], name="module_rule_seat")]
        constraints = [
            models.UniqueConstraint(
                fields=["module", "role", "unit"],
                name="module_rule_once",
                nulls_distinct=False,
                violation_error_message=_("De er bedt om å ta modulen fra før."),
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=365),
                name="module_rule_has_days",
                violation_error_message=_("Gi mellom 1 og 365 dager."),
            ),
        ]


class CompletionQuerySet(QuerySet["Completion"]):
    def visible_to(self, standing: Standing) -> "CompletionQuerySet":
        """One's own, and those of people one follows."""
        return self.filter(of_people(standing))


@pghistory.track()
class Completion(models.Model):
    """A person has taken a module on a day. `until` is the last day it counts; null: for good. Is only added."""

    module = models.ForeignKey(Module, models.PROTECT, related_name="completions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="completions")
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    right = models.PositiveSmallIntegerField(_("riktige svar"), default=0)
    asked = models.PositiveSmallIntegerField(_("spørsmål"), default=0)

    objects = CompletionQuerySet.as_manager()
    personal_data = ("person",)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["module", "person"], name="completion_of_module")]
        constraints = [models.UniqueConstraint(fields=["person", "module", "on"], name="completion_once_a_day")]


@pghistory.track()
class Reminder(models.Model):
    """Somebody has been told of a person's module: the person that it is due soon or late, or their leader (`figures`)."""

    module = models.ForeignKey(Module, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due = models.DateField()
    what = models.CharField(max_length=6)
    at = models.DateTimeField()
    personal_data = ("person",)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "module", "due", "what"], name="module_reminded_once"),
            models.CheckConstraint(
                condition=Q(what__in=(figures.SOON, figures.LATE, figures.LEADER)), name="module_reminder_is_known"
            ),
        ]

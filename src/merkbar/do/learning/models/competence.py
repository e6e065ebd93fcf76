"""What a role asks for, what people have, and what a unit plans to learn in a year."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.do.learning.models.scope import of_people
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person, Role
from merkbar.ground.units.models import Unit


class Level(models.IntegerChoices):
    """How well somebody masters something."""

    KNOWS = 1, _("Kjenner til")
    CAN = 2, _("Kan utføre")
    TEACHES = 3, _("Kan lære bort")


class Kind(models.TextChoices):
    """The three kinds of skill a competence plan balances (Moss, quality plan R412), and formal training."""

    PERSONAL = "personal", _("Individuell")
    RELATIONAL = "relational", _("Relasjonell")
    SHARED = "shared", _("Tverrfaglig")
    FORMAL = "formal", _("Formell")


@pghistory.track()
class Competence(models.Model):
    """Something one can know or be able to do."""

    code = models.CharField(_("kode"), max_length=30, primary_key=True)
    name = models.CharField(_("navn"), max_length=120, unique=True)
    kind = models.CharField(_("slag"), max_length=12, choices=Kind.choices, default=Kind.PERSONAL)
    personal_data: tuple[str, ...] = ()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ProfileLine(models.Model):
    """One competence in the profile of a role. `renewal_months`: how long it lasts [months]; null: for good."""

    role = models.ForeignKey(Role, models.PROTECT, related_name="competences")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("nivå"), choices=Level.choices, default=Level.CAN)
    mandatory = models.BooleanField(_("må ha"), default=True)
    renewal_months = models.PositiveSmallIntegerField(
        _("måneder før den må fornyes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    personal_data: tuple[str, ...] = ()

    class Meta:
        ordering = ["-mandatory", "competence__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "competence"],
                name="profile_asks_once",
                violation_error_message=_("Rollen har denne kompetansen i profilen fra før."),
            )
        ]


class HoldingQuerySet(QuerySet["Holding"]):
    def visible_to(self, standing: Standing) -> "HoldingQuerySet":
        """One's own, and those of people one follows."""
        return self.filter(of_people(standing))


@pghistory.track()
class Holding(models.Model):
    """A person has shown a competence at a level on a day: by a module, or because their leader says so. Is only added."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="competences")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("nivå"), choices=Level.choices)
    on = models.DateField(_("dato"))
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HoldingQuerySet.as_manager()
    personal_data = ("person", "confirmed_by")

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["person", "competence"], name="holding_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competence", "level", "on"],
                name="holding_once_a_day",
                violation_error_message=_("Dette er registrert fra før."),
            )
        ]


class PlanLineQuerySet(QuerySet["PlanLine"]):
    def visible_to(self, standing: Standing) -> "PlanLineQuerySet":
        """Plans of the units one follows, and the lines one is in charge of or is to learn by."""
        mine = Q(responsible=standing.person) | Q(person=standing.person)
        paths = standing.reach(Right.FOLLOW_LEARNING).paths
        return self.filter(mine | Q(unit__in=standing.units(paths))) if paths else self.filter(mine)


@pghistory.track()
class PlanLine(models.Model):
    """A line of a unit's competence plan for a year: who learns what, how, by when. No person means all who lack it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("år"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(_("hva gjør vi"), max_length=200)
    due = models.DateField(_("frist"))
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlanLineQuerySet.as_manager()
    personal_data = ("person", "responsible")

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["unit", "year"], name="competence_plan_of_year")]

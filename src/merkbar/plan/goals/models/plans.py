"""Plan, the nodes of its tree, who took part in it, and how far each success factor has come."""

import re

import pghistory
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.plan.goals import states


class Template(models.TextChoices):
    """The shapes a plan can start from; the shape itself is in `skeletons`."""

    RINGEBU = "ringebu", _("Mål, suksessfaktorer og resultatmål")
    MOSS = "moss", _("Her er vi – slik vil vi ha det – slik kommer vi dit – slik gjør vi det")
    NATIONAL = "national", _("Leve hele livet: fem områder")
    FREE = "free", _("Tom plan")


class State(models.TextChoices):
    """The states of `states.STEPS` in the words of the screens."""

    DRAFT = states.DRAFT, _("Utkast")
    ADOPTED = states.ADOPTED, _("Vedtatt")
    IN_FORCE = states.IN_FORCE, _("Gjelder")
    REVISED = states.REVISED, _("Avløst av ny versjon")
    EXPIRED = states.EXPIRED, _("Utløpt")
    DROPPED = states.DROPPED, _("Forkastet")


class Level(models.TextChoices):
    """What a node of the tree is."""

    FOCUS_AREA = "focus_area", _("Satsingsområde")
    GOAL = "goal", _("Mål")
    SUCCESS_FACTOR = "success_factor", _("Suksessfaktor")
    SECTION = "section", _("Avsnitt")
    ITEM = "item", _("Punkt")


class PlanQuerySet(QuerySet["Plan"]):
    def visible_to(self, standing: Standing) -> "PlanQuerySet":
        """Read every adopted plan (it is the council's and open to all who read plans); drafts where one may edit or adopt."""
        if not standing.may(Right.READ_PLANS):
            return self.none()
        drafts = standing.reach(Right.EDIT_PLANS).paths | standing.reach(Right.ADOPT_PLANS).paths
        wanted = Q(state__in=states.FIRM)
        if drafts:
            wanted |= Q(record__unit__in=units_within(drafts))
        return self.filter(wanted)

    def running(self) -> "PlanQuerySet":
        """Pick those whose targets are followed now."""
        return self.filter(state__in=states.RUNNING)


@pghistory.track()
class Plan(models.Model):
    """`record.title` is its name, `record.unit` whom it holds for. Years are calendar years, both inclusive.

    `part_*` are the years of the focus areas, when these are shorter than the goals (R107: twelve and four).
    `parent` is the plan it is derived from; `parent_text` names one that is kept elsewhere (R150, R201).
    `reminded_for` is the year whose revision the owner has been reminded of.
    """

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="plan")
    template = models.CharField(_("mal"), max_length=10, choices=Template.choices, default=Template.FREE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    first_year = models.PositiveSmallIntegerField(_("fra og med år"))
    last_year = models.PositiveSmallIntegerField(_("til og med år"))
    part_first_year = models.PositiveSmallIntegerField(_("handlingsdelen fra år"), null=True, blank=True)
    part_last_year = models.PositiveSmallIntegerField(_("handlingsdelen til år"), null=True, blank=True)
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    vision = models.TextField(_("visjon"), blank=True)
    introduction = models.TextField(_("innledning"), blank=True)
    basis = models.TextField(_("grunnlag"), blank=True)
    contact_role = models.CharField(_("kontaktrolle"), max_length=80, blank=True)
    case_number = models.CharField(_("saksnummer"), max_length=40, blank=True)
    adopted_on = models.DateField(_("vedtatt dato"), null=True, blank=True)
    adopted_by = models.CharField(_("vedtatt av"), max_length=120, blank=True)
    revises = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="revisions")
    version = models.PositiveSmallIntegerField(default=1)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="under", verbose_name=_("overordnet plan")
    )
    parent_text = models.CharField(_("overordnet plan et annet sted"), max_length=300, blank=True)
    reminded_for = models.PositiveSmallIntegerField(null=True, blank=True)
    source_name = models.CharField(_("dokumentet den er lest fra"), max_length=200, blank=True)
    unplaced = models.JSONField(_("tekst uten plass"), default=list, blank=True)

    objects = PlanQuerySet.as_manager()
    personal_data = ("vision", "introduction", "basis")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("Planen må slutte samme år som den starter, eller senere."),
            ),
            models.CheckConstraint(
                condition=Q(part_first_year__isnull=True, part_last_year__isnull=True)
                | Q(part_first_year__gte=F("first_year"), part_last_year__gte=F("part_first_year")),
                name="plan_part_within_the_plan",
                violation_error_message=_("Handlingsdelen må ligge innenfor planens år."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=states.FIRM)
                | (~Q(case_number="") & ~Q(adopted_by="") & Q(adopted_on__isnull=False)),
                name="plan_adopted_by_somebody",
                violation_error_message=_("Skriv saksnummer, dato og hvem som vedtok planen."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | (Q(parent_text="") & ~Q(parent=F("pk"))),
                name="plan_has_one_parent",
                violation_error_message=_("Velg en overordnet plan fra listen, eller skriv navnet. Ikke begge deler."),
            ),
            models.UniqueConstraint(
                fields=["revises"],
                condition=~Q(state__in=states.ENDED) & Q(revises__isnull=False),
                name="plan_revised_once",
                violation_error_message=_("Det finnes allerede en ny versjon av denne planen."),
            ),
        ]

    def __str__(self) -> str:
        return self.record.reference

    @property
    def years(self) -> str:
        """The years it holds for, as read: «2024–2036»."""
        return f"{self.first_year}–{self.last_year}" if self.last_year != self.first_year else str(self.first_year)

    @property
    def named(self) -> str:
        """Its title and years, as it stands in a list; years that the title says already are not said twice."""
        title = self.record.title
        return title if self.years in re.sub(r"\s*[-–—]\s*", "–", title) else f"{title} {self.years}"

    @property
    def part_years(self) -> str:
        """The years of its focus areas, when they are fewer."""
        return f"{self.part_first_year}–{self.part_last_year}" if self.part_first_year else ""


class NodeQuerySet(QuerySet["Node"]):
    def visible_to(self, standing: Standing) -> "NodeQuerySet":
        """Read what belongs to the plans one may read."""
        return self.filter(plan__in=Plan.objects.visible_to(standing).values("pk"))

    def alive(self) -> "NodeQuerySet":
        """Pick those that are not taken away."""
        return self.filter(removed_at__isnull=True)


@pghistory.track()
class Node(models.Model):
    """One place in a plan's tree. `title` is ours to mend; `quote` is the document's own words and is never changed.

    `means` is the «ved å …» of a strategy (R207). `follows` is the same place in the version before.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    level = models.CharField(_("hva det er"), max_length=14, choices=Level.choices)
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("tittel"), max_length=400)
    text = models.TextField(_("tekst"), blank=True)
    means = models.TextField(_("ved å"), blank=True)
    quote = models.TextField(_("ordrett fra planen"), blank=True)
    page = models.PositiveSmallIntegerField(_("side"), null=True, blank=True)
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = NodeQuerySet.as_manager()
    personal_data = ("text", "means", "quote")

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["plan", "parent", "order"], name="node_tree")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("pk")),
                name="node_is_not_its_own_parent",
                violation_error_message=_("Et punkt kan ikke ligge under seg selv."),
            )
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Involvement(models.Model):
    """Who took part in a plan, when and how (R027, R109). `who` is a body or a role, never a private person."""

    class Kind(models.TextChoices):
        MADE = "made", _("Utarbeidet")
        INPUT = "input", _("Innspill")
        HEARING = "hearing", _("Høring")
        ORIENTATION = "orientation", _("Orientering")
        DECISION = "decision", _("Vedtak")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="involvement")
    kind = models.CharField(_("hvordan"), max_length=12, choices=Kind.choices)
    who = models.CharField(_("hvem"), max_length=200)
    day = models.DateField(_("når"))
    text = models.TextField(_("hva kom fram"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    personal_data = ("text", "by")

    class Meta:
        ordering = ["day", "pk"]


@pghistory.track()
class FactorRating(models.Model):
    """How far a success factor has come in a year (R127). A new rating of the same year replaces the old."""

    class Word(models.TextChoices):
        STARTED = "started", _("I gang")
        PARTLY = "partly", _("Delvis")
        IN_PLACE = "in_place", _("På plass")

    node = models.ForeignKey(Node, models.CASCADE, related_name="ratings")
    year = models.PositiveSmallIntegerField(_("år"))
    word = models.CharField(_("hvor langt"), max_length=10, choices=Word.choices)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    personal_data = ("by",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "year"], name="factor_rated_once_a_year")]

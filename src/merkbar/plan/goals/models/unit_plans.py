"""A unit's action plan for a year, derived from a plan: measures under each focus area, each with a person and a deadline."""

import pghistory
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.standing import Standing, units_answered_by, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.units.models import Unit
from merkbar.plan.goals import states
from merkbar.plan.goals.models.plans import Node, Plan


class UnitState(models.TextChoices):
    """The states of `states.UNIT_STEPS` in the words of the screens."""

    DRAFT = states.DRAFT, _("Utkast")
    IN_FORCE = states.IN_FORCE, _("Gjelder")
    CLOSED = states.CLOSED, _("Avsluttet")


class UnitPlanQuerySet(QuerySet["UnitPlan"]):
    def visible_to(self, standing: Standing) -> "UnitPlanQuerySet":
        """Read the plans of the units within reach; a draft is seen by who answers for the unit and who edits plans there."""
        reach = standing.reach(Right.READ_PLANS)
        if not reach:
            return self.none()
        drafts = Q(unit__in=units_answered_by(standing)) | Q(
            unit__in=units_within(standing.reach(Right.EDIT_PLANS).paths)
        )
        return self.filter(drafts | (~Q(state=states.DRAFT) & Q(unit__in=units_within(reach.paths))))


@pghistory.track()
class UnitPlan(models.Model):
    """One unit, one year, one parent plan. `vision_text`: how the vision is seen in the daily work here (R205)."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="unit_plan")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="unit_plans")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="unit_plans")
    year = models.PositiveSmallIntegerField(_("år"))
    state = models.CharField(max_length=8, choices=UnitState.choices, default=UnitState.DRAFT)
    vision_text = models.TextField(_("slik merkes visjonen hos oss"), blank=True)

    objects = UnitPlanQuerySet.as_manager()
    personal_data = ("vision_text",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit", "year"],
                name="unit_plan_once_a_year",
                violation_error_message=_("Enheten har allerede en handlingsplan for dette året."),
            )
        ]

    def __str__(self) -> str:
        return self.record.reference


class UnitPlanLineQuerySet(QuerySet["UnitPlanLine"]):
    def visible_to(self, standing: Standing) -> "UnitPlanLineQuerySet":
        """Read what belongs to the action plans one may read."""
        return self.filter(unit_plan__in=UnitPlan.objects.visible_to(standing).values("pk"))

    def alive(self) -> "UnitPlanLineQuerySet":
        """Pick those that are not taken away."""
        return self.filter(removed_at__isnull=True)


@pghistory.track()
class UnitPlanLine(models.Model):
    """A measure under a focus area: nobody saves one without a responsible person and a deadline (R202, R219).

    `action` is the record that follows it up, made when the action plan is approved. `area_wide`: done for the whole
    area by this unit (R210).
    """

    unit_plan = models.ForeignKey(UnitPlan, models.CASCADE, related_name="lines")
    focus_area = models.ForeignKey(Node, models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField(default=0)
    goal = models.CharField(_("hva vil dere oppnå"), max_length=300, blank=True)
    what = models.CharField(_("hva skal gjøres"), max_length=200)
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="plan_lines")
    deadline = models.DateField(_("frist"))
    area_wide = models.BooleanField(_("gjelder hele området"), default=False)
    action = models.OneToOneField(Record, models.PROTECT, null=True, blank=True, related_name="plan_line")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = UnitPlanLineQuerySet.as_manager()
    personal_data = ("responsible",)

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["unit_plan", "focus_area"], name="line_cell")]

    def __str__(self) -> str:
        return self.what


@pghistory.track()
class Evaluation(models.Model):
    """What a unit says of its action plan at the end of a tertial (M37: each tertial)."""

    unit_plan = models.ForeignKey(UnitPlan, models.CASCADE, related_name="evaluations")
    tertial = models.PositiveSmallIntegerField(_("tertial"))
    text = models.TextField(_("hva har vi lært"))
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    personal_data = ("text", "by")

    class Meta:
        ordering = ["tertial"]
        constraints = [
            models.UniqueConstraint(fields=["unit_plan", "tertial"], name="evaluated_once_a_tertial"),
            models.CheckConstraint(
                condition=Q(tertial__gte=1, tertial__lte=3),
                name="a_year_has_three_tertials",
                violation_error_message=_("Velg tertial 1, 2 eller 3."),
            ),
        ]

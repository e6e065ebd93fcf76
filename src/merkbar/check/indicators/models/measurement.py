"""Measurement: one value of one unit in one period, with its corrections; and how files were read."""

import pghistory
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.check.indicators.models.definition import Indicator, SourceKind
from merkbar.check.indicators.models.reach import readable
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Person
from merkbar.ground.units.models import Unit


@pghistory.track()
class Batch(models.Model):
    """A file that was read in whole. `digest` is the SHA-256 of its bytes."""

    name = models.CharField(_("fil"), max_length=200)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    corrected = models.PositiveIntegerField()
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    personal_data = ("read_by",)

    class Meta:
        ordering = ["-read_at"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Mapping(models.Model):
    """Which column is what in files that begin with these headings, remembered from the last time."""

    headings = models.CharField(max_length=64, unique=True)
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField()
    used_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    personal_data = ("used_by",)

    def __str__(self) -> str:
        return self.headings


class MeasurementQuerySet(QuerySet["Measurement"]):
    """Values of units and periods."""

    def visible_to(self, standing: Standing) -> "MeasurementQuerySet":
        """Read those of units within reach and of the line above, and of indicators one answers for."""
        return self.filter(readable(standing, "unit__path"))

    def current(self) -> "MeasurementQuerySet":
        """Pick the values that hold today; what was corrected stays in the table."""
        return self.filter(current=True)


@pghistory.track()
class Measurement(models.Model):
    """`period` is the first day of the month, tertial or year. `replaces` is what this row corrects.

    `value` is always there: numerator ÷ denominator × the indicator's `per`, or what was given.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measurements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.DateField(_("periode"))
    numerator = models.DecimalField(_("teller"), max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("nevner"), max_digits=16, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(_("verdi"), max_digits=18, decimal_places=6, null=True, blank=True)
    current = models.BooleanField(default=True)
    replaces = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="replaced_by")
    source = models.CharField(max_length=6, choices=SourceKind.choices)
    reason = models.CharField(_("hvorfor rettet"), max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="measurements")

    objects = MeasurementQuerySet.as_manager()
    personal_data = ("entered_by", "reason")

    class Meta:
        ordering = ["indicator", "unit", "period", "pk"]
        indexes = [models.Index(fields=["unit", "period"], name="measurement_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "period"],
                condition=Q(current=True),
                name="measurement_one_is_current",
                violation_error_message=_("Det finnes allerede et tall for denne perioden."),
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0),
                name="measurement_denominator_not_negative",
                violation_error_message=_("Nevneren kan ikke være under null."),
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | ~Q(denominator=0) | Q(numerator=0, value__isnull=True),
                name="measurement_nothing_of_nothing",
                violation_error_message=_("Når nevneren er 0, må telleren også være 0."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(denominator=0),
                name="measurement_has_value",
                violation_error_message=_("Skriv et tall."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id} {self.period} {self.value}"


class KeptVerdict(models.Model):
    """What the series of a unit says, worked out when it last changed: a cache that can be made again."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="verdicts")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    word = models.CharField(max_length=12)
    since = models.DateField(null=True, blank=True)
    sentence = models.CharField(max_length=400)
    facts = models.JSONField(default=dict)
    last_period = models.DateField(null=True, blank=True)
    last_value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "unit"], name="verdict_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id} {self.word}"

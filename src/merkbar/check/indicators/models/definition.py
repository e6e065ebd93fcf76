"""Indicator: what is counted among what, how often, by whom; its targets, adjustments and annotations."""

from typing import Final

import pghistory
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from merkbar.check.indicators.models.reach import readable
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.records.models import Record
from merkbar.ground.units.models import Unit
from merkbar.plan.goals import states
from merkbar.plan.goals.figures import BETWEEN, sentence
from merkbar.plan.goals.models import ResultTarget


class Shape(models.TextChoices):
    """How the value is made of what is typed in."""

    SHARE = "share", _("andel: teller av nevner i prosent")
    RATE = "rate", _("rate: hendelser per så og så mange")
    MEAN = "mean", _("gjennomsnitt")
    COUNT = "count", _("antall")
    DONE = "done", _("gjort eller ikke gjort")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("høyere er bedre")
    DOWN = "down", _("lavere er bedre")
    NEUTRAL = "neutral", _("verken eller")


class Cadence(models.TextChoices):
    """How often it is measured."""

    MONTH = "month", _("hver måned")
    TERTIAL = "tertial", _("hvert tertial")
    YEAR = "year", _("hvert år")


class Dimension(models.TextChoices):
    """The three dimensions of quality (R117)."""

    EXPERIENCED = "opplevd", _("opplevd kvalitet")
    PROFESSIONAL = "faglig", _("faglig kvalitet")
    LEADERSHIP = "ledelse", _("ledelsens tilrettelegging")


class Facet(models.TextChoices):
    """Structure, process or result (R119)."""

    STRUCTURE = "structure", _("struktur")
    PROCESS = "process", _("prosess")
    RESULT = "result", _("resultat")


class Theme(models.TextChoices):
    """Figures that a page of their own reads (J13)."""

    FULL_TIME = "full_time", _("heltid")
    ATTENDANCE = "attendance", _("nærvær")
    APPRAISAL = "appraisal", _("medarbeidersamtaler")


class SourceKind(models.TextChoices):
    """Where the numbers come from."""

    OWN = "own", _("Merkbar regner selv")
    IMPORT = "import", _("lest inn fra fil eller et annet system")
    MANUAL = "manual", _("skrevet inn")


class Comparator(models.TextChoices):
    """Strict is kept strict: «under to» is < 2."""

    LESS = "<", _("under")
    AT_MOST = "<=", _("høyst")
    EQUAL = "=", _("lik")
    AT_LEAST = ">=", _("minst")
    MORE = ">", _("over")


COMPARISONS: Final = [*Comparator.choices, (BETWEEN, _("mellom"))]
"""A line may also be a span, with both ends within it."""


class IndicatorQuerySet(QuerySet["Indicator"]):
    """What is measured."""

    def visible_to(self, standing: Standing) -> "IndicatorQuerySet":
        """Read those within reach, those of the line above, which are measured here too, and those one answers for."""
        return self.filter(readable(standing, "record__unit__path", indicator=""))

    def in_use(self) -> "IndicatorQuerySet":
        """Pick those that are still measured."""
        return self.filter(active=True)


@pghistory.track()
class Indicator(models.Model):
    """`record.title` is its name, `record.unit` the top unit it is measured in.

    `owner_post` is the seat that answers for it, `record.owner` the one who held it when it was chosen; `supplier` is the
    role that delivers its numbers. Both reach it in every unit (`reach`).

    The value is numerator ÷ denominator × `per`; a count or a mean may come without a denominator. `unit_word` is what
    the value is counted in («virkedager», «per 1 000 beboerdøgn», «%»).
    """

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="indicator")
    code = models.CharField(
        _("kode"), max_length=20, unique=True, error_messages={"unique": _("Koden er brukt på en annen indikator.")}
    )
    definition = models.TextField(_("hva måler den"), blank=True)
    numerator = models.CharField(_("teller"), max_length=200, blank=True)
    denominator = models.CharField(_("nevner"), max_length=200, blank=True)
    exclusions = models.CharField(_("holdes utenfor"), max_length=300, blank=True)
    shape = models.CharField(_("hva slags tall"), max_length=6, choices=Shape.choices)
    per = models.PositiveIntegerField(_("per"), default=1)
    unit_word = models.CharField(_("måleenhet"), max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(_("desimaler"), default=1)
    direction = models.CharField(_("retning"), max_length=7, choices=Direction.choices)
    cadence = models.CharField(_("hvor ofte"), max_length=7, choices=Cadence.choices)
    cumulative = models.BooleanField(_("vokser gjennom året"), default=False)
    adds_up = models.BooleanField(_("enhetene kan legges sammen"), default=True)
    dimension = models.CharField(_("dimensjon"), max_length=8, choices=Dimension.choices)
    facet = models.CharField(_("struktur, prosess eller resultat"), max_length=9, choices=Facet.choices, blank=True)
    source_kind = models.CharField(_("kilde"), max_length=6, choices=SourceKind.choices)
    source_code = models.CharField(_("det Merkbar regner"), max_length=40, blank=True)
    source_name = models.CharField(_("hvor tallene kommer fra"), max_length=120, blank=True)
    data_owner = models.CharField(_("hvem tallene hentes hos"), max_length=120, blank=True)
    owner_post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    supplier = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="+")
    minimum_n = models.PositiveIntegerField(_("minste nevner som vises"), default=0)
    about_staff = models.BooleanField(_("handler om ansatte"), default=False)
    chart = models.CharField(_("diagram"), max_length=10, blank=True)
    engine = models.CharField(_("regler"), max_length=6, default="anhoj")
    theme = models.CharField(_("tema"), max_length=10, choices=Theme.choices, blank=True)
    seasonal = models.BooleanField(_("svinger med årstiden"), default=False)
    measured_from = models.DateField(_("måles fra"), null=True, blank=True)
    active = models.BooleanField(_("i bruk"), default=True)

    objects = IndicatorQuerySet.as_manager()
    personal_data = ("definition",)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(per__gte=1),
                name="indicator_per_is_positive",
                violation_error_message=_("«Per» må være minst 1."),
            ),
            models.CheckConstraint(
                condition=(Q(source_kind="own") & ~Q(source_code="")) | (~Q(source_kind="own") & Q(source_code="")),
                name="indicator_own_source_is_named",
                violation_error_message=_("Velg hva Merkbar skal regne, bare når Merkbar regner selv."),
            ),
            models.CheckConstraint(
                condition=Q(engine__in=["anhoj", "nhs"]),
                name="indicator_engine_is_known",
                violation_error_message=_("Velg reglene: Anhøj eller NHS."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.record.title}"


class Purpose(models.TextChoices):
    """Why a line is drawn at a value."""

    TARGET = "target", _("mål")
    BENCHMARK = "benchmark", _("sammenligning")


class IndicatorTargetQuerySet(QuerySet["IndicatorTarget"]):
    """What indicators are to reach."""

    def holding(self) -> "IndicatorTargetQuerySet":
        """Pick the indicator's own, and those of plans that hold: not of drafts, nor of versions that were replaced."""
        own = Q(result_target__isnull=True)
        return self.filter(own | Q(result_target__plan__state__in=(*states.RUNNING, states.EXPIRED)))


@pghistory.track()
class IndicatorTarget(models.Model):
    """A value to reach, or to compare with. A year's target without `deadline` is judged in each year anew.

    A span («mellom 5 og 10») goes from `value` to `value_to`.

    With `result_target` the plan's own comparator, value and deadline hold, and those here are empty.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    result_target = models.ForeignKey(ResultTarget, models.CASCADE, null=True, blank=True, related_name="measured_by")
    purpose = models.CharField(_("hva streken er"), max_length=9, choices=Purpose.choices, default=Purpose.TARGET)
    comparator = models.CharField(_("sammenlignes slik"), max_length=7, choices=COMPARISONS, blank=True)
    value = models.DecimalField(_("verdi"), max_digits=16, decimal_places=4, null=True, blank=True)
    value_to = models.DecimalField(_("høyeste verdi"), max_digits=16, decimal_places=4, null=True, blank=True)
    valid_from = models.DateField(_("gjelder fra"), null=True, blank=True)
    deadline = models.DateField(_("frist"), null=True, blank=True)
    baseline = models.DecimalField(_("utgangspunkt"), max_digits=16, decimal_places=4, null=True, blank=True)
    baseline_day = models.DateField(_("utgangspunktets dato"), null=True, blank=True)
    words = models.CharField(_("forklaring"), max_length=200, blank=True)

    objects = IndicatorTargetQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "purpose", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["result_target"],
                condition=Q(result_target__isnull=False),
                name="indicator_target_measured_once",
                violation_error_message=_("Målet har allerede en indikator."),
            ),
            models.CheckConstraint(
                condition=Q(result_target__isnull=False, comparator="", value__isnull=True)
                | (Q(result_target__isnull=True, value__isnull=False) & ~Q(comparator="")),
                name="indicator_target_has_one_source",
                violation_error_message=_("Skriv en verdi og hvordan den sammenlignes."),
            ),
            models.CheckConstraint(
                condition=Q(comparator=BETWEEN, value_to__gt=F("value"), value_to__isnull=False)
                | (~Q(comparator=BETWEEN) & Q(value_to__isnull=True)),
                name="indicator_target_span_has_two_ends",
                violation_error_message=_("«Mellom» trenger et høyeste tall som er større enn det laveste."),
            ),
        ]

    def __str__(self) -> str:
        return self.asked if self.comparator else str(self.result_target)

    @property
    def asked(self) -> str:
        """What the line says: «minst 85 %», «mellom 5 og 10 dager»."""
        unit = self.indicator.unit_word
        return sentence(self.comparator, self.value, unit, value_to=self.value_to, tell=gettext)


class AdjustmentKind(models.TextChoices):
    """What is done to the reading of a series, always with a reason."""

    FREEZE = "freeze", _("frys grensene fra start til og med denne datoen")
    PART = "part", _("ny prosess fra denne datoen")
    EXCLUDE = "exclude", _("hold dette punktet utenfor")


@pghistory.track()
class Adjustment(models.Model):
    """A frozen baseline, a new part or a point left out. `unit` null: for every unit's series."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="adjustments")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("hva"), max_length=7, choices=AdjustmentKind.choices)
    day = models.DateField(_("dato"))
    reason = models.CharField(_("hvorfor"), max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    personal_data = ("made_by", "reason")

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "kind", "day"], name="adjustment_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="adjustment_says_why",
                violation_error_message=_("Skriv hvorfor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"

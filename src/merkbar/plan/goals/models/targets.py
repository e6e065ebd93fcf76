"""Result targets: what shall be reached, with a strict or loose comparator, a number, a unit and a period."""

from typing import Final

import pghistory
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Post
from merkbar.ground.records.models import Record
from merkbar.plan.goals import states
from merkbar.plan.goals.figures import BETWEEN, sentence_of
from merkbar.plan.goals.models.plans import Node, Plan


class Comparator(models.TextChoices):
    """How the measured value is held against the target. Strict stays strict: «under to» is `<`."""

    LESS = "<", _("under")
    AT_MOST = "<=", _("høyst")
    EQUAL = "=", _("lik")
    AT_LEAST = ">=", _("minst")
    MORE = ">", _("over")


COMPARISONS: Final = [*Comparator.choices, (BETWEEN, _("mellom"))]
"""A target may also be a span, with both ends within it."""


class Period(models.TextChoices):
    """What the number is counted over."""

    MONTH = "month", _("måned")
    TERTIAL = "tertial", _("tertial")
    YEAR = "year", _("år")


class Measurable(models.TextChoices):
    """Whether it can be measured as it stands."""

    YES = "yes", _("Kan måles")
    PROXY = "proxy", _("Måles med et annet tall")
    NO = "no", _("Ikke målbar slik")


class SourceKind(models.TextChoices):
    """Where the numbers come from."""

    OWN = "own", _("Merkbar teller selv")
    IMPORT = "import", _("Hentes fra et annet system")
    MANUAL = "manual", _("Føres for hånd")


class Cadence(models.TextChoices):
    """How often it is measured."""

    MONTH = "month", _("hver måned")
    TERTIAL = "tertial", _("hvert tertial")
    YEAR = "year", _("hvert år")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("høyere er bedre")
    DOWN = "down", _("lavere er bedre")


class ResultTargetQuerySet(QuerySet["ResultTarget"]):
    def visible_to(self, standing: Standing) -> "ResultTargetQuerySet":
        """Read what belongs to the plans one may read."""
        return self.filter(plan__in=Plan.objects.visible_to(standing).values("pk"))

    def alive(self) -> "ResultTargetQuerySet":
        """Pick those that are not taken away."""
        return self.filter(removed_at__isnull=True)

    def running(self) -> "ResultTargetQuerySet":
        """Pick those of plans that hold now."""
        return self.alive().filter(plan__state__in=states.RUNNING)


@pghistory.track()
class ResultTarget(models.Model):
    """A target under a node (`node` null: under the plan itself). `record` lets actions, risks and indicators hang on it.

    `text` is ours to mend, `quote` the plan's own words. `questions` are the sentences somebody must still decide on.
    A milestone has no comparator: it is done or not. `follows` is the same target in the version before.
    A span («mellom 5 og 10») goes from `value` to `value_to`, both within it. `proxy` is what is measured instead of what
    the words ask for.
    """

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="result_target")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="targets")
    node = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="targets")
    order = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(_("kode"), max_length=20, blank=True)
    text = models.TextField(_("resultatmål"))
    quote = models.TextField(_("ordrett fra planen"), blank=True)
    page = models.PositiveSmallIntegerField(_("side"), null=True, blank=True)
    comparator = models.CharField(_("sammenligning"), max_length=7, choices=COMPARISONS, blank=True)
    value = models.DecimalField(_("tall"), max_digits=14, decimal_places=4, null=True, blank=True)
    value_to = models.DecimalField(_("til og med"), max_digits=14, decimal_places=4, null=True, blank=True)
    unit_text = models.CharField(_("måleenhet"), max_length=60, blank=True)
    period = models.CharField(_("periode"), max_length=8, choices=Period.choices, blank=True)
    deadline = models.DateField(_("frist"), null=True, blank=True)
    per_unit = models.BooleanField(_("gjelder hver enhet"), default=False)
    measurable = models.CharField(_("målbar"), max_length=6, choices=Measurable.choices, default=Measurable.YES)
    proxy = models.CharField(_("måles i stedet med"), max_length=300, blank=True)
    questions = models.JSONField(_("må avklares"), default=list, blank=True)
    exclusions = models.TextField(_("unntak"), blank=True)
    source_kind = models.CharField(_("kilde"), max_length=6, choices=SourceKind.choices, blank=True)
    source_code = models.CharField(_("kildens kode"), max_length=60, blank=True)
    baseline = models.DecimalField(_("utgangspunkt"), max_digits=14, decimal_places=4, null=True, blank=True)
    baseline_text = models.CharField(_("om utgangspunktet"), max_length=200, blank=True)
    cadence = models.CharField(_("måles"), max_length=8, choices=Cadence.choices, blank=True)
    direction = models.CharField(_("retning"), max_length=4, choices=Direction.choices, blank=True)
    owner_post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ResultTargetQuerySet.as_manager()
    personal_data = ("text", "quote", "exclusions", "proxy")

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["plan", "node", "order"], name="target_tree")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                condition=~Q(code="") & Q(removed_at__isnull=True),
                name="target_code_once_a_plan",
                violation_error_message=_("Koden er brukt på et annet mål i planen."),
            ),
            models.CheckConstraint(
                condition=Q(comparator="") | Q(value__isnull=False),
                name="target_compares_with_a_number",
                violation_error_message=_("Skriv tallet det skal sammenlignes med."),
            ),
            models.CheckConstraint(
                condition=Q(comparator=BETWEEN, value_to__gt=F("value"), value_to__isnull=False)
                | (~Q(comparator=BETWEEN) & Q(value_to__isnull=True)),
                name="target_span_has_two_ends",
                violation_error_message=_("Et spenn trenger to tall, det laveste først."),
            ),
            models.CheckConstraint(
                condition=~Q(measurable=Measurable.PROXY) | ~Q(proxy=""),
                name="target_proxy_is_named",
                violation_error_message=_("Skriv hva dere måler i stedet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.record.title}".strip()

    @property
    def asked(self) -> str:
        """What it asks for, as read: «mellom 3 og 6 revisjoner»; nothing for a milestone."""
        return sentence_of(self, tell=gettext)

    @property
    def is_milestone(self) -> bool:
        """Whether it is done or not done, with no number."""
        return not self.comparator

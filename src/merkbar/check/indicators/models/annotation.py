"""Annotation: what happened at a place on a day. A text that is corrected or taken off the chart stays in the table."""

import pghistory
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.check.indicators.models.definition import Indicator
from merkbar.check.indicators.models.reach import readable
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Person
from merkbar.ground.units.models import Unit


class AnnotationQuerySet(QuerySet["Annotation"]):
    """Notes on the charts."""

    def visible_to(self, standing: Standing) -> "AnnotationQuerySet":
        """Read those of units within reach and of the line above, and of indicators one answers for."""
        return self.filter(readable(standing, "unit__path"))

    def current(self) -> "AnnotationQuerySet":
        """Pick those that stand on the chart today."""
        return self.filter(ended_at=None)

    def ended(self, indicator: Indicator, unit: Unit) -> "AnnotationQuerySet":
        """Pick those of one chart that were corrected or taken away, the newest first."""
        found = self.filter(indicator=indicator, unit=unit, ended_at__isnull=False)
        return found.select_related("ended_by", "replaced_by").order_by("-ended_at", "-pk")


@pghistory.track(exclude=["text", "reason"])
class Annotation(models.Model):
    """What happened at a place on a day: a note on the chart that explains without judging.

    One that was corrected or taken away has `ended_at`, by whom and why; `replaces` is the one this is the new text of.
    Its words may be taken away for good when they held personal data: then `text` is empty and `forgotten_at` says when.
    The history holds no words, only who did what.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="annotations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    day = models.DateField(_("dato"))
    text = models.CharField(_("hva skjedde"), max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="replaced_by")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("hvorfor"), max_length=200, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = AnnotationQuerySet.as_manager()
    personal_data = ("made_by", "ended_by", "text", "reason")

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(reason=""),
                name="annotation_ends_for_a_reason",
                violation_error_message=_("Skriv hvorfor."),
            ),
            models.CheckConstraint(
                condition=(Q(forgotten_at__isnull=True) & ~Q(text=""))
                | Q(text="", ended_at__isnull=False, forgotten_at__isnull=False, forgotten_at__gte=F("ended_at")),
                name="annotation_has_words_until_forgotten",
                violation_error_message=_("Skriv hva som skjedde."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_amended(self) -> bool:
        """Whether other words took its place, and not nothing."""
        return hasattr(self, "replaced_by")

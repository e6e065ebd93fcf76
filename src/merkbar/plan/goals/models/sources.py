"""The document a plan was read from: kept so that the tree can be held against it."""

import pghistory
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.standing import Standing
from merkbar.plan.goals.models.plans import Plan


class SourceDocumentQuerySet(QuerySet["SourceDocument"]):
    def visible_to(self, standing: Standing) -> "SourceDocumentQuerySet":
        """Read what belongs to the plans one may read."""
        return self.filter(plan__in=Plan.objects.visible_to(standing).values("pk"))


@pghistory.track()
class SourceDocument(models.Model):
    """`passages` is the text from first to last: lists of kind, page (or null) and words.

    `settled` are the places and targets the reader has gone through: «n» or «t» and the key.
    """

    plan = models.OneToOneField(Plan, models.CASCADE, primary_key=True, related_name="source")
    name = models.CharField(_("dokument"), max_length=200, blank=True)
    passages = models.JSONField(default=list, blank=True)
    remarks = models.JSONField(_("må avklares"), default=list, blank=True)
    settled = models.JSONField(default=list, blank=True)
    at = models.DateTimeField()

    objects = SourceDocumentQuerySet.as_manager()
    personal_data = ("passages",)

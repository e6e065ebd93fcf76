"""Pictures in a plan: of the plan itself or of a place in its tree (R148)."""

import pghistory
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.standing import Standing
from merkbar.ground.files.models import Attachment
from merkbar.plan.goals.models.plans import Node, Plan


class PictureQuerySet(QuerySet["Picture"]):
    def visible_to(self, standing: Standing) -> "PictureQuerySet":
        """Read what belongs to the plans one may read."""
        return self.filter(plan__in=Plan.objects.visible_to(standing).values("pk"))

    def alive(self) -> "PictureQuerySet":
        """Pick those that are not taken away, of places that are not taken away."""
        return self.filter(removed_at__isnull=True, node__removed_at__isnull=True)


@pghistory.track()
class Picture(models.Model):
    """`alt` says in words what the picture shows, for who does not see it. The bytes are shared with the next version."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="pictures")
    node = models.ForeignKey(Node, models.CASCADE, null=True, blank=True, related_name="pictures")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    alt = models.CharField(_("hva bildet viser"), max_length=300)
    caption = models.CharField(_("bildetekst"), max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PictureQuerySet.as_manager()
    personal_data = ("alt", "caption", "attachment")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="picture_says_what_it_shows",
                violation_error_message=_("Beskriv hva bildet viser, for den som ikke ser det."),
            )
        ]

    def __str__(self) -> str:
        return self.alt

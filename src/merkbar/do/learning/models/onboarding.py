"""What a new leader has got through of the duties that come with the seat."""

import pghistory
from django.db import models
from django.db.models import QuerySet

from merkbar.do.learning.models.scope import of_people
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Person


class DutyTickQuerySet(QuerySet["DutyTick"]):
    def visible_to(self, standing: Standing) -> "DutyTickQuerySet":
        """One's own, and those of people one follows."""
        return self.filter(of_people(standing))


@pghistory.track()
class DutyTick(models.Model):
    """A leader has ticked one of the first duties (`leading.DUTIES`)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=30)
    on = models.DateField()

    objects = DutyTickQuerySet.as_manager()
    personal_data = ("person",)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "duty"], name="duty_ticked_once")]

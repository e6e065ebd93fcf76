"""The stored start of the domain clock; empty in production, set by the demo."""

import pghistory
from django.db import models


@pghistory.track()
class ClockStart(models.Model):
    """At most one row: domain time `starts_at` was true when the real time was `stored_at`."""

    starts_at = models.DateTimeField()
    stored_at = models.DateTimeField()
    one = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(one=True), name="clock_has_one_start")]

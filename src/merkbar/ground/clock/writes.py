"""Set the domain clock."""

import datetime as dt

from django.utils import timezone

from merkbar.ground.clock import clock
from merkbar.ground.clock.models import ClockStart
from merkbar.ground.trail.write import write


@write
def start_clock(*, by: object, at: dt.datetime) -> ClockStart:
    """Let domain time be `at` now and run on from there. `by` is None: only the operator's program does this."""
    ClockStart.objects.all().delete()
    start = ClockStart.objects.create(starts_at=at, stored_at=timezone.now())
    clock.forget()
    return start

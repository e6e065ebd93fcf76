"""What hangs on a case, as its page shows it: asked on every visit, so the statements are written once."""

from django.db.models import QuerySet

from merkbar.check.deviations.models import Counterpart, DeviationCause, Feedback, Redaction
from merkbar.ground.records.models import Link
from merkbar.ground.trail.written import Written


@Written
def messages_of(case: int) -> "QuerySet[Feedback]":
    """What was told about it, but not the receipt that the machine sent."""
    return Feedback.objects.filter(deviation=case).exclude(mode="A").select_related("by")


@Written
def causes_of(case: int) -> "QuerySet[DeviationCause]":
    """The causes a leader found."""
    return DeviationCause.objects.filter(deviation=case).select_related("cause")


@Written
def ends_of(case: int) -> "QuerySet[Counterpart]":
    """The other ends that were asked."""
    return Counterpart.objects.filter(deviation=case).select_related("unit", "replied_by")


@Written
def redactions_of(case: int) -> "QuerySet[Redaction]":
    """When personal data were taken out, and by whom."""
    return Redaction.objects.filter(deviation=case).select_related("by")


@Written
def links_of(case: int) -> "QuerySet[Link]":
    """What else it is tied to, in the order it was tied."""
    return Link.objects.filter(source=case).select_related("target").order_by("created_at")

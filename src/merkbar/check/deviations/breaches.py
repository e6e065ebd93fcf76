"""Cases and the procedures they say were not followed, on the pages of both."""

from typing import Any

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from merkbar.check.deviations import policy
from merkbar.check.deviations.models import Deviation
from merkbar.do.procedures.models import Document
from merkbar.ground.access.standing import Standing
from merkbar.ground.records import registries
from merkbar.ground.records.models import Access, Link, Record
from merkbar.ground.trail.written import Written

SHOWN = 10
"""Cases named on the page of a procedure; the count is of all one may see."""


def since(record: Record, standing: Standing) -> str:
    """Show on a procedure's page how many open cases name it since the last review, and those that one may see."""
    reviewed = Document.objects.visible_to(standing).filter(pk=record.pk).values_list("reviewed_at", flat=True).first()
    late = Q(created_at__date__gte=reviewed) if reviewed else Q()
    tied = Link.objects.filter(late, target=record, relation="breached")
    shown = Deviation.objects.visible_to(standing).filter(pk__in=tied.values("source")).select_related("record")
    facts: dict[str, Any] = {
        "number": tied.filter(source__access__in=(Access.OPEN, Access.UNIT)).count(),
        "cases": list(shown.order_by("-reported_at")[:SHOWN]),
    }
    return render_to_string("deviations/_breaches.html", facts)


def in_thread(record: Record, standing: Standing) -> str:
    """Show on a case's page the procedures that were not followed, and the way to name one."""
    found = _breached(standing, record.pk)
    may = policy.may_handle(standing, record.deviation)
    facts = {"record": record, "documents": found, "may": may}
    return render_to_string("deviations/_breached.html", facts) if found or may else ""


@Written
def _breached(standing: Standing, case: int) -> "QuerySet[Document]":
    tied = Link.objects.filter(source=case, relation="breached").values("target")
    return Document.objects.visible_to(standing).filter(pk__in=tied).select_related("record")


def register() -> None:
    """Take part in the page of procedures and in the thread of a case."""
    registries.add_panel("procedure", "since", since)
    registries.add_panel("deviation", "thread", in_thread)

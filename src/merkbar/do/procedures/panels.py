"""Who sees the files of a procedure: who sees the procedure; who writes on it may add one."""

from merkbar.do.procedures import policy
from merkbar.do.procedures.models import Document
from merkbar.ground.access.standing import Standing
from merkbar.ground.files.registry import add_finder
from merkbar.ground.records.models import Record


def sees(standing: Standing, record: Record) -> bool:
    """Whether a person sees a procedure."""
    return Document.objects.visible_to(standing).filter(pk=record.pk).exists()


def writes_on(standing: Standing, record: Record) -> bool:
    """Whether a person writes on a procedure."""
    found = Document.objects.visible_to(standing).select_related("record__unit").filter(pk=record.pk).first()
    return found is not None and policy.may_edit(standing, found)


def register() -> None:
    """Answer for the files of procedures."""
    add_finder("procedure", sees, adder=writes_on)

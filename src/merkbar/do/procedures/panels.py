"""Who sees the files of a procedure: its readers what stands in a text that was in force; who writes on it may add one."""

from django.db.models import Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from merkbar.do.procedures import policy
from merkbar.do.procedures.models import Document, Version
from merkbar.ground.access.standing import Standing
from merkbar.ground.files.models import Attachment
from merkbar.ground.files.registry import add_chooser, add_finder
from merkbar.ground.records.models import Record


def sees(standing: Standing, record: Record) -> bool:
    """Whether a person sees a procedure."""
    return Document.objects.visible_to(standing).filter(pk=record.pk).exists()


def writes_on(standing: Standing, record: Record) -> bool:
    """Whether a person writes on a procedure."""
    found = Document.objects.visible_to(standing).select_related("record__unit").filter(pk=record.pk).first()
    return found is not None and policy.may_edit(standing, found)


def chosen(standing: Standing, record: Record, files: QuerySet[Attachment]) -> QuerySet[Attachment]:
    """Choose the files of the versions that a person reads, as the text itself or as an image in it.

    All are for who works on a draft.
    """
    if Document.objects.visible_to(standing).worked_on_by(standing).filter(pk=record.pk).exists():
        return files
    address = Concat(Value("/vedlegg/"), Cast(OuterRef("pk"), TextField()), Value("/"), output_field=TextField())
    read = Version.objects.visible_to(standing).filter(document=record.pk)
    return files.filter(Exists(read.filter(attachment=OuterRef("pk"))) | Exists(read.filter(body__contains=address)))


def register() -> None:
    """Answer for the files of procedures."""
    add_finder("procedure", sees, adder=writes_on)
    add_chooser("procedure", chosen)

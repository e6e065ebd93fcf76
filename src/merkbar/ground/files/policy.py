"""Who may do what with files: the record decides."""

from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.doors import says
from merkbar.ground.access.standing import Standing
from merkbar.ground.files import registry
from merkbar.ground.files.models import Attachment
from merkbar.ground.records.models import Record


def may_fetch(standing: Standing, attachment: Attachment) -> bool:
    """Who reads the record may have its files; who only reported it, their own."""
    record = attachment.record
    return registry.sees(standing, record) and registry.files(standing, record).filter(pk=attachment.pk).exists()


@says(_("Du kan se saken, men ikke legge ved filer."))
def may_add(standing: Standing, record: Record) -> bool:
    """Who the record's module lets."""
    return registry.may_add(standing, record)

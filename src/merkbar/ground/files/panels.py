"""The files of a record, for its page."""

from django.template.loader import render_to_string

from merkbar.ground.access.standing import Standing
from merkbar.ground.files import registry
from merkbar.ground.records.models import Record


def attachments(record: Record, standing: Standing) -> str:
    """List the files and the way to add one; nothing for who sees nothing."""
    if not registry.sees(standing, record):
        return ""
    files = list(registry.files(standing, record))
    may_add = registry.may_add(standing, record, seen=True)
    if not files and not may_add:
        return ""
    return render_to_string("files/_panel.html", {"record": record, "files": files, "may_add": may_add})

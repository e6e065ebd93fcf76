"""A soft hint when a text file seems to hold personal data."""

from merkbar.ground.files import kinds, store
from merkbar.ground.files.models import Attachment
from merkbar.ground.records import privacy

READ = 200_000
"""Bytes of a text file that are looked at."""


def hint(attachment: Attachment) -> str:
    """What was seen, in one sentence; empty when nothing was or the file is no text."""
    if attachment.media_type not in kinds.TEXTS:
        return ""
    raw = store.beginning(attachment.digest, READ)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return privacy.sentence(privacy.find(text))

"""Every change of a move-in itself: sent, begun, ended."""

import shutil
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from merkbar.ground.files.names import clean_name
from merkbar.ground.jobs.defer import defer
from merkbar.ground.trail.write import write
from merkbar.web.movein.models import MoveIn, State
from merkbar.web.movein.report import Outcome


@write
def send(*, by: Any, upload: Any, trial: bool) -> MoveIn:
    """Lay a zip aside and ask for it to be read."""
    now = timezone.now()
    name = clean_name(str(upload.name or "")) or _("uten navn")
    sent = MoveIn.objects.create(name=name, by=by, at=now, touched_at=now, trial=trial)
    sent.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with sent.path.open("wb") as file:
        shutil.copyfileobj(upload, file)
    defer("movein.run", pk=sent.pk)
    return sent


@write
def begin(*, by: Any, sent: MoveIn) -> None:
    """Start to read."""
    sent.state = State.RUNNING
    sent.save(update_fields=["state"])


@write
def end(*, by: Any, sent: MoveIn, outcome: Outcome) -> None:
    """Keep what is told of it."""
    sent.state = State.DONE if outcome.is_kept else State.TRIED if sent.trial and outcome.good else State.REFUSED
    sent.report = outcome.as_json()
    sent.touched_at = timezone.now()
    sent.save(update_fields=["state", "report", "touched_at"])


@write
def refuse(*, by: Any, sent: MoveIn, sentence: str) -> None:
    """Keep why nothing could be read."""
    sent.state = State.REFUSED
    sent.report = {"rows": 0, "carried": [], "faults": [sentence], "unused": []}
    sent.touched_at = timezone.now()
    sent.save(update_fields=["state", "report", "touched_at"])

"""Read a zip that waits. Killed in the middle and begun again it ends the same: the last step keeps all, once."""

import time

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from merkbar.ground.access.standing import standing_of
from merkbar.web.movein.models import MoveIn
from merkbar.web.movein.policy import reach_of
from merkbar.web.movein.running import move_in
from merkbar.web.movein.source import open_source
from merkbar.web.movein.writes import begin, end, refuse
from merkbar.web.ops.refusal import Refusal

TELL_EVERY = 0.5
"""Seconds between two notes of progress."""


@app.task(name="movein.run", queue="merkbar")
def run(pk: int) -> None:
    """Move in what one person sent."""
    sent = MoveIn.objects.select_related("by").filter(pk=pk).first()
    if sent is None or sent.has_ended:
        return
    begin(by=sent.by, sent=sent)
    try:
        outcome = move_in(
            open_source(sent.path),
            by=sent.by,
            trial=sent.trial,
            whole=False,
            reach=reach_of(standing_of(sent.by)),
            progress=_Teller(sent).tell,
            kept=lambda outcome: end(by=sent.by, sent=sent, outcome=outcome),
        )
    except Refusal as refusal:
        refuse(by=sent.by, sent=sent, sentence=str(refusal))
    except Exception:
        sent.refresh_from_db()
        if not sent.has_ended:
            refuse(by=sent.by, sent=sent, sentence=_("Noe gikk galt hos oss. Ingenting er flyttet inn. Prøv igjen."))
        sent.path.unlink(missing_ok=True)
        raise
    else:
        if not outcome.is_kept:
            end(by=sent.by, sent=sent, outcome=outcome)
    sent.path.unlink(missing_ok=True)


class _Teller:
    """Notes how far it has come, now and then."""

    def __init__(self, sent: MoveIn) -> None:
        self._sent = sent
        self._last = 0.0

    def tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done == total or now - self._last >= TELL_EVERY:
            self._last = now
            MoveIn.objects.filter(pk=self._sent.pk).update(done=done, total=total, touched_at=timezone.now())

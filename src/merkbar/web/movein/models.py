"""MoveIn: one zip that somebody sent, how far it has come and what was told of it."""

from pathlib import Path

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from merkbar.ground.people.models import Person


class State(models.TextChoices):
    """The life of a move-in."""

    WAITING = "waiting", _("Venter på tur")
    RUNNING = "running", _("Leser dokumentene")
    DONE = "done", _("Flyttet inn")
    TRIED = "tried", _("Prøvd, ingenting er lagret")
    REFUSED = "refused", _("Ikke flyttet inn")


ENDED = (State.DONE, State.TRIED, State.REFUSED)


@pghistory.track(exclude=["done", "total", "report", "touched_at"])
class MoveIn(models.Model):
    """The zip lies beside the attachments until it is read. `report` is `report.Outcome.as_json`; times are real time."""

    name = models.CharField(_("fil"), max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    touched_at = models.DateTimeField()
    trial = models.BooleanField(_("bare prøv"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    personal_data = ("by", "name", "report")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="movein_state_is_known"),
            models.CheckConstraint(condition=models.Q(done__lte=models.F("total")), name="movein_is_never_over_done"),
        ]

    @property
    def path(self) -> Path:
        """Where the zip lies while it waits."""
        return Path(settings.FILES_ROOT) / "movein" / f"{self.pk}.zip"

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ENDED

    @property
    def percent(self) -> int:
        """How much is read [%]."""
        return 100 * self.done // self.total if self.total else 0

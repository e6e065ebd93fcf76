"""The first duties of a new leader (T annex 3): shown until they are done or half a year has gone."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from merkbar.do.learning import assigned
from merkbar.do.learning.models import DutyTick
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Post

NEW_FOR: Final = 180
"""Days somebody is a new leader [d]."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something a new leader does early; `address` is where."""

    code: str
    text: Any
    address: str


DUTIES: Final = (
    Duty("role", _("Les oppgavene som følger rollen din"), "/min-rolle/"),
    Duty("deputy", _("Velg hvem som er stedfortreder for deg"), "/min-rolle/"),
    Duty("cases", _("Gå gjennom åpne avvik i enheten, og gi melderne svar"), "/avvik/"),
    Duty("actions", _("Gå gjennom tiltakene du har overtatt, og se på fristene"), "/tiltak/"),
    Duty("procedures", _("Se hvilke prosedyrer du godkjenner, og hvilke som skal vurderes"), "/prosedyrer/vurdering/"),
    Duty("plan", _("Les planen som gjelder for området ditt"), "/planer/"),
    Duty(
        "learning", _("Se hvem i enheten som mangler opplæring, og lag kompetanseplanen"), "/laering/kompetanse/plan/"
    ),
    Duty("meeting", _("Sett kvalitet fast på dagsorden i driftsmøtene"), ""),
)


@dataclass(frozen=True, slots=True)
class Start:
    """A new leader's list: the seat's first day, the duties with whether they are ticked, and the modules asked for."""

    since: dt.date
    duties: list[tuple[Duty, bool]]
    modules: list[assigned.Task]

    @property
    def left(self) -> int:
        """How much remains [lines]."""
        return sum(not ticked for _duty, ticked in self.duties) + sum(task.done is None for task in self.modules)


def start_of(standing: Standing) -> Start | None:
    """Give a new leader's list, or None for whoever is no leader, or has been one before; a deputy has not."""
    if not any(seat.leads for seat in standing.seats):
        return None
    led = Post.objects.filter(person=standing.person, role__leads=True, deputy_for__isnull=True)
    first = led.order_by("valid_from").values_list("valid_from", flat=True).first()
    if first is None or (standing.day - first).days > NEW_FOR:
        return None
    ticked = set(DutyTick.objects.visible_to(standing).filter(person=standing.person).values_list("duty", flat=True))
    for_leaders = assigned.rules_of(standing.person, standing.day).filter(role__leads=True).values_list("module")
    wanted = {pk for (pk,) in for_leaders}
    modules = [task for task in assigned.tasks(standing.person, standing.day) if task.module.pk in wanted]
    return Start(first, [(duty, duty.code in ticked) for duty in DUTIES], modules)

"""Reminders of modules: one notice a person, and one a leader, whatever the number of modules; each thing is said once."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.do.learning import figures
from merkbar.do.learning.coverage import Asked
from merkbar.do.learning.models import Reminder
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.ground.ui.norwegian import short_day

MINE: Final = "/laering/"
FOLLOWED: Final = "/laering/oversikt/"


@write
def remind(*, by: Any, person: Person, asked: Sequence[Asked]) -> bool:
    """Tell a person of the modules that are due soon or late. False: told before."""
    today = clock.today()
    new = [one for one in asked if _first(one, figures.LATE if one.due < today else figures.SOON)]
    if not new:
        return False
    late = sum(one.due < today for one in new)
    if len(new) == 1:
        text = _("Fristen for læringsmodulen «%(title)s» var %(day)s") if late else _("Ta «%(title)s» innen %(day)s")
        text %= {"title": new[0].module.title, "day": short_day(new[0].due)}
        address = f"{MINE}modul/{new[0].module.slug}/"
    else:
        text = _("Du har %(n)d læringsmoduler å ta.") % {"n": len(new)}
        text += " " + ngettext("%(n)d er over fristen.", "%(n)d er over fristen.", late) % {"n": late} if late else ""
        address = MINE
    tell(by=by, person=person, text=text, why=_("Du er bedt om å ta læringsmoduler"), address=address)
    return True


@write
def tell_leader(*, by: Any, leader: Person, asked: Sequence[Asked]) -> bool:
    """Tell a leader how many of their people are a week over. False: told before."""
    new = [one for one in asked if _first(one, figures.LEADER)]
    if not new:
        return False
    people, modules = {one.person for one in new}, {one.module.slug: one.module.title for one in new}
    facts = {"n": len(people), "title": next(iter(modules.values()))}
    if len(modules) == 1:
        text = ngettext(
            "%(n)d av dine er over fristen for læringsmodulen «%(title)s»",
            "%(n)d av dine er over fristen for læringsmodulen «%(title)s»",
            len(people),
        )
        address = f"{FOLLOWED}?modul={next(iter(modules))}"
    else:
        text = ngettext(
            "%(n)d av dine er over fristen for læringsmoduler",
            "%(n)d av dine er over fristen for læringsmoduler",
            len(people),
        )
        address = FOLLOWED
    tell(by=by, person=leader, text=text % facts, why=_("Du leder enheten de arbeider i"), address=address)
    return True


def _first(one: Asked, what: str) -> bool:
    """Note that this is said of this module, person and last day; False when it was."""
    facts = {"module": one.module, "person_id": one.person, "due": one.due, "what": what}
    return bool(Reminder.objects.get_or_create(**facts, defaults={"at": clock.now()})[1])

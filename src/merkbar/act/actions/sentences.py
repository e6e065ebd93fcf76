"""What the pages say first, in whole sentences."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.act.actions import states
from merkbar.act.actions.models import Action
from merkbar.ground.ui.norwegian import count, near_day, short_day


def lead(action: Action, *, responsible: str, today: dt.date) -> str:
    """Answer how it stands with one action."""
    if action.state == states.OPEN:
        return _doing(action, responsible, today)
    if action.state == states.DONE and action.effect_due:
        return _("Tiltaket er gjort. Effekten sjekkes %(day)s.") % {"day": near_day(action.effect_due, today=today)}
    if action.state == states.EFFECT_CHECK:
        return _("Tiltaket er gjort. Nå må en annen enn den som gjorde det, svare på om det virket.")
    if action.state == states.CLOSED:
        return _("Tiltaket er gjort og effekten er sjekket: %(verdict)s.") % {
            "verdict": str(action.get_verdict_display()).lower()
        }
    return _("Tiltaket er stoppet.")


def _doing(action: Action, responsible: str, today: dt.date) -> str:
    facts = {"name": responsible, "day": near_day(action.deadline, today=today)}
    over = action.days_over(today)
    if over:
        facts["days"] = count(over)
        text = ngettext(
            "%(name)s har ansvaret. Fristen var %(day)s, for %(days)s dag siden.",
            "%(name)s har ansvaret. Fristen var %(day)s, for %(days)s dager siden.",
            over,
        )
        return text % facts
    return _("%(name)s har ansvaret. Fristen er %(day)s.") % facts


def effect(action: Action, today: dt.date) -> str:
    """Say in few words how far an action has come towards an effect."""
    if action.state == states.CLOSED:
        return _("Effekt: %(verdict)s") % {"verdict": str(action.get_verdict_display()).lower()}
    if action.state in states.WAITING and action.effect_due:
        return _("Gjort. Effekten sjekkes %(day)s") % {"day": short_day(action.effect_due, today=today)}
    if action.state == states.STOPPED:
        return _("Stoppet")
    return _("Frist %(day)s") % {"day": short_day(action.deadline, today=today)}


def list_lead(*, unfinished: int, overdue: int, waiting: int) -> str:
    """Answer how it stands with all that the list covers: how many are open, over the deadline, waiting for a check."""
    if not unfinished:
        parts = [_("Ingen åpne tiltak.")]
    else:
        parts = [ngettext("%(n)s åpent tiltak.", "%(n)s åpne tiltak.", unfinished) % {"n": count(unfinished)}]
    if overdue:
        parts.append(ngettext("%(n)s er over fristen.", "%(n)s er over fristen.", overdue) % {"n": count(overdue)})
    if waiting:
        parts.append(_("%(n)s venter på effektsjekk.") % {"n": count(waiting)})
    return " ".join(parts)


def status(action: Action, today: dt.date) -> str:
    """Say the state in a table; an open one says how late it is."""
    over = action.days_over(today)
    if over:
        text = ngettext("Åpent, %(days)s dag over fristen", "Åpent, %(days)s dager over fristen", over)
        return text % {"days": count(over)}
    return str(action.get_state_display())

"""What a case does when something happens to an action that grew out of it."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.policy import may_handle, may_open, may_read, owns
from merkbar.check.deviations.states import CLOSED, DRAFT, EFFECT_CHECK
from merkbar.check.deviations.writes import close, reopen, tell_effect
from merkbar.ground.access.standing import Standing
from merkbar.ground.files import panels as file_panels
from merkbar.ground.files import registry as files
from merkbar.ground.records import registries
from merkbar.ground.records.models import Record
from merkbar.ground.trail.write import HIDDEN
from merkbar.ground.ui.norwegian import day as in_words

VERDICTS = {
    "noticeable": gettext_noop("Vi har sjekket tiltakene etter meldingen din: det merkes at de virker."),
    "partly": gettext_noop("Vi har sjekket tiltakene etter meldingen din: de virker delvis."),
    "not": gettext_noop("Vi har sjekket tiltaket etter meldingen din: det merkes ikke. Vi tar saken opp igjen."),
}
"""What the reporter hears of the effect (R401)."""


def effect_missing(*, record: Record, by: Any, action: Any = None, **_facts: Any) -> None:
    """An action did not help: the case is taken up again by itself."""
    case = Deviation.objects.filter(pk=record.pk, state__in=[EFFECT_CHECK, CLOSED]).first()
    if case is not None:
        what = getattr(getattr(action, "record", None), "title", "")
        reopen(by=by, deviation=case, why=_("Tiltaket «%(what)s» ga ikke merkbar effekt") % {"what": what})
        tell_effect(by=by, deviation=case, text=_(VERDICTS["not"]))


def effect_too_early(*, record: Record, by: Any, day: dt.date, **_facts: Any) -> None:
    """Nobody can say yet: the reporter, who waits for it, hears when it is looked at again."""
    case = Deviation.objects.filter(pk=record.pk, state=EFFECT_CHECK).first()
    if case is not None:
        text = _("Det er for tidlig å si om tiltakene etter meldingen din virker. Vi sjekker igjen %(day)s.")
        tell_effect(by=by, deviation=case, text=text % {"day": in_words(day)})


def action_reopened(*, record: Record, by: Any, action: Any = None, **_facts: Any) -> None:
    """Something waits to be done again: a case that waited for the effect is taken up with it."""
    case = Deviation.objects.filter(pk=record.pk, state=EFFECT_CHECK).first()
    if case is not None:
        what = getattr(getattr(action, "record", None), "title", "")
        reopen(by=by, deviation=case, why=_("Tiltaket «%(what)s» er gjenåpnet") % {"what": what})


def effect_settled(*, record: Record, by: Any, verdict: str = "", **_facts: Any) -> None:
    """The last effect is known: the case closes, and the reporter hears how it went, if anything was tried."""
    case = Deviation.objects.filter(pk=record.pk, state=EFFECT_CHECK).first()
    if case is not None:
        close(by=by, deviation=case, outcome=_(VERDICTS[verdict]) if verdict else "")


def _case(record: Record) -> Deviation:
    """The case a file hangs on; not asked for again on its own page."""
    case: Deviation = record.deviation
    return case


def sees(standing: Standing, record: Record) -> bool:
    """Whether a person may see the case a file hangs on, or reported it."""
    case = _case(record)
    return case.state != DRAFT and may_open(standing, case)


def reported(standing: Standing, record: Record) -> bool:
    """Whether a person reported the case a file hangs on."""
    return owns(standing, _case(record))


def reads(standing: Standing, record: Record) -> bool:
    """Whether a person reads the whole case, and so what its leader and others hung on it."""
    case = _case(record)
    return case.state != DRAFT and may_read(standing, case)


def adds(standing: Standing, record: Record) -> bool:
    """Who may hang a file on a case: the reporter and those who handle it."""
    case = _case(record)
    return case.state != DRAFT and (owns(standing, case) or may_handle(standing, case))


def actor(standing: Standing, record: Record) -> Any:
    """Who a trail may name for a file on a case: nobody, when it is the reporter whose name is hidden."""
    case = _case(record)
    return HIDDEN if case.hidden and owns(standing, case) else standing.person


def register() -> None:
    """Hang these on their hooks."""
    registries.add_follower("deviation", "effect_missing", effect_missing)
    registries.add_follower("deviation", "effect_too_early", effect_too_early)
    registries.add_follower("deviation", "action_reopened", action_reopened)
    registries.add_follower("deviation", "effect_settled", effect_settled)
    files.add_finder("deviation", sees, adder=adds, actor=actor)
    files.add_reporter("deviation", reported=reported, reads=reads)
    registries.add_panel("deviation", "files", file_panels.attachments)

"""What the charts of indicators say in words: titles, descriptions, legends, and which periods are outside the limits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from merkbar.check.indicators.figures import Settings, Verdict
from merkbar.check.indicators.figures.numbers import D4, known
from merkbar.check.indicators.figures.saying import NOUNS, count, figure, period

TONES: Final = {"better": "success", "worse": "danger", "": "neutral"}
"""Where the level moved → the tone of its points."""
CENTRED_ON: Final = frozenset({"i", "t", "pp", "up"})
"""Charts whose limits come from moving ranges, so that screening matters."""
SIDES: Final = {("up", 1): "success", ("up", -1): "danger", ("down", 1): "danger", ("down", -1): "success"}
"""Direction and side → the tone of a point outside the limits."""
NAMED: Final = 3
"""Periods outside the limits that are named one by one."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the page knows beside the figures. `key` makes ids unique; `marks` are what we did or what happened.

    `target` is the line of the target with its words («Mål: høyst 21»), and `target_to` where a span ends.
    `from_zero` None: the chart decides by its values.
    """

    key: str
    name: str
    where: str
    settings: Settings
    unit: str = ""
    marks: Sequence[tuple[dt.date, str]] = ()
    target: float | None = None
    target_to: float | None = None
    target_text: str = ""
    from_zero: bool | None = None
    height: int = 280
    reach: Sequence[float] = field(default=())

    def shown(self, value: float | None) -> str:
        """Write a value, «–» where there is none."""
        return figure(value, self.settings.decimals) if value is not None else "–"

    def named(self, day: dt.date, *, short: bool = False) -> str:
        """Name a period in the reader's language."""
        return period(day, self.settings.cadence, short=short).told(_)


def title(verdict: Verdict, look: Look) -> str:
    """What is drawn, where, from when to when."""
    if not verdict.points:
        return _("%(name)s, %(where)s") % {"name": look.name, "where": look.where}
    facts = {
        "name": look.name,
        "where": look.where,
        "first": look.named(verdict.points[0].period),
        "last": look.named(verdict.points[-1].period),
    }
    return _("%(name)s, %(where)s, %(first)s til %(last)s") % facts


def described(verdict: Verdict, look: Look, more: str = "") -> str:
    """The verdict, the extremes and the last value."""
    seen = [(point.value, point.period) for point in verdict.points if point.value is not None]
    if not seen:
        return verdict.said.told(_)
    high, low, last = max(seen), min(seen), seen[-1]
    facts = {
        "high": look.named(high[1]),
        "most": look.shown(high[0]),
        "low": look.named(low[1]),
        "least": look.shown(low[0]),
        "last": look.named(last[1]),
        "now": look.shown(last[0]),
    }
    text = _("Høyest er %(high)s med %(most)s, lavest %(low)s med %(least)s. Sist, %(last)s: %(now)s.") % facts
    return " ".join(part for part in (verdict.said.told(_), text, more) if part)


def spanned(verdict: Verdict, look: Look) -> str:
    """What stands on the bar under the points of a change."""
    facts = {
        "count": count(verdict.length).told(_).capitalize(),
        "noun": _(NOUNS.get(look.settings.cadence, NOUNS[""])),
    }
    if verdict.rule == "nhs":
        return _("%(count)s %(noun)s utenom det tilfeldige") % facts
    if verdict.side > 0:
        return _("%(count)s %(noun)s over medianen") % facts
    return _("%(count)s %(noun)s under medianen") % facts


def frozen(verdict: Verdict, look: Look, *, limits: bool = False) -> str:
    """What the lines are made of."""
    drawn = verdict.drawing
    if len(drawn.starts) > 1:
        return _("Hver del har sine egne grenser") if limits else _("Hver del har sin egen median")
    if not drawn.frozen_to or drawn.frozen_to[0] is None:
        return _("Grensene gjelder alle målingene") if limits else _("Medianen gjelder alle målingene")
    first, last = verdict.points[0].period, verdict.points[drawn.frozen_to[0]].period
    whole_year = first.year == last.year and (first.month, last.month) in {(1, 12), (1, 9)}
    span = str(first.year) if whole_year else f"{look.named(first, short=True)} – {look.named(last, short=True)}"
    text = _("Grensene er låst på %(span)s") if limits else _("Medianen er låst på %(span)s")
    return text % {"span": span}


def left_out(verdict: Verdict, look: Look) -> str:
    """Points that are drawn but not counted."""
    days = [look.named(p.period) for p in verdict.points if p.period in look.settings.excluded]
    return _("Holdt utenfor: %(days)s") % {"days": ", ".join(days)} if days else ""


def screened(look: Look) -> str:
    """Whether outlying ranges were dropped before limits were made; it moves the limits, so it is said."""
    if look.settings.chart not in CENTRED_ON:
        return ""
    if look.settings.screened:
        return _("Sprang over %(times)s ganger snittet er holdt utenfor da grensene ble regnet") % {
            "times": figure(D4, 1)
        }
    return _("Alle sprang er med da grensene ble regnet")


def outside(verdict: Verdict, look: Look) -> str:
    """Which periods are outside the limits, in a sentence."""
    if not known(verdict.drawing.upper):
        return " ".join(note.told(_) for note in verdict.notes) or _("Det finnes ingen grenser ennå.")
    places = verdict.drawing.outside
    if not places:
        return _("Alle målingene ligger innenfor grensene.")
    if len(places) > NAMED:
        facts = {
            "count": count(len(places)).told(_).capitalize(),
            "noun": _(NOUNS.get(look.settings.cadence, NOUNS[""])),
            "last": look.named(verdict.points[places[-1]].period),
        }
        return _("%(count)s %(noun)s ligger utenfor grensene, sist %(last)s.") % facts
    said = [_one_outside(verdict, look, place) for place in places]
    return " ".join([*said, _("Det er mer enn tilfeldig variasjon kan forklare.")])


def _one_outside(verdict: Verdict, look: Look, place: int) -> str:
    point, upper = verdict.points[place], verdict.drawing.upper[place]
    facts = {"when": look.named(point.period).capitalize(), "value": look.shown(point.value)}
    if upper is not None and point.value is not None and point.value > upper:
        return _("%(when)s (%(value)s) ligger over øvre grense.") % facts
    return _("%(when)s (%(value)s) ligger under nedre grense.") % facts

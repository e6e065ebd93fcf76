"""True sentences for one who leads leaders: what needs them, where it piles up, what the figures say (J4)."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.check.deviations.models import Deviation, DeviationQuerySet
from merkbar.check.deviations.statistics_shares import answer_time, harm_share, period_before
from merkbar.check.deviations.writes.common import ANSWER_WITHIN
from merkbar.ground.access.fixed import Fixed, fixed
from merkbar.ground.access.standing import Seat, Standing, units_within
from merkbar.ground.clock import clock
from merkbar.ground.trail.written import Written
from merkbar.ground.ui.norwegian import percent
from merkbar.web.home.quality import Quality
from merkbar.web.home.sentence import Sentence
from merkbar.web.home.work import this_year

SERIOUS = 4
ABOVE = 3
"""Levels above departments, the root counted."""
SUPPORT = {"kvalitetsradgiver", "kvalitetskoordinator"}
OLD = dt.timedelta(days=60)


def wide_seat(standing: Standing) -> Seat | None:
    """The seat from which a person leads units below their own, or supports one who does."""
    wide = [seat for seat in standing.seats if (seat.leads or seat.role in SUPPORT) and seat.path.count(".") <= ABOVE]
    return min(wide, key=lambda seat: seat.path.count(".")) if wide else None


def near_seats(standing: Standing) -> list[Seat]:
    """The seats from which a person leads units of their own; one who also leads leaders has both."""
    return [seat for seat in standing.seats if seat.leads and seat.path.count(".") > ABOVE]


def sentences(standing: Standing, seat: Seat, quality: Quality) -> list[Sentence]:
    """What a leader of leaders should know this morning: what is serious, what has changed, what is late; then the rest."""
    waiting, old, late = _waiting(standing, seat), _old(standing, seat), quality.late()
    first = [_serious(standing, seat), quality.worst(), waiting or late or old]
    rest = [
        late if waiting else None,
        old if waiting or late else None,
        _answers(standing, seat),
        _harm(standing, seat),
    ]
    return [sentence for sentence in [*first, *rest] if sentence]


def _open(standing: Standing, seat: Seat) -> DeviationQuerySet:
    return Deviation.objects.visible_to(standing).open().filter(unit__in=units_within([seat.path]))


def _serious(standing: Standing, seat: Seat) -> Sentence | None:
    newest = _grave(standing, seat)
    if not newest:
        return None
    first, number = newest[0], newest[0].number
    text = ngettext(
        "%(n)d alvorlig hendelse er ikke ferdig behandlet: %(title)s, %(unit)s.",
        "%(n)d alvorlige hendelser er ikke ferdig behandlet, den siste i %(unit)s.",
        number,
    ) % {"n": number, "title": first.record.title, "unit": first.unit.short}
    only = reverse("deviations:case", args=[first.record.reference])
    return Sentence(text, only if number == 1 else _register(seat, skade=str(SERIOUS)), urgent=True)


@Written
def _grave(standing: Standing, seat: Seat) -> "QuerySet[Any]":
    """The newest serious case, and how many there are."""
    cases = _open(standing, seat).filter(harm_level__gte=Fixed(SERIOUS)).annotate(number=Window(Count("pk")))
    return cases.select_related("record", "unit").order_by("-reported_at", "-pk")[:1]


def _waiting(standing: Standing, seat: Seat) -> Sentence | None:
    number = _unanswered.number(standing, seat, clock.now() - ANSWER_WITHIN)
    if not number:
        return None
    text = ngettext(
        "%(n)d melder har ventet mer enn sju dager på svar.",
        "%(n)d meldere har ventet mer enn sju dager på svar.",
        number,
    )
    return Sentence(text % {"n": number}, _register(seat, svar="mangler"), urgent=True)


@Written
def _unanswered(standing: Standing, seat: Seat, before: dt.datetime) -> "QuerySet[Any, Any]":
    late = _open(standing, seat).filter(answered_at__isnull=True, reported_at__lt=before)
    return late.exclude(channel__in=fixed(("bulk", "import"))).order_by().values("pk")


def _old(standing: Standing, seat: Seat) -> Sentence | None:
    rows = [(short or name, n) for short, name, n in _old_by_unit(standing, seat, clock.now() - OLD)]
    total = sum(n for _unit, n in rows)
    if not total:
        return None
    text = ngettext(
        "Én åpen sak er eldre enn 60 dager. Den ligger i %(unit)s.",
        "%(n)d åpne saker er eldre enn 60 dager. %(most)d av dem ligger i %(unit)s.",
        total,
    )
    if len(rows) == 1 and total > 1:
        text = _("%(n)d åpne saker er eldre enn 60 dager. Alle ligger i %(unit)s.")
    return Sentence(text % {"n": total, "most": rows[0][1], "unit": rows[0][0]}, _register(seat, eldre="60"))


@Written
def _old_by_unit(standing: Standing, seat: Seat, before: dt.datetime) -> "QuerySet[Any, Any]":
    old = _open(standing, seat).filter(reported_at__lt=before)
    return old.values_list("unit__short_name", "unit__name").annotate(n=Count("pk")).order_by("-n", "unit__name")


def _answers(standing: Standing, seat: Seat) -> Sentence | None:
    found = answer_time(standing, this_year(standing, seat)).in_time
    if not found.whole:
        return None
    text = _("%(share)s av meldingene så langt i år fikk svar innen sju dager.")
    return Sentence(text % {"share": percent(found.part / found.whole)}, reverse("deviations:statistics"))


def _harm(standing: Standing, seat: Seat) -> Sentence | None:
    wanted = this_year(standing, seat)
    start, end = period_before(dt.date(standing.day.year, 1, 1), standing.day)
    now = harm_share(standing, wanted)
    before = harm_share(standing, replace(wanted, start=start, end=end))
    if not now.whole or not before.whole:
        return None
    text = _("%(now)s av hendelsene som gjaldt brukere, ga skade så langt i år. Samme dager i fjor var det %(before)s.")
    shares = {"now": percent(now.part / now.whole), "before": percent(before.part / before.whole)}
    return Sentence(text % shares, reverse("deviations:statistics"))


def _register(seat: Seat, **query: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in {"enhet": seat.unit_code, **query}.items())
    return f"{reverse('deviations:register')}?{asked}"

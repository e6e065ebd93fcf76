"""What waits for a person, by the seats they hold: answers, new reports, actions, effect checks."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.act.actions.models import Action
from merkbar.act.actions.states import DONE, EFFECT_CHECK, OPEN
from merkbar.check.deviations.models import Counterpart, Deviation, DeviationQuerySet
from merkbar.check.deviations.register import old_before
from merkbar.check.deviations.states import HANDLING, NEW
from merkbar.check.deviations.statistics_scope import Selection
from merkbar.check.deviations.statistics_shares import answer_time
from merkbar.check.deviations.writes.common import ANSWER_WITHIN
from merkbar.ground.access.fixed import Fixed, fixed
from merkbar.ground.access.one_of import OneOf
from merkbar.ground.access.standing import Seat, Standing, units_answered_by, units_within
from merkbar.ground.clock import clock
from merkbar.ground.trail.written import Written
from merkbar.ground.ui.norwegian import day, days, near_day, short_day
from merkbar.web.home.tasks import Days, Section, Task
from merkbar.web.home.work_learning import learning
from merkbar.web.home.work_plans import drafts, plans
from merkbar.web.home.work_procedures import procedures

MINUTES = {"answer": 4, "read": 4, "act": 5, "effect": 3, "old": 5}
"""What each kind of work takes, on average [minutes] (good-practice B22: every task shows minutes)."""
SHOWN = 8
WEEK = 7


def sections(standing: Standing) -> list[Section]:
    """Today, this week, next week, plans begun, effect checks and what waits for others; empty ones are left out."""
    by_day = Days(standing.day)
    effect = Section("effekt", _("Effektsjekk"))
    others = Section("andre", _("Venter på andre"))
    if any(seat.leads for seat in standing.seats):
        _answers(standing, by_day)
        _new(standing, by_day.today)
        _effects(standing, by_day, effect)
        _asked(standing, others)
    _actions(standing, by_day)
    procedures(standing, by_day)
    learning(standing, by_day)
    plans(standing, by_day)
    return [
        section
        for section in (by_day.today, by_day.week, by_day.next, drafts(standing), effect, others)
        if section.tasks
    ]


def _mine(standing: Standing) -> DeviationQuerySet:
    return Deviation.objects.visible_to(standing).filter(OneOf("unit", units_answered_by(standing).values("pk")))


def _answers(standing: Standing, by_day: Days) -> None:
    """Cases being handled whose reporter still waits."""
    for case in _unanswered(standing):
        due = (case.reported_at + ANSWER_WITHIN).astimezone(clock.OSLO).date()
        late = (standing.day - due).days
        text = _("%(ref)s. Melder har ventet siden %(day)s.") % {
            "ref": case.record.reference,
            "day": near_day(case.reported_at, today=standing.day),
        }
        when = (
            _("%(days)s over frist") % {"days": days(late)}
            if late > 0
            else near_day(due, today=standing.day).capitalize()
        )
        task = Task(
            _("Svar melder: %(title)s") % {"title": case.record.title},
            text,
            _case(case),
            when,
            MINUTES["answer"],
            late=late > 0,
        )
        by_day.of(due).tasks.append(task)


def _new(standing: Standing, today: Section) -> None:
    """New reports, read together."""
    fresh = _fresh(standing)
    if not fresh:
        return
    serious = sum((case.harm or 0) >= 4 for case in fresh)  # noqa: PLR2004 - alvorlig
    titles = ", ".join(case.record.title for case in fresh[:3])
    graded = (
        _("Ingen er meldt som alvorlige.")
        if not serious
        else ngettext("%(n)d er meldt som alvorlig.", "%(n)d er meldt som alvorlige.", serious) % {"n": serious}
    )
    title = ngettext("Les én ny melding", "Les %(n)d nye meldinger", len(fresh)) % {"n": len(fresh)}
    only = len(fresh) == 1
    address = _case(fresh[0]) if only else reverse("deviations:register") + "?status=new"
    today.tasks.append(
        Task(title, f"{titles}. {graded}", address, _("Nye"), MINUTES["read"] * len(fresh), late=bool(serious))
    )


def _effects(standing: Standing, by_day: Days, effect: Section) -> None:
    """Actions whose effect I may judge: those that are due belong to today, the others to the coming fortnight."""
    for action in _to_judge(standing):
        due_on = action.effect_due or standing.day
        late = (standing.day - due_on).days
        when = _("Innen %(day)s") % {"day": short_day(due_on, today=standing.day)} if late else _("I dag")
        text = _("%(ref)s. Svar ja, delvis eller nei, og vis til ett tall.") % {"ref": action.record.reference}
        title = _("Virket det? %(what)s") % {"what": action.record.title}
        shown = when if late <= 0 else _("%(days)s over frist") % {"days": days(late)}
        section = by_day.today if late >= 0 else effect
        section.tasks.append(Task(title, text, _action(action), shown, MINUTES["effect"], late=late > 0))


def _asked(standing: Standing, others: Section) -> None:
    """Cases where the other end has not answered."""
    for since in _silent_ends(standing):
        case = since.deviation
        whom = since.unit.short if since.unit else since.organisation
        text = _("%(ref)s. %(whom)s ble spurt %(day)s.") % {
            "ref": case.record.reference,
            "whom": whom,
            "day": near_day(since.asked_at, today=standing.day),
        }
        waited = (standing.day - since.asked_at.astimezone(clock.OSLO).date()).days
        others.tasks.append(Task(case.record.title, text, _case(case), days(waited)))


def _actions(standing: Standing, by_day: Days) -> None:
    """Actions I own and that are due within a week."""
    for action in _to_do(standing):
        late = (standing.day - action.deadline).days
        when = (
            _("%(days)s over frist") % {"days": days(late)}
            if late > 0
            else near_day(action.deadline, today=standing.day)
        )
        text = _("%(ref)s. Fristen er %(day)s.") % {"ref": action.record.reference, "day": day(action.deadline)}
        task = Task(action.record.title, text, _action(action), when.capitalize(), MINUTES["act"], late=late > 0)
        by_day.of(action.deadline).tasks.append(task)


@Written
def _unanswered(standing: Standing) -> "QuerySet[Deviation]":
    waiting = _mine(standing).filter(state=Fixed(HANDLING), answered_at__isnull=True)
    return waiting.exclude(channel__in=["bulk", "import"]).select_related("record").order_by("reported_at")[:SHOWN]


@Written
def _fresh(standing: Standing) -> "QuerySet[Deviation]":
    return _mine(standing).filter(state=Fixed(NEW)).select_related("record").order_by("-reported_at")[:50]


@Written
def _to_judge(standing: Standing) -> "QuerySet[Action]":
    due = Action.objects.visible_to(standing).filter(
        state__in=fixed((DONE, EFFECT_CHECK)),
        effect_due__lte=standing.day + dt.timedelta(days=14),
        record__unit__in=units_answered_by(standing),
    )
    return due.exclude(done_by=standing.person).select_related("record").order_by("effect_due")[:SHOWN]


@Written
def _silent_ends(standing: Standing) -> "QuerySet[Counterpart]":
    """The first end of each case that has not replied."""
    silent = Counterpart.objects.filter(replied_at__isnull=True, deviation__in=_mine(standing))
    first = silent.order_by("deviation", "asked_at").distinct("deviation").values("pk")
    ends = Counterpart.objects.filter(pk__in=first).select_related("deviation__record", "unit")
    return ends.order_by("deviation__reported_at")[:SHOWN]


@Written
def _to_do(standing: Standing) -> "QuerySet[Action]":
    limit = standing.day + dt.timedelta(days=WEEK)
    own = Action.objects.visible_to(standing).filter(record__owner=standing.person, state=Fixed(OPEN))
    return own.filter(deadline__lte=limit).select_related("record").order_by("deadline")[:SHOWN]


def _case(case: Deviation) -> str:
    return reverse("deviations:case", args=[case.record.reference])


def _action(action: Action) -> str:
    return reverse("actions:show", args=[action.record.reference])


def _near(standing: Standing, seats: Sequence[Seat]) -> DeviationQuerySet:
    return _mine(standing).filter(unit__in=units_within([seat.path for seat in seats]))


def old_cases(standing: Standing, seats: Sequence[Seat]) -> dict[str, Any]:
    """How many open cases of these seats are older than 60 days, and how old the oldest is."""
    seats, before = tuple(seats), old_before()
    oldest = next(iter(_oldest(standing, seats, before)), None)
    return {"number": _old.number(standing, seats, before) if oldest else 0, "oldest": oldest}


@Written
def _old(standing: Standing, seats: tuple[Seat, ...], before: dt.datetime) -> "QuerySet[Deviation, tuple[int]]":
    return _near(standing, seats).open().filter(reported_at__lt=before).order_by().values_list("pk")


@Written
def _oldest(standing: Standing, seats: tuple[Seat, ...], before: dt.datetime) -> "QuerySet[Deviation]":
    found = _near(standing, seats).open().filter(reported_at__lt=before)
    return found.order_by("reported_at").select_related("record")[:1]


def this_year(standing: Standing, seat: Seat) -> Selection:
    """What statistics count of a seat's units since New Year."""
    return Selection(unit=seat.unit_code, start=dt.date(standing.day.year, 1, 1), end=standing.day)


def answer_share(standing: Standing, seats: Sequence[Seat]) -> dict[str, Any]:
    """Share of reports answered by a human within seven days, of those whose week is over, this year."""
    found = [answer_time(standing, this_year(standing, seat)).in_time for seat in seats]
    within, number = sum(share.part for share in found), sum(share.whole for share in found)
    return {"number": number, "within": within, "share": within / number if number else None}

"""What the measures say to one who leads leaders: the newest change for the worse, what is late, the grid, the targets."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.check.indicators import periods
from merkbar.check.indicators.grid import Grid, grid_at
from merkbar.ground.access.standing import Seat, Standing
from merkbar.ground.access.table import Right
from merkbar.ground.trail.written import Written
from merkbar.plan.goals import status
from merkbar.plan.goals.models import Plan, ResultTarget
from merkbar.web.home.sentence import Sentence

NAMED: Final = 2
"""What is late and named; more are counted."""


@dataclass(frozen=True, slots=True)
class Targets:
    """A plan's targets this year, counted by how they stand."""

    plan: Plan
    counts: dict[str, int]

    @property
    def number(self) -> int:
        """How many there are."""
        return sum(self.counts.values())


class Quality:
    """The measures of a seat's units."""

    def __init__(self, standing: Standing, seat: Seat) -> None:
        self.standing, self.seat = standing, seat
        self.may = standing.may(Right.READ_INDICATORS)

    @cached_property
    def grid(self) -> Grid | None:
        """Units and sides of quality."""
        if not self.may:
            return None
        return grid_at(self.standing, self.seat.unit)

    def worst(self) -> Sentence | None:
        """Tell of the newest change for the worse."""
        worse = self.grid.worse if self.grid else []
        if not worse:
            return None
        one = worse[0]
        address = f"{reverse('indicators:show', args=[one.code])}?enhet={one.unit_code}"
        facts = {"title": one.title, "unit": self._name(one.unit)}
        text = _("%(title)s er verre enn før.") if one.unit == one.top else _("%(title)s er verre enn før i %(unit)s.")
        if one.since:
            facts["since"] = periods.name(one.cadence, one.since)
            text = f"{text} {_('Endringen har vart siden %(since)s.')}"
        return Sentence(text % facts, address, urgent=True, sign="worse")

    def _name(self, pk: int) -> str:
        rows = self.grid.rows if self.grid else []
        return next((row.unit.short for row in rows if row.unit.pk == pk), "")

    def late(self) -> Sentence | None:
        """Tell whose numbers have not come: the last whole period has none."""
        late = self.grid.late if self.grid else []
        if not late:
            return None
        named = ", ".join(f"{one.code} {one.title}" for one in late[:NAMED])
        text = ngettext(
            "%(n)d indikator mangler nye tall: %(named)s.", "%(n)d indikatorer mangler nye tall, blant dem %(named)s.",
            len(late),
        )  # fmt: skip
        only = f"{reverse('indicators:show', args=[late[0].code])}?enhet={late[0].unit_code}"
        index = f"{reverse('indicators:index')}?enhet={self.seat.unit_code}"
        return Sentence(text % {"n": len(late), "named": named}, only if len(late) == 1 else index)

    def targets(self) -> list[Targets]:
        """Count how the targets of each running plan of these units stand, in a fixed number of questions."""
        own = {plan.pk: plan for plan in _running(self.standing, self.seat)}
        found = _aims(self.standing, tuple(own)) if own else []
        stand = status.of(found, self.standing, self.standing.day) if found else {}
        by_plan = {pk: [stand[one.pk] for one in found if one.plan_id == pk] for pk in own}
        return [Targets(own[pk], status.counts(said)) for pk, said in by_plan.items() if said]


@Written
def _running(standing: Standing, seat: Seat) -> QuerySet[Plan]:
    plans = Plan.objects.visible_to(standing).running().select_related("record")
    return plans.filter(record__unit__path__startswith=seat.path)


@Written
def _aims(standing: Standing, plans: tuple[int, ...]) -> QuerySet[ResultTarget]:
    return ResultTarget.objects.visible_to(standing).alive().filter(plan__in=plans)

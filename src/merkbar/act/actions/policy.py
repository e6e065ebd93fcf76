"""Who may do what with an action: questions that are answered yes or no.

The doer marks it done; the line follows it up; somebody else than the doer says whether it worked.
"""

from django.utils.translation import gettext_lazy as _

from merkbar.act.actions import sources
from merkbar.act.actions.models import Action
from merkbar.ground.access.doors import says
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.records.models import Record, StateGroup
from merkbar.ground.units.models import Unit

NOT_YOURS = _("Bare den som bestilte tiltaket, eller en leder i linjen kan gjøre dette.")


def may_read(standing: Standing, action: Action) -> bool:
    """Whether the person sees it at all."""
    return Action.objects.visible_to(standing).filter(pk=action.pk).exists()


@says(_("Bare ledere og kvalitetsroller i linjen kan sette i gang tiltak her."))
def may_open(standing: Standing, record: Record | None = None) -> bool:
    """Whether a new action may be started, from a case that is not finished or from none."""
    if record is None:
        return standing.may(Right.FOLLOW_ACTIONS)
    if record.state_group in {StateGroup.DRAFT, StateGroup.DONE, StateGroup.VOID}:
        return False
    in_charge = record.owner_id == standing.person.pk or standing.covers(Right.FOLLOW_ACTIONS, record.unit.path)
    return in_charge and sources.may_see(standing, record)


def may_open_at(standing: Standing, unit: Unit) -> bool:
    """Whether a new action may be put at this unit."""
    return standing.covers(Right.FOLLOW_ACTIONS, unit.path)


def _ordered(standing: Standing, action: Action) -> bool:
    return action.ordered_by_id == standing.person.pk


def _follows(standing: Standing, action: Action) -> bool:
    return standing.covers(Right.FOLLOW_ACTIONS, action.record.unit.path)


@says(NOT_YOURS)
def may_edit(standing: Standing, action: Action) -> bool:
    """Who follows it up or ordered it; the doer does not move their own deadline."""
    return _follows(standing, action) or _ordered(standing, action)


@says(_("Bare den som er ansvarlig, eller en leder i linjen kan markere tiltaket som gjort."))
def may_finish(standing: Standing, action: Action) -> bool:
    """Let the one who is responsible or somebody who follows it up, do it."""
    return action.record.owner_id == standing.person.pk or _follows(standing, action)


@says(_("En annen enn den som gjorde tiltaket, må sjekke effekten: en leder i linjen eller den som bestilte det."))
def may_judge(standing: Standing, action: Action) -> bool:
    """Who follows it up or ordered it, but not the one who did it."""
    return standing.person.pk not in action.hands() and (_follows(standing, action) or _ordered(standing, action))


@says(NOT_YOURS)
def may_stop(standing: Standing, action: Action) -> bool:
    """Who follows it up or ordered it."""
    return may_edit(standing, action)


@says(NOT_YOURS)
def may_reopen(standing: Standing, action: Action) -> bool:
    """Who follows it up or ordered it."""
    return may_edit(standing, action)

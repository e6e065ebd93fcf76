"""Who may do what with plans: questions that are answered yes or no.

Everybody who works here reads an adopted plan. Planners and quality roles write it, the top of the line registers what
the council decided. A unit's action plan belongs to who answers for the unit; leaders above read it.
"""

from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.doors import says
from merkbar.ground.access.standing import Standing, units_answered_by
from merkbar.ground.access.table import Right
from merkbar.ground.units.models import Unit
from merkbar.plan.goals import states
from merkbar.plan.goals.models import Level, Node, Picture, Plan, ResultTarget, UnitPlan, UnitPlanLine

NOT_YOURS = _("Bare planleggere og kvalitetsroller kan endre planen.")
FIRM = _("Planen er vedtatt, og teksten står fast. Lag en ny versjon når den skal revideres.")
ADOPTERS = _("Bare planleggere og øverste ledelse kan føre inn vedtaket, og bare mens planen er et utkast.")
NOT_YOUR_UNIT = _("Bare den som leder enheten, og kvalitetsroller kan endre handlingsplanen.")


def may_read(standing: Standing, plan: Plan) -> bool:
    """Whether the person sees it at all; `find` has already asked."""
    return standing.may(Right.READ_PLANS) and plan.pk is not None


def may_open(standing: Standing) -> bool:
    """Whether the person may start a new plan somewhere."""
    return standing.may(Right.EDIT_PLANS)


def _writes(standing: Standing, plan: Plan) -> bool:
    return standing.covers(Right.EDIT_PLANS, plan.record.unit.path)


@says(FIRM)
def may_edit(standing: Standing, plan: Plan) -> bool:
    """Who writes plans here, while it is a draft: afterwards the words are the council's."""
    return _writes(standing, plan) and states.can("edit", plan.state)


@says(_("Bare et utkast kan forkastes, av planleggere og kvalitetsroller. En plan som gjelder, avsluttes."))
def may_drop(standing: Standing, plan: Plan) -> bool:
    """Who writes plans here may give up a draft."""
    return _writes(standing, plan) and states.can("drop", plan.state)


@says(_("Bare et forkastet utkast kan tas opp igjen, av planleggere og kvalitetsroller."))
def may_take_up(standing: Standing, plan: Plan) -> bool:
    """Who writes plans here may go on with a draft that was given up."""
    return _writes(standing, plan) and states.can("take_up", plan.state)


@says(_("Bare planleggere og kvalitetsroller kan gi en plan som er vedtatt, en ny ansvarlig."))
def may_hand_over(standing: Standing, plan: Plan) -> bool:
    """Who writes plans here may name another owner of a plan that holds, when the one before leaves."""
    return _writes(standing, plan) and states.can("hand_over", plan.state)


@says(NOT_YOURS)
def may_involve(standing: Standing, plan: Plan) -> bool:
    """Who writes plans here may log who took part, also afterwards."""
    return _writes(standing, plan)


@says(ADOPTERS)
def may_adopt(standing: Standing, plan: Plan) -> bool:
    """Who may write down that a draft was adopted."""
    return standing.covers(Right.ADOPT_PLANS, plan.record.unit.path) and states.can("adopt", plan.state)


@says(_("Bare en vedtatt plan kan settes i verk, av den som fører inn vedtak."))
def may_publish(standing: Standing, plan: Plan) -> bool:
    """Who may put an adopted plan in force."""
    return standing.covers(Right.ADOPT_PLANS, plan.record.unit.path) and states.can("publish", plan.state)


@says(_("Bare planleggere og kvalitetsroller kan revidere en plan som gjelder."))
def may_revise(standing: Standing, plan: Plan) -> bool:
    """Who may start the next version of a plan."""
    return _writes(standing, plan) and states.can("revise", plan.state)


@says(_("Bare en plan som gjelder, kan avsluttes, av den som fører inn vedtak."))
def may_expire(standing: Standing, plan: Plan) -> bool:
    """Who may end a plan that nothing replaces."""
    return standing.covers(Right.ADOPT_PLANS, plan.record.unit.path) and states.can("expire", plan.state)


@says(FIRM)
def may_edit_node(standing: Standing, node: Node) -> bool:
    """Who may change the tree of its plan."""
    return may_edit(standing, node.plan)


@says(FIRM)
def may_edit_picture(standing: Standing, picture: Picture) -> bool:
    """Who may change the pictures of its plan."""
    return may_edit(standing, picture.plan)


@says(_("Bare suksessfaktorer i en plan som gjelder, vurderes, av planleggere og kvalitetsroller."))
def may_rate(standing: Standing, node: Node) -> bool:
    """Who may say how far a success factor has come."""
    return node.level == Level.SUCCESS_FACTOR and node.plan.state in states.RUNNING and _writes(standing, node.plan)


def may_read_target(standing: Standing, target: ResultTarget) -> bool:
    """Whether the person sees it at all; `find` has already asked."""
    return may_read(standing, target.plan)


@says(FIRM)
def may_edit_target(standing: Standing, target: ResultTarget) -> bool:
    """Who may change its words: only in a draft."""
    return may_edit(standing, target.plan)


@says(NOT_YOURS)
def may_tend(standing: Standing, target: ResultTarget) -> bool:
    """Who may decide how it is measured, as long as the plan is followed."""
    return _writes(standing, target.plan) and states.can("tend", target.plan.state)


def answers_for(standing: Standing, unit: Unit) -> bool:
    """Whether the person leads this unit, or leads above it while its own seat is empty."""
    return units_answered_by(standing).filter(pk=unit.pk).exists()


@says(NOT_YOUR_UNIT)
def may_start_unit_plan(standing: Standing, plan: Plan, unit: Unit | None = None) -> bool:
    """Who may make a unit's action plan from a plan that holds."""
    if plan.state not in states.RUNNING:
        return False
    if unit is None:
        return standing.may(Right.EDIT_PLANS) or any(seat.leads for seat in standing.seats)
    inside = unit.path.startswith(plan.record.unit.path)
    return inside and (standing.covers(Right.EDIT_PLANS, unit.path) or answers_for(standing, unit))


def may_read_unit_plan(standing: Standing, unit_plan: UnitPlan) -> bool:
    """Whether the person sees it at all; `find` has already asked."""
    return standing.may(Right.READ_PLANS) and unit_plan.pk is not None


def _answers(standing: Standing, unit_plan: UnitPlan) -> bool:
    return standing.covers(Right.EDIT_PLANS, unit_plan.unit.path) or answers_for(standing, unit_plan.unit)


@says(NOT_YOUR_UNIT)
def may_edit_unit_plan(standing: Standing, unit_plan: UnitPlan) -> bool:
    """Who may add and change its lines."""
    return states.UNIT.can("plan_line", unit_plan.state) and _answers(standing, unit_plan)


@says(NOT_YOUR_UNIT)
def may_approve_unit_plan(standing: Standing, unit_plan: UnitPlan) -> bool:
    """Who may put it in force."""
    return states.UNIT.can("approve", unit_plan.state) and _answers(standing, unit_plan)


@says(NOT_YOUR_UNIT)
def may_evaluate_unit_plan(standing: Standing, unit_plan: UnitPlan) -> bool:
    """Who may say what a tertial taught."""
    return states.UNIT.can("evaluate", unit_plan.state) and _answers(standing, unit_plan)


@says(NOT_YOUR_UNIT)
def may_close_unit_plan(standing: Standing, unit_plan: UnitPlan) -> bool:
    """Who may end it."""
    return may_evaluate_unit_plan(standing, unit_plan)


@says(NOT_YOUR_UNIT)
def may_edit_line(standing: Standing, line: UnitPlanLine) -> bool:
    """Who may change a line of it."""
    return may_edit_unit_plan(standing, line.unit_plan)

"""Who may do what with learning: questions that are answered yes or no.

Everybody employed takes modules and may join the network. Quality roles and HR write modules, profiles and events;
leaders plan and confirm what their own people can.
"""

from django.utils.translation import gettext_lazy as _

from merkbar.do.learning.models import Event, Module, ModuleRule, PlanLine, Question
from merkbar.ground.access.doors import says
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.units.models import Unit

NOT_YOURS = _("Bare kvalitetsroller og HR kan endre dette.")


def may_learn(standing: Standing) -> bool:
    """Whether the person is employed here, and so has a page of their own learning."""
    return standing.may(Right.READ_PROCEDURES)


def may_take(standing: Standing, module: Module) -> bool:
    """Whether the person may read a module that `find` has given."""
    return may_learn(standing) and bool(module.pk)


def may_write(standing: Standing) -> bool:
    """Whether the person writes modules, profiles and events."""
    return standing.may(Right.EDIT_LEARNING)


@says(NOT_YOURS)
def may_edit(standing: Standing, module: Module) -> bool:
    """Whether the person may change this module."""
    return may_write(standing) and bool(module.pk)


@says(NOT_YOURS)
def may_edit_question(standing: Standing, question: Question) -> bool:
    """Whether the person may take away a question."""
    return may_write(standing) and bool(question.pk)


@says(NOT_YOURS)
def may_end_rule(standing: Standing, rule: ModuleRule) -> bool:
    """Whether the person decides who takes modules there."""
    return standing.covers(Right.EDIT_LEARNING, rule.unit.path)


@says(NOT_YOURS)
def may_change_profile(standing: Standing, role: Role) -> bool:
    """Whether the person decides what a role must know."""
    return may_write(standing) and bool(role.pk)


@says(NOT_YOURS)
def may_arrange(standing: Standing, event: Event) -> bool:
    """Whether the person looks after this event."""
    return may_write(standing) and bool(event.pk)


def may_come(standing: Standing, event: Event) -> bool:
    """Whether the person may come to an event that `find` has given."""
    return may_learn(standing) and bool(event.pk)


def may_follow(standing: Standing) -> bool:
    """Whether the person sees how it goes with others' learning."""
    return standing.may(Right.FOLLOW_LEARNING)


def may_plan(standing: Standing) -> bool:
    """Whether the person makes competence plans somewhere."""
    return standing.may(Right.PLAN_LEARNING)


def may_plan_at(standing: Standing, unit: Unit) -> bool:
    """Whether the person makes the plan of this unit."""
    return standing.covers(Right.PLAN_LEARNING, unit.path)


@says(_("Bare den som er ansvarlig, eller en leder i linjen kan gjøre dette."))
def may_finish_line(standing: Standing, line: PlanLine) -> bool:
    """Whether the person says that a line of the plan is done."""
    return line.responsible_id == standing.person.pk or may_plan_at(standing, line.unit)


@says(_("Bare en leder i linjen kan endre planen."))
def may_change_line(standing: Standing, line: PlanLine) -> bool:
    """Whether the person changes a line of the plan, or takes it out."""
    return may_plan_at(standing, line.unit)


def may_confirm(standing: Standing, person: Person) -> bool:
    """Whether one may say what this person can: who leads or supports where they work, and never oneself."""
    paths = standing.reach(Right.PLAN_LEARNING).paths
    seats = Post.objects.on(standing.day).filter(person=person, unit__in=standing.units(paths))
    return person.pk != standing.person.pk and bool(paths) and seats.exists()

"""Modules: written, taken into use, given questions and readers, retired."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.do.learning import figures
from merkbar.do.learning.models import Module, ModuleRule, Question
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Role
from merkbar.ground.records.writes import Stale
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit

MOST_OPTIONS: Final = 6
"""Answers to choose between in one question [answers]."""
LONGEST_OPTION: Final = 200
"""Characters of an answer."""
LONGEST_SLUG: Final = 60


@write
def make_module(*, by: Person | None, slug: str = "", title: str, summary: str, text: str, **facts: Any) -> Module:
    """Start a module as a draft that only its writers see; its address is made of its title unless one is given."""
    slug = slug or figures.address_of(title, Module.objects.values_list("slug", flat=True), LONGEST_SLUG)
    module = Module(slug=slug, title=title, summary=summary, text=text, **facts)
    module.full_clean()
    module.save()
    return module


@write
def change_module(*, by: Person, module: Module, seen: int, **facts: Any) -> Module:
    """Change a module unless somebody else has since `seen`."""
    fresh = Module.objects.select_for_update().get(pk=module.pk)
    if fresh.version != seen:
        raise Stale
    for name, value in facts.items():
        setattr(fresh, name, value)
    fresh.version += 1
    fresh.full_clean()
    fresh.save()
    return fresh


@write
def publish(*, by: Person | None, module: Module) -> Module:
    """Take a module into use, the first time or again. Who is asked, is asked from that day; one in use stays as it is."""
    module = Module.objects.select_for_update().get(pk=module.pk)
    if module.in_use:
        return module
    module.published_on, module.retired_on = clock.today(), None
    module.full_clean()
    module.save(update_fields=["published_on", "retired_on"])
    return module


@write
def retire(*, by: Person, module: Module) -> Module:
    """Ask nobody any more; what people have taken stays theirs."""
    module = Module.objects.select_for_update().get(pk=module.pk)
    if module.retired_on:
        return module
    module.retired_on = clock.today()
    module.full_clean()
    module.save(update_fields=["retired_on"])
    return module


@write
def add_question(*, by: Person | None, module: Module, text: str, options: list[str], right: int) -> Question:
    """Put a question at the end of the quiz."""
    if not 2 <= len(options) <= MOST_OPTIONS or len(set(options)) != len(options):  # noqa: PLR2004 - one is no choice
        raise ValidationError({"options": _("Skriv to til seks ulike svar, ett på hver linje")})
    if not 0 <= right < len(options):
        raise ValidationError({"options": _("Sett * foran det ene svaret som er riktig")})
    if any(len(option) > LONGEST_OPTION for option in options):
        raise ValidationError({"options": _("Kort ned svarene til 200 tegn hver")})
    question = Question(module=module, text=text, options=options, right=right)
    question.full_clean()
    question.save()
    return question


@write
def remove_question(*, by: Person, question: Question) -> None:
    """Take a question out of the quiz; the history keeps it."""
    question.delete()


@write
def add_rule(*, by: Person | None, module: Module, unit: Unit, role: Role | None = None, days: int = 30) -> ModuleRule:
    """Ask a role in a subtree to take the module."""
    rule = ModuleRule(module=module, unit=unit, role=role, days=days, since=clock.today())
    rule.full_clean()
    rule.save()
    return rule


@write
def end_rule(*, by: Person, rule: ModuleRule) -> None:
    """Ask them no more; what they have taken stays theirs."""
    rule.delete()

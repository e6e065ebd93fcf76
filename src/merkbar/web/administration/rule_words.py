"""An escalation rule as one sentence a person can check: «Når området er HMS og …: varsle verneombud …»."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.check.deviations.taxonomy import EscalationRule, HarmLevel
from merkbar.ground.people.models import Role

LEADER, ABOVE = "leader", "parent_leader"
"""Seats that a rule can name beside roles: who leads the unit, and who leads the one above."""
"""Stands in a rule for whoever answers for the unit, by whatever title."""


def leader_word() -> str:
    """Say what the seat that leads the unit is called in a rule."""
    return _("lederen på enheten")


def listed(parts: Iterable[str]) -> str:
    """Join with commas and «og».

    >>> listed(["leder", "verneombud", "kommuneoverlege"])
    'leder, verneombud og kommuneoverlege'
    """
    words = list(parts)
    if len(words) < 2:  # noqa: PLR2004 - one needs no «og»
        return "".join(words)
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def sentence(rule: EscalationRule, *, titles: dict[str, str], harm: dict[int, str]) -> str:
    """Say when a rule applies and what it does. `titles`: role code → title; `harm`: level → word."""
    told = _("Når %(when)s: %(then)s.") % {"when": listed(_when(rule, harm)), "then": listed(_then(rule, titles))}
    return told if rule.active else _("Ute av bruk. %(sentence)s") % {"sentence": told}


def words_of_rules() -> tuple[dict[str, str], dict[int, str]]:
    """Fetch the words that sentences need, once for all rules of a page."""
    titles = {code: title[:1].lower() + title[1:] for code, title in Role.objects.values_list("code", "title")}
    harm = dict(HarmLevel.objects.values_list("level", "name"))
    return {**titles, **dict(seats())}, harm


def seats() -> list[tuple[str, str]]:
    """Give the seats a rule can name, with their words."""
    return [(LEADER, leader_word()), (ABOVE, _("lederen over enheten"))]


def untold(rule: EscalationRule, titles: dict[str, str]) -> list[str]:
    """Give the roles a rule names that do not exist here: nobody is told for them."""
    return [spelt(code) for code in rule.tell if code not in titles]


def spelt(code: str) -> str:
    """Write a code as words, for a role that has no title here.

    >>> spelt("faglig_ansvarlig")
    'faglig ansvarlig'
    """
    return code.replace("_", " ")


def _when(rule: EscalationRule, harm: dict[int, str]) -> list[str]:
    parts = []
    if rule.area:
        parts.append(_("området er %(area)s") % {"area": rule.area.name})
    if rule.type:
        parts.append(_("hendelsestypen er %(type)s") % {"type": rule.type.name})
    scales = (
        (rule.either_min, _("skaden er %(level)s")),
        (rule.physical_min, _("den fysiske skaden er %(level)s")),
        (rule.potential_min, _("det kunne ført til %(level)s")),
    )
    return parts + [text % {"level": _from(level, harm)} for level, text in scales if level is not None]


def _from(level: int, harm: dict[int, str]) -> str:
    word = harm.get(level, str(level)).lower()
    if level >= max(harm, default=level):
        return _("«%(word)s»") % {"word": word}
    return _("«%(word)s» eller mer") % {"word": word}


def _then(rule: EscalationRule, titles: dict[str, str]) -> list[str]:
    parts = []
    if rule.tell:
        parts.append(
            _("varsle %(roles)s straks") % {"roles": listed(titles.get(code, spelt(code)) for code in rule.tell)}
        )
    if rule.restrict:
        parts.append(_("skjerm saken"))
    if rule.clock_hours:
        hours = ngettext("start en frist på %(n)s time", "start en frist på %(n)s timer", rule.clock_hours)
        parts.append(hours % {"n": rule.clock_hours})
    if rule.clock_workdays:
        days = ngettext("start en frist på %(n)s virkedag", "start en frist på %(n)s virkedager", rule.clock_workdays)
        parts.append(days % {"n": rule.clock_workdays})
    if rule.reminder:
        parts.append(_("vis påminnelsen «%(text)s»") % {"text": rule.reminder.rstrip(".")})
    return parts

"""The gap: what the profiles of people's roles ask for, minus what they have shown."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext_lazy as _

from merkbar.do.learning import figures
from merkbar.do.learning.models import Competence, Holding, Level, ProfileLine
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Person, Post, PostQuerySet
from merkbar.ground.units.models import Unit

WORDS: Final = {
    figures.HELD: _("har den"),
    figures.EXPIRED: _("må fornyes"),
    figures.LOW: _("på for lavt nivå"),
    figures.MISSING: _("mangler"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A competence somebody's role asks for, and how they stand. `until`: the day it runs out or ran out."""

    line: ProfileLine
    person: int
    name: str
    word: str
    until: dt.date | None

    @property
    def held(self) -> bool:
        """Whether it is there."""
        return self.word == figures.HELD

    @property
    def said(self) -> str:
        """How it stands, as it is read."""
        return str(WORDS[self.word])

    @property
    def level(self) -> str:
        """The level that is asked for, as it is read."""
        return str(Level(self.line.level).label)


@dataclass
class Gap:
    """One competence in a unit: how many must have it, and who does not."""

    competence: Competence
    mandatory: bool = False
    asked: int = 0
    lacking: list[Asked] = field(default_factory=list)


def of_person(standing: Standing, person: Person) -> list[Asked]:
    """How a person stands against the profiles of their own roles."""
    return _asked(standing, Post.objects.on(standing.day).filter(person=person))


def of_unit(standing: Standing, unit: Unit) -> list[Gap]:
    """How a unit and those below it stand, the widest gap first; a person with two seats counts once."""
    found: dict[str, Gap] = {}
    for one in _asked(standing, Post.objects.on(standing.day).filter(unit__in=Unit.objects.under(unit.path))):
        gap = found.setdefault(one.line.competence_id, Gap(one.line.competence))
        gap.asked += 1
        gap.mandatory = gap.mandatory or one.line.mandatory
        if not one.held:
            gap.lacking.append(one)
    return sorted(found.values(), key=lambda gap: (-len(gap.lacking), not gap.mandatory, gap.competence.name))


def _asked(standing: Standing, posts: PostQuerySet) -> list[Asked]:
    seats = list(posts.order_by("person__name").values_list("person", "person__name", "role"))
    profiles: dict[str, list[ProfileLine]] = defaultdict(list)
    for line in ProfileLine.objects.filter(role__in=posts.values("role")).select_related("competence"):
        profiles[line.role_id].append(line)
    held: dict[tuple[int, str], list[tuple[int, dt.date]]] = defaultdict(list)
    shown = Holding.objects.visible_to(standing).filter(person__in=posts.values("person"))
    for person, competence, level, on in shown.values_list("person", "competence", "level", "on"):
        held[person, competence].append((level, on))
    strictest: dict[tuple[int, str], Asked] = {}
    for person, name, role in seats:
        for line in profiles[role]:
            key = (person, line.competence_id)
            word, until = figures.stands(held[key], line.level, line.renewal_months, standing.day)
            if key not in strictest or _weight(line) > _weight(strictest[key].line):
                strictest[key] = Asked(line, person, name, word, until)
    return list(strictest.values())


def _weight(line: ProfileLine) -> tuple[bool, int, int]:
    """Rank what two roles of one person ask: must before should, high before low, short before long."""
    return line.mandatory, line.level, -(line.renewal_months or 1000)

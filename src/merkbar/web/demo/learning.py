"""The demo's learning: six modules and who has taken them, the profiles of four roles, a plan, and the network."""

import datetime as dt
from typing import Any, Final

from merkbar.do.learning import assigned, figures
from merkbar.do.learning.models import (
    Competence,
    Completion,
    Event,
    Holding,
    Membership,
    Module,
    ModuleRule,
    PlanLine,
    ProfileLine,
    Question,
    SignUp,
)
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Post
from merkbar.web.demo.draw import share, whole
from merkbar.web.demo.organisation import Solvik
from merkbar.web.demo.source import read_json

MEMBERS: Final = 64
"""Persons in the quality network, of 1,200."""
LEFT_TO_DO: Final = {"ansatt.ost": "slik-arbeider-vi-med-kvalitet"}
"""Log-ins that have one module left; all others with a name of their own have taken theirs."""
HOURS: Final = (dt.time(8, 30), dt.time(12))


def load_learning(solvik: Solvik, today: dt.date) -> None:
    """Load what people must know, what they have taken, and the network."""
    told = read_json("learning.json")
    Competence.objects.bulk_create(Competence(code=c, name=n, kind=k) for c, n, k in told["competences"])
    ProfileLine.objects.bulk_create(
        ProfileLine(role_id=role, competence_id=code, level=level, mandatory=must, renewal_months=months)
        for role, lines in told["profiles"].items()
        for code, level, must, months in lines
    )
    _modules(told["modules"], solvik, today)
    _confirmed(told["confirmed"], today)
    _plan(told["plan"], solvik, today)
    _network(told, solvik, today)


def _modules(rows: list[dict[str, Any]], solvik: Solvik, today: dt.date) -> None:
    seats = list(Post.objects.on(today).values_list("person", "role", "unit__path", "valid_from"))
    keys = {person.pk: key for key, person in solvik.people.items()}
    taken: list[Completion] = []
    for number, row in enumerate(rows):
        published = min(dt.date.fromisoformat(row["published"]), today)
        module = Module.objects.create(
            **{name: row[name] for name in ("slug", "title", "summary", "text", "minutes")},
            competence_id=row["competence"],
            level=row.get("level", 1),
            renewal_months=row.get("renewal"),
            published_on=published,
        )
        Question.objects.bulk_create(
            Question(module=module, text=text, options=options, right=right)
            for text, options, right in row["questions"]
        )
        rules = ModuleRule.objects.bulk_create(
            ModuleRule(module=module, role_id=role, unit=solvik.units[unit], days=days, since=published)
            for role, unit, days in row["rules"]
        )
        asked = {
            person: max(since, published)
            for person, role, path, since in seats
            if any(assigned.asks(rule, role, path) for rule in rules)
        }
        taken += _taken(module, row, asked, number=number, keys=keys, today=today)
    Completion.objects.bulk_create(taken, batch_size=2000)
    Holding.objects.bulk_create(
        [
            Holding(person_id=one.person_id, competence_id=one.module.competence_id, level=one.module.level, on=one.on)
            for one in taken
            if one.module.competence_id
        ],
        batch_size=2000,
    )


def _taken(
    module: Module, row: dict[str, Any], asked: dict[int, dt.date], *, number: int, keys: dict[int, str], today: dt.date
) -> list[Completion]:
    """Who has taken one module: the share the table says, and those with a log-in; renewed when it ran out."""
    made, right = [], len(row["questions"])
    for person, since in sorted(asked.items()):
        name, key = keys[person], person * 101 + number
        known = "." in name or name.isalpha()
        if LEFT_TO_DO.get(name) == module.slug or (not known and share(key, "module") > row["taken"]):
            continue
        on = min(since + dt.timedelta(days=whole(key, "module-day", 0, 27)), today)
        while on <= today:
            until = figures.months_after(on, module.renewal_months) if module.renewal_months else None
            made.append(Completion(module=module, person_id=person, on=on, until=until, right=right, asked=right))
            if until is None:
                break
            on = until - dt.timedelta(days=whole(key, "module-again", 1, 20))
    return made


def _confirmed(shares: dict[str, float], today: dt.date) -> None:
    """Competences that no module gives: so many of the employees have shown them to their leader."""
    people = sorted(set(Post.objects.on(today).filter(role="ansatt").values_list("person", flat=True)))
    Holding.objects.bulk_create(
        [
            Holding(person_id=pk, competence_id=code, level=1, on=today - dt.timedelta(days=whole(pk, code, 30, 900)))
            for code, part in shares.items()
            for pk in people
            if share(pk, code) < part
        ],
        batch_size=2000,
    )


def _plan(rows: list[list[Any]], solvik: Solvik, today: dt.date) -> None:
    PlanLine.objects.bulk_create(
        PlanLine(
            unit=solvik.units[unit],
            year=year,
            competence_id=code,
            what=what,
            due=dt.date.fromisoformat(due),
            responsible=solvik.people[who],
            done_on=dt.date.fromisoformat(done) if done and dt.date.fromisoformat(done) <= today else None,
        )
        for unit, year, code, what, due, who, done in rows
    )


def _network(told: dict[str, Any], solvik: Solvik, today: dt.date) -> None:
    """The members joined over the first year; who has a seat in quality was first."""
    ranked = sorted(
        solvik.people.items(), key=lambda pair: ("koordinator" not in pair[0], share(pair[1].pk, "network"))
    )
    employed = [person for _key, person in ranked if person.employee_no][:MEMBERS]
    first = dt.date.fromisoformat(told["events"][0][0])
    Membership.objects.bulk_create(
        Membership(person=person, joined=min(first + dt.timedelta(days=(place // 16) * 60), today))
        for place, person in enumerate(employed)
    )
    by = solvik.people["koordinator.mh"]
    for day, title, place, coming in told["events"]:
        starts, ends = (dt.datetime.combine(dt.date.fromisoformat(day), at, clock.OSLO) for at in HOURS)
        facts = {"starts": starts, "ends": ends, "programme": told["programme"], "arranged_by": by}
        event = Event.objects.create(title=title, place=place, **facts)
        at = min(starts, clock.now()) - dt.timedelta(days=6)
        come = sorted(employed, key=lambda person: share(person.pk * 31 + event.starts.toordinal(), "come"))[:coming]
        SignUp.objects.bulk_create(SignUp(event=event, person=person, at=at) for person in come)

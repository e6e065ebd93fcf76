"""What the tests of learning begin with."""

import datetime as dt

from merkbar.do.learning import writes
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Post, Role

TEXT = "Avvik er gaver.\n\nLes mer på https://solvik.example/kvalitet"
QUIZ = (
    ("Hvem kan melde?", ["Bare ledere", "Alle"], 1),
    ("Når melder du?", ["Samme dag", "Til jul"], 0),
)


def module(cast, *, slug="avvik-og-laering", questions=QUIZ, published=True, **facts):
    """A module in use, with two questions where both must be right."""
    given = {"title": "Avvik og læring", "summary": "Slik melder du.", "text": TEXT, "pass_percent": 100, **facts}
    made = writes.make_module(by=cast.adviser, slug=slug, **given)
    for text, options, right in questions:
        writes.add_question(by=cast.adviser, module=made, text=text, options=options, right=right)
    return writes.publish(by=cast.adviser, module=made) if published else made


def right_answers(module):
    """What passes."""
    return list(module.questions.values_list("right", flat=True))


def competence(cast, code="hlr", name="Hjerte- og lungeredning", **facts):
    """Something one can know."""
    return writes.name_competence(by=cast.adviser, code=code, name=name, kind=facts.pop("kind", "personal"))


def event(cast, *, days=30, **facts):
    """A half day that comes."""
    starts = clock.now() + dt.timedelta(days=days)
    given = {"title": "Samling", "place": "Rådhuset", "programme": "08.30 Kaffe", **facts}
    return writes.arrange(by=cast.coordinator, starts=starts, ends=starts + dt.timedelta(hours=4), **given)


def employee(unit, login, *, role="ansatt", since=None):
    """Somebody whose post begins today unless another day is said."""
    person = Person.objects.create(login=login, name=f"Test {login.title()}", home_unit=unit)
    day = since or clock.today()
    Post.objects.create(person=person, role=Role.objects.get(code=role), unit=unit, valid_from=day)
    return person

"""A module is taken by enough right answers; nothing is kept of a try that failed."""

import pytest
from django.core.exceptions import ValidationError

from merkbar.do.learning import gaps, writes
from merkbar.do.learning.models import Completion, Holding
from merkbar.do.learning.tests import kit
from merkbar.do.learning.writes.taking import NotPassed
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Role

pytestmark = pytest.mark.django_db


def test_too_few_right_answers_are_refused_by_name_of_the_place(cast, solvik):
    module = kit.module(cast)
    with pytest.raises(NotPassed, match=r"1 av 2 riktige og trenger 2. Se en gang til på spørsmål 2"):
        writes.complete(by=cast.nurse, module=module, answers=[1, 1])
    assert not Completion.objects.exists()


def test_the_limit_is_a_share_and_never_rounded_down(cast, solvik):
    module = kit.module(cast, pass_percent=51)
    with pytest.raises(NotPassed):
        writes.complete(by=cast.nurse, module=module, answers=[1, 1])


@pytest.mark.parametrize("answers", [[], [1], [1, 0, 0], [-1, -1]])
def test_answers_that_do_not_fit_the_questions_pass_nobody(cast, solvik, answers):
    with pytest.raises(ValidationError):
        writes.complete(by=cast.nurse, module=kit.module(cast), answers=answers)


def test_a_draft_cannot_be_taken(cast, solvik):
    with pytest.raises(ValidationError):
        writes.complete(by=cast.nurse, module=kit.module(cast, published=False), answers=[1, 0])


def test_taking_it_twice_in_a_day_is_one_completion(cast, solvik):
    module = kit.module(cast, questions=())
    assert writes.complete(by=cast.nurse, module=module) == writes.complete(by=cast.nurse, module=module)


def test_it_gives_the_competence_that_the_profile_asks_for(cast, solvik):
    hlr = kit.competence(cast)
    writes.ask_for(by=cast.adviser, role=Role.objects.get(code="ansatt"), competence=hlr, level=2)
    module = kit.module(cast, questions=(), competence=hlr, level=2)
    [before] = gaps.of_person(standing_of(cast.nurse), cast.nurse)
    writes.complete(by=cast.nurse, module=module)
    [after] = gaps.of_person(standing_of(cast.nurse), cast.nurse)
    assert (before.word, after.word) == ("missing", "held")
    assert Holding.objects.get().on == clock.today()


@pytest.mark.parametrize(
    ("options", "right"),
    [
        (["ett"], 0),
        (["a", "b"], 2),
        (["a", "b"], -1),
        (["a", "a"], 0),
        ([str(n) for n in range(7)], 0),
        (["a" * 201, "b"], 0),
    ],
)
def test_a_question_without_a_real_choice_is_refused(cast, solvik, options, right):
    module = kit.module(cast, questions=())
    with pytest.raises(ValidationError):
        writes.add_question(by=cast.adviser, module=module, text="Hva?", options=options, right=right)


@pytest.mark.parametrize(
    "video", ["javascript:alert(1)", "http://film.example", "https://", "data:text/html,x", "//film.example"]
)
def test_only_a_safe_web_address_is_a_film(cast, solvik, video):
    with pytest.raises(ValidationError):
        kit.module(cast, video=video)

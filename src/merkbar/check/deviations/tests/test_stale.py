"""R4: two leaders on the same page. The second is told, keeps what was typed, and nothing is overwritten."""

import pytest

from merkbar.check.deviations.tests.factories import CaseFactory, again, take, text_of

pytestmark = pytest.mark.django_db
STEPS = {
    "vurder": {"kind": "concern", "harm_physical": "2"},
    "svar": {"text": "Takk. Jeg ser på det i morgen."},
    "arsaker": {"cause1": "A04", "line1": "Muntlig beskjed"},
    "send": {"unit": "MH31", "why": "Oppdraget er deres"},
    "gjenapne": {"why": "Det skjedde igjen"},
    "ferdig": {"outcome": "Listen er samlet", "reason": "covered"},
    "ta-ut": {"what": "Uten navn", "why": "Navn i teksten"},
    "spor": {"organisation": "Sykehuset", "question": "Fikk dere den?"},
    "monster": {"title": "Feil liste"},
}


def row(case):
    now = again(case)
    return now.record.version, {k: v for k, v in vars(now).items() if not k.startswith("_")}, case.feedback.count()


@pytest.mark.parametrize("step", STEPS)
def test_the_second_save_from_an_old_page_is_refused_and_can_be_sent_again(step, web, cast, solvik):
    case = CaseFactory(
        by=cast.nurse, unit=solvik.east, state="closed" if step == "gjenapne" else "handling", leader=cast.leader
    )
    seen = case.record.version
    take(web, cast.manager, case, "svar", seen=seen, text="Jeg var først ute.")
    before = row(case)
    page = take(web, cast.leader, case, step, seen=seen, **STEPS[step])
    assert page.status_code == 409
    assert "Noen andre har endret saken siden du åpnet den." in text_of(page)
    assert row(case) == before
    for typed in STEPS[step].values():
        assert typed in text_of(page)
    assert f'name="seen" value="{before[0]}"' in text_of(page)
    assert take(web, cast.leader, case, step, seen=before[0], **STEPS[step]).status_code == 302

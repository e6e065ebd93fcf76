"""J2 step 2: the leader judges what the reporter wrote; the words themselves stay."""

import pytest

from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.factories import CaseFactory, again, take, text_of
from merkbar.ground.records.models import Entry

pytestmark = pytest.mark.django_db
JUDGED = {
    "kind": "near_miss",
    "type": "BR01",
    "harm_physical": "1",
    "harm_psychological": "3",
    "potential": "4",
    "recurrence": "monthly",
    "consequences": ["trust", "law"],
}


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east, harm=2)


def test_what_the_leader_judges_is_kept_and_the_words_are_not_touched(web, cast, case):
    assert take(web, cast.leader, case, "vurder", **JUDGED).status_code == 302
    now = again(case)
    assert (now.state, now.kind, now.type_id, now.area_id) == ("handling", "near_miss", "BR01", "BR")
    assert (now.harm_physical, now.harm_psychological, now.potential) == (1, 3, 4)
    assert (now.recurrence, now.consequences, now.what) == ("monthly", ["trust", "law"], case.what)
    assert Entry.objects.filter(record=case.record, step="assess", by=cast.leader).count() == 1


def test_the_higher_of_the_scales_counts_else_what_the_reporter_said(web, cast, case):
    assert case.harm_level == 2
    take(web, cast.leader, case, "vurder", **JUDGED)
    assert again(case).harm_level == 3
    take(web, cast.leader, case, "vurder", **JUDGED | {"harm_physical": "", "harm_psychological": "0"})
    assert again(case).harm_level == 0


def test_a_type_that_is_shielded_shields_the_case(web, cast, case):
    take(web, cast.leader, case, "vurder", **JUDGED | {"type": "PV02"})
    assert (again(case).access, again(case).record.access) == ("restricted", "restricted")
    assert web.as_(cast.colleague).get(f"/avvik/{case.record.reference}/").status_code == 404


def test_the_words_suggest_a_type(web, cast, solvik):
    for n in range(3):
        CaseFactory(by=cast.nurse, unit=solvik.east, type="BR02", what=f"Brukeren falt på badet om natten {n}")
    untyped = CaseFactory(by=cast.nurse, unit=solvik.east, what="Brukeren falt på badet om morgenen")
    page = text_of(web.as_(cast.leader).get(f"/avvik/{untyped.record.reference}/"))
    assert "Forslag ut fra teksten: Fall." in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "ulykke"},
        {"type": "XX99"},
        {"harm_physical": "6"},
        {"harm_psychological": "-1"},
        {"potential": "mye"},
        {"recurrence": "aldri"},
        {"consequences": ["everything"]},
    ],
)
def test_a_choice_that_is_none_changes_nothing(wrong, web, cast, case):
    page = take(web, cast.leader, case, "vurder", **JUDGED | wrong)
    assert page.status_code == 422
    assert again(case).state == "new"
    assert again(case).record.version == case.record.version


def test_a_closed_case_is_not_judged_again(web, cast, solvik):
    closed = CaseFactory(by=cast.nurse, unit=solvik.east, closed=True, leader=cast.leader)
    page = take(web, cast.leader, closed, "vurder", **JUDGED)
    assert page.status_code == 409
    assert "kommet til et annet trinn" in text_of(page)
    assert again(closed).kind == "deviation"


@pytest.mark.parametrize("who", ["nurse", "colleague", "auditor"])
def test_those_who_read_do_not_judge(who, web, cast, case):
    page = take(web, getattr(cast, who), case, "vurder", **JUDGED)
    assert page.status_code == 403
    assert "Bare lederen som svarer for enheten" in text_of(page)
    assert Deviation.objects.get().state == "new"


NOTHING = {"kind": "deviation", "type": "", "harm_physical": "", "harm_psychological": "", "potential": ""}


def test_an_empty_assessment_is_refused_with_a_sentence(web, cast, case):
    page = take(web, cast.leader, case, "vurder", **NOTHING)
    assert page.status_code == 422
    assert "Velg minst én ting før du lagrer" in text_of(page)
    assert (again(case).state, again(case).record.version) == ("new", case.record.version)


@pytest.mark.parametrize("judged", [{"recurrence": "rare"}, {"potential": "0"}, {"consequences": ["law"]}])
def test_one_thing_judged_is_enough(judged, web, cast, case):
    assert take(web, cast.leader, case, "vurder", **NOTHING | judged).status_code == 302


def test_what_the_reporter_said_of_harm_is_the_leaders_first_suggestion(web, cast, case):
    client = web.as_(cast.leader)
    page = client.get(f"/avvik/{case.record.reference}/")
    assert page.context["assess"]["harm_physical"].value() == 2
    assert "Melder svarte «Noe», og det er forslaget til fysisk skade." in text_of(page)
    take(web, cast.leader, case, "vurder", **NOTHING | {"harm_psychological": "1"})
    page = client.get(f"/avvik/{case.record.reference}/")
    assert page.context["assess"]["harm_physical"].value() is None
    assert "er forslaget til" not in text_of(page)

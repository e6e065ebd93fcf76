"""A draft is its writer's alone: kept, gone on with, sent once or thrown away without a trace on any list."""

import pytest

from merkbar.check.deviations import writes
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.states import DRAFT, WrongState
from merkbar.check.deviations.tests.factories import CaseFactory, text_of
from merkbar.ground.access.standing import standing_of
from merkbar.ground.notices.models import Notice
from merkbar.ground.records.models import Record

pytestmark = pytest.mark.django_db
WORDS = "Halvferdig om trappen"


@pytest.fixture
def draft(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east, what=WORDS, draft=True)


def page_of(draft):
    return f"/meld/utkast/{draft.record.reference}/"


def sent(_draft, **changed):
    return {"what": WORDS, "unit": "MH33", "when": "now", **changed}


def test_a_few_words_are_enough_for_a_draft(web, cast):
    client = web.as_(cast.nurse)
    saved = client.post("/meld/", {"what": WORDS, "draft": "1"})
    assert saved.url == "/mine-meldinger/"
    assert Deviation.objects.get().state == DRAFT
    assert WORDS in text_of(client.get("/mine-meldinger/"))


def test_a_draft_tells_nobody_and_takes_no_case_number(draft):
    assert not Notice.objects.exists()
    assert draft.record.reference.startswith("UT-")


def test_saving_the_same_draft_twice_keeps_one(web, cast):
    for _tap in range(2):
        web.as_(cast.nurse).post("/meld/", {"what": WORDS, "unit": "MH33", "draft": "1"})
    assert Deviation.objects.count() == 1


def test_a_date_that_cannot_be_read_is_not_dropped_in_silence(web, cast):
    page = web.as_(cast.nurse).post("/meld/", {"what": WORDS, "draft": "1", "when": "other", "occurred_at": "i fjor"})
    assert page.status_code == 422
    assert "i fjor" in text_of(page)
    assert not Deviation.objects.exists()


@pytest.mark.parametrize("who", ["colleague", "leader", "manager", "adviser", "chief", "auditor", "admin"])
def test_nobody_else_knows_of_a_draft(who, web, cast, draft):
    person = getattr(cast, who)
    assert not Deviation.objects.visible_to(standing_of(person)).exists()
    client = web.as_(person)
    ref = draft.record.reference
    for address in (page_of(draft), f"/avvik/{ref}/", f"/mine-meldinger/{ref}/", f"/meld/kvittering/{ref}/"):
        assert client.get(address).status_code == 404
    assert client.post(page_of(draft), {"discard": "1"}).status_code == 404


def test_the_writer_finds_everything_as_it_was_typed(web, cast):
    client = web.as_(cast.nurse)
    typed = {
        "what": "Falt i <b>trappen</b>",
        "area": "BR",
        "type": "BR02",
        "harm": "2",
        "unit": "MH31",
        "when": "other",
        "occurred_at": "01.02.2026 13.45",
        "immediate_action": "Hjalp opp",
        "hide": "on",
    }
    client.post("/meld/", typed | {"draft": "1"})
    form = client.get(page_of(Deviation.objects.get())).context["form"]
    assert {name: form[name].value() for name in typed} == typed | {"hide": True}


def test_a_draft_that_is_sent_becomes_one_case_and_is_gone(web, cast, draft):
    client = web.as_(cast.nurse)
    answer = client.post(page_of(draft), sent(draft))
    case = Deviation.objects.get()
    assert answer.url == f"/meld/kvittering/{case.record.reference}/"
    assert case.record.reference.startswith("AV-")
    assert Record.objects.count() == 1
    assert client.post(page_of(draft), sent(draft)).status_code == 404


def test_two_taps_on_send_give_one_case(cast, solvik, draft):
    facts = {"what": WORDS, "unit": solvik.east}
    writes.send_draft(by=cast.nurse, draft=draft, hidden=False, **facts)
    with pytest.raises(WrongState):
        writes.send_draft(by=cast.nurse, draft=draft, hidden=False, **facts)
    assert Deviation.objects.count() == 1


def test_a_draft_is_looked_over_for_personal_data_like_any_report(web, cast, draft):
    page = web.as_(cast.nurse).post(page_of(draft), sent(draft, what="Bruker 13097248022 falt"))
    assert "fødselsnummer" in text_of(page)
    assert Deviation.objects.get().state == DRAFT
    web.as_(cast.nurse).post(page_of(draft), sent(draft, what="Bruker 13097248022 falt", hint_seen="1"))
    assert Deviation.objects.get().state == "new"


def test_a_draft_that_is_refused_keeps_what_was_typed(web, cast, draft):
    page = web.as_(cast.nurse).post(page_of(draft), sent(draft, what="Nye ord", unit="FINNES-IKKE"))
    assert page.status_code == 422
    assert "Nye ord" in text_of(page)
    assert Deviation.objects.get().what == WORDS


def test_going_on_with_a_draft_changes_it(web, cast, solvik, draft):
    web.as_(cast.nurse).post(page_of(draft), sent(draft, what="Mer om trappen", unit="MH31", draft="1"))
    kept = Deviation.objects.get()
    assert (kept.what, kept.unit, kept.record.title) == ("Mer om trappen", solvik.north, "Mer om trappen")


def test_a_draft_thrown_away_is_on_no_list_whoever_looks(web, cast, draft):
    web.as_(cast.nurse).post(page_of(draft), {"discard": "1"})
    for person in (cast.nurse, cast.leader, cast.chief):
        client = web.as_(person)
        for address in ("/avvik/?status=alle", "/mine-meldinger/", "/sok/?q=trappen", "/avvik/?status=void"):
            assert WORDS not in text_of(client.get(address))
        assert client.get(f"/avvik/{draft.record.reference}/").status_code == 404
    assert not Deviation.objects.exists()

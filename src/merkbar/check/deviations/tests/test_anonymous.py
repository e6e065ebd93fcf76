"""Anonymous: nothing about the sender is kept, and the code alone opens the answer."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from merkbar.check.deviations import writes
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.factories import CaseFactory, finished, text_of
from merkbar.check.deviations.writes import report_anonymously

pytestmark = pytest.mark.django_db
TYPED = {"what": "Døren til medisinrommet sto åpen", "unit": "MH33", "when": "now"}
RECEIPT = "/meld/anonymt/kvittering/"
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


def sent(web, **changed):
    page = web.post("/meld/anonymt/", TYPED | changed, follow=True)
    assert page.redirect_chain == [(RECEIPT, 302)]
    return CODE.search(text_of(page))[0]


def test_anybody_reports_without_logging_in_and_gets_a_code(web, solvik):
    code = sent(web)
    case = Deviation.objects.get()
    assert (case.reporter, case.channel, case.hidden) == (None, "public", True)
    assert code not in str(Deviation.objects.values())


def test_the_receipt_can_be_loaded_again_and_stands_in_no_address_or_session(web, solvik):
    code = sent(web)
    assert code in text_of(web.get(RECEIPT))
    assert Deviation.objects.count() == 1
    assert not Session.objects.exists()
    cookie = web.cookies["kvittering"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (RECEIPT, True, "Strict")
    assert 'data-copy="kode"' in text_of(web.get(RECEIPT))


@pytest.mark.parametrize("cookie", [None, "ABCD-EFGH-JKLM", "x:y:z", "\u00e6"])
def test_a_browser_that_reported_nothing_is_asked_for_the_code(cookie, web, solvik):
    if cookie:
        web.cookies["kvittering"] = cookie
    answer = web.get(RECEIPT)
    assert (answer.status_code, answer.url) == (302, "/meld/svar/")


def test_one_who_is_logged_in_is_not_known_either(web, cast):
    web.as_(cast.nurse).post("/meld/anonymt/", TYPED)
    with connection.cursor() as cursor:
        for table in ("deviations_deviationevent", "records_recordevent", "records_entryevent"):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE pgh_context->>'by' = %s", [str(cast.nurse.pk)])  # noqa: S608
            assert cursor.fetchone() == (0,)
    assert not Deviation.objects.filter(reporter__isnull=False)


def test_the_code_opens_the_answer_however_it_is_typed(web, cast, solvik):
    code = sent(web)
    writes.answer(by=cast.leader, deviation=Deviation.objects.get(), text="Vi har satt på dørpumpe.")
    for typed in (code, f"  {code.lower()} "):
        page = text_of(web.post("/meld/svar/", {"code": typed}))
        assert "Vi har satt på dørpumpe." in page
        assert TYPED["what"] not in page


def test_a_wrong_code_opens_nothing_and_says_so(web, solvik):
    sent(web)
    page = web.post("/meld/svar/", {"code": "ABCD-EFGH-JKLM"})
    assert page.status_code == 422
    assert "Vi finner ingen melding med denne koden" in text_of(page)
    assert "ABCD-EFGH-JKLM" in text_of(page)


def test_a_double_tap_gives_one_case_and_the_same_code(web, solvik):
    form = web.get("/meld/anonymt/").context["form"]
    key = form["key"].value()
    assert f'value="{key}"' in text_of(web.get("/meld/anonymt/")) or key
    assert sent(web, key=key) == sent(web, key=key)
    assert Deviation.objects.count() == 1
    assert str(key) not in str(Deviation.objects.values())


def test_the_page_carries_the_key_of_the_double_tap(web, solvik):
    assert 'name="key"' in text_of(web.get("/meld/anonymt/"))


def test_the_same_key_with_other_words_is_refused_with_the_words_still_there(web, solvik):
    sent(web, key="k")
    page = web.post("/meld/anonymt/", TYPED | {"key": "k", "what": "Noe annet"})
    assert page.status_code == 409
    assert "Noe annet" in text_of(page)
    assert Deviation.objects.count() == 1


def test_codes_are_not_alike(solvik):
    codes = {report_anonymously(unit=solvik.east, what="Falt", channel="public")[1] for _n in range(20)}
    assert len(codes) == 20


def test_the_hint_comes_before_an_anonymous_report_is_sent_too(web, solvik):
    page = web.post("/meld/anonymt/", TYPED | {"what": "Bruker 13097248022 falt"})
    assert "fødselsnummer" in text_of(page)
    assert not Deviation.objects.exists()


def test_an_anonymous_case_is_not_closed_before_it_is_answered(cast, solvik):
    case = CaseFactory(anonymous=True, unit=solvik.east)
    with pytest.raises(Exception, match="Svar melder før"):
        finished(case, cast.leader)


def test_the_leader_answers_an_anonymous_report_like_any_other(web, cast, solvik):
    case = CaseFactory(anonymous=True, unit=solvik.east)
    page = text_of(web.as_(cast.leader).get(f"/avvik/{case.record.reference}/"))
    assert "Melder er skjult." in page
    assert "Send svar" in page

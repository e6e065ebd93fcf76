"""Mine meldinger: what happens with what I reported, and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.factories import CaseFactory, text_of

pytestmark = pytest.mark.django_db


def own(case):
    return f"/mine-meldinger/{case.record.reference}/"


@pytest.mark.parametrize(
    ("state", "words"),
    [("new", "Venter på svar."), ("handling", "Besvart. Saken behandles videre."), ("closed", "Ferdig behandlet.")],
)
def test_each_report_says_where_it_stands(state, words, web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, state=state, leader=cast.leader)
    client = web.as_(cast.nurse)
    assert words in text_of(client.get("/mine-meldinger/"))
    assert words in text_of(client.get(own(case)))


def test_a_reporter_reads_their_own_words_and_the_way_to_the_case(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, immediate_action="Ringte lege")
    page = text_of(web.as_(cast.nurse).get(own(case)))
    assert case.what in page
    assert "Ringte lege" in page
    assert f"/avvik/{case.record.reference}/" in page


def test_a_reporter_who_may_not_read_the_case_is_shown_no_way_to_it(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV02")
    client = web.as_(cast.nurse)
    assert f"/avvik/{case.record.reference}/" not in text_of(client.get(own(case)))
    assert client.get(f"/avvik/{case.record.reference}/").url == own(case)


def test_another_persons_report_is_not_there(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    for person in (cast.colleague, cast.leader, cast.chief):
        assert web.as_(person).get(own(case)).status_code == 404
        assert web.as_(person).get(f"/meld/kvittering/{case.record.reference}/").status_code == 404


def test_one_who_changed_posts_still_follows_what_they_reported(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    cast.nurse.posts.update(unit=solvik.school)
    assert web.as_(cast.nurse).get(own(case)).status_code == 200


def test_nothing_reported_yet_is_said_kindly(web, cast):
    assert "Du har ikke meldt noe ennå." in text_of(web.as_(cast.colleague).get("/mine-meldinger/"))


def test_the_list_costs_the_same_for_five_and_for_fifty(web, cast, solvik):
    def cost(number):
        while Deviation.objects.count() < number:
            CaseFactory(by=cast.nurse, unit=solvik.east)
        client = web.as_(cast.nurse)
        client.get("/mine-meldinger/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/mine-meldinger/")
        return len(asked)

    assert cost(5) == cost(50)

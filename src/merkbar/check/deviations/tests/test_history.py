"""Every table has a history that the database itself writes and nobody changes, and it holds no hidden name."""

import pytest
from django.apps import apps
from django.db import Error, connection, transaction

from merkbar.check.deviations import writes
from merkbar.check.deviations.jobs import escalate_case, remind_of_answers
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.factories import ANSWER, CaseFactory, address, again, finished, take, text_of
from merkbar.ground.notices.models import Notice

pytestmark = pytest.mark.django_db
DERIVED = {"Fact"}  # sums that the database keeps of the cases; rebuilt at will
MODELS = apps.get_app_config("deviations").get_models()
TRACKED = [m for m in MODELS if not m.__name__.endswith("Event") and m.__name__ not in DERIVED]


def rows(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.mark.parametrize("model", TRACKED, ids=lambda m: m.__name__)
def test_every_table_has_a_history(model):
    assert model.pgh_event_model._meta.db_table.endswith("event")


@pytest.mark.parametrize("change", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["deviations_deviationevent", "records_recordevent", "records_entryevent"])
def test_nobody_rewrites_history(change, table, cast, solvik):
    CaseFactory(by=cast.nurse, unit=solvik.east)
    before = rows(f"SELECT count(*) FROM {table}")  # noqa: S608
    with pytest.raises(Error), transaction.atomic():
        rows(change.format(table))
    assert rows(f"SELECT count(*) FROM {table}") == before  # noqa: S608


def test_each_step_says_who_and_which_and_why(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    writes.answer(by=cast.leader, deviation=case, text=ANSWER)
    writes.send(by=cast.leader, deviation=again(case), unit=solvik.north, why="Oppdraget er deres")
    told = rows(
        "SELECT DISTINCT pgh_context->>'by', pgh_context->>'step', pgh_context->>'why' FROM deviations_deviationevent "
        "WHERE pgh_obj_id = %s",
        case.pk,
    )
    assert set(told) == {
        (str(cast.nurse.pk), "report", ""),
        (str(cast.leader.pk), "answer", ""),
        (str(cast.leader.pk), "send", "Oppdraget er deres"),
    }


def test_history_shows_the_states_a_case_went_through(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, closed=True, leader=cast.leader)
    states = [
        state
        for (state,) in rows("SELECT state FROM deviations_deviationevent WHERE pgh_obj_id=%s ORDER BY pgh_id", case.pk)
    ]
    assert list(dict.fromkeys(states)) == ["new", "handling", "closed"]


def test_the_words_of_the_report_are_not_copied_into_history(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, what="Kort. Kanarifuglen sang.", immediate_action="Kanarifugl")
    finished_words = rows("SELECT to_jsonb(e)::text FROM deviations_deviationevent e WHERE pgh_obj_id=%s", case.pk)
    assert "Kanarifugl" not in str(finished_words)


@pytest.fixture
def hidden(web, cast, solvik):
    """A report whose reporter hides, drafted first, and walked all the way with everything that can happen to it."""
    client = web.as_(cast.nurse)
    client.post("/meld/", {"what": "Tok av hjelmen", "unit": "MH33", "hide": "on", "draft": "1"})
    draft = Deviation.objects.get()
    typed = {"what": "Tok av hjelmen", "unit": "MH33", "hide": "on", "area": "HM", "type": "HM02", "harm": "4"}
    client.post(f"/meld/utkast/{draft.record.reference}/", typed | {"draft": "1"})
    client.post(f"/meld/utkast/{draft.record.reference}/", typed)
    case = Deviation.objects.get()
    Notice.objects.filter(person=cast.nurse).delete()
    escalate_case(deviation=case.pk)
    remind_of_answers(timestamp=0)
    feedback = writes.answer(by=cast.leader, deviation=case, text=ANSWER)
    own = f"/mine-meldinger/{case.record.reference}/"
    client.get(own)
    client.post(own + "nyttig/", {"feedback": feedback.pk, "useful": "yes"})
    finished(again(case), cast.leader)
    take(web, cast.leader, case, "gjenapne", why="En gang til")
    return again(case)


def test_a_hidden_reporter_still_follows_the_case(web, cast, hidden):
    assert hidden.reporter == cast.nurse
    assert ANSWER in text_of(web.as_(cast.nurse).get(f"/mine-meldinger/{hidden.record.reference}/"))


def test_a_hidden_name_is_on_no_page_and_in_no_export(web, cast, hidden):
    for person in (cast.leader, cast.manager, cast.coordinator, cast.adviser, cast.chief, cast.auditor, cast.colleague):
        client = web.as_(person)
        for place in (
            address(hidden),
            "/avvik/?status=alle",
            "/avvik/eksport.csv",
            "/sok/?q=hjelmen",
            "/varsler/",
            "/",
        ):
            answer = client.get(place, follow=True)
            if answer.status_code == 200:
                for trace in (cast.nurse.name, cast.nurse.login, cast.nurse.email):
                    assert trace not in text_of(answer), place
    assert "Melder er skjult." in text_of(web.as_(cast.leader).get(address(hidden)))


def test_a_hidden_name_is_in_no_history_timeline_or_notice_to_others(cast, hidden):
    person = cast.nurse.pk
    assert rows("SELECT 1 FROM records_entry WHERE by_id = %s", person) == []
    assert rows("SELECT 1 FROM records_entryevent WHERE by_id = %s", person) == []
    for table in ("deviations_deviationevent", "deviations_feedbackevent", "records_recordevent", "records_entryevent"):
        assert rows(f"SELECT 1 FROM {table} WHERE pgh_context->>'by' = %s", str(person)) == [], table  # noqa: S608
    assert "reporter_id" not in [
        name
        for (name,) in rows(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'deviations_deviationevent'"
        )
    ]
    for notice in Notice.objects.exclude(person=cast.nurse):
        assert cast.nurse.name not in notice.text + notice.why


def test_a_draft_names_nobody_in_the_history_whoever_hides_when_it_is_sent(cast, solvik):
    draft = CaseFactory(by=cast.nurse, unit=solvik.east, draft=True)
    writes.save_draft(by=cast.nurse, draft=draft, what="Tok av hjelmen", unit=solvik.east)
    writes.send_draft(by=cast.nurse, draft=draft, hidden=True, what="Tok av hjelmen", unit=solvik.east)
    writes.discard(by=cast.nurse, draft=CaseFactory(by=cast.nurse, unit=solvik.east, draft=True))
    for table in ("deviations_deviationevent", "records_recordevent"):
        assert rows(f"SELECT DISTINCT pgh_context->>'by' FROM {table}") == [("hidden",)], table  # noqa: S608


def test_no_key_or_receipt_in_the_history_leads_back_to_who_reported(cast, solvik):
    report = {"by": cast.nurse, "unit": solvik.east, "hidden": True}
    case, _new = writes.report(
        what="Tok av hjelmen", key="a-key-of-the-page", digest="a-digest-with-a-person", **report
    )
    assert again(case).key == "a-key-of-the-page"
    kept = str(rows("SELECT to_jsonb(e)::text FROM deviations_deviationevent e"))
    for column in ("key", "key_digest", "receipt"):
        assert f'"{column}"' not in kept


def test_the_history_of_a_notice_does_not_say_who_was_told_of_what(cast, hidden):
    kept = str(rows("SELECT (to_jsonb(e) - 'pgh_context')::text FROM notices_noticeevent e"))
    assert kept != "[]"
    for column in ("person_id", "record_id", "address", "text", "why"):
        assert f'"{column}"' not in kept


def test_a_name_that_is_not_hidden_stands_where_it_should(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    assert [entry.by for entry in case.record.entries.all()] == [cast.nurse]

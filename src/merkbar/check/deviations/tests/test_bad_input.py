"""Bad input: never a broken page, a sentence by the field, what was typed still there, nothing half-saved."""

import pytest
from django.db import connection
from django.test import Client

from merkbar.check.deviations import writes
from merkbar.check.deviations.models import Deviation, Redaction
from merkbar.check.deviations.tests.factories import CaseFactory, address, again, text_of
from merkbar.check.deviations.tests.test_csrf import state_of_the_world

pytestmark = pytest.mark.django_db
HOSTILE = {
    "nothing": "",
    "blanks": " \t\r\n ",
    "nul": "a\x00b",
    "only controls": "\x01\x02\x1b",
    "right to left": "\u202egnp.exe\u2066",
    "script": "<script>alert(1)</script>",
    "sql": "'; DROP TABLE deviations_deviation; --",
    "template": "{ { settings.SECRET_KEY } }{ % debug % }",
    "placeholder": "100 % (ingen) %d %(name)d",
    "big number": str(2**63),
    "negative": "-1",
    "float": "1e999",
    "not a number": "NaN",
    "long": "æ" * 20_000,
    "megabyte": "x" * 1_000_000,
    "emoji": "👩🏽‍⚕️" * 20,
    "combining": "Z͑ͫ" * 200,
    "date that is none": "31.02.2026",
    "far future": "31.12.9999 23.59",
    "before time": "0001-01-01T00:00:00+14:00",
    "path": "../../etc/passwd",
}
SHORT = {"nothing", "nul", "script", "big number", "not a number", "long", "before time"}
"""What the second field and those after it are tried with."""
PROOF_READ = {"script"}
"""One page of each is read by the proof-reader; it takes its time, and takes what was typed for ours."""
FORMS = {
    "/meld/": (
        "what",
        "unit",
        "area",
        "type",
        "harm",
        "when",
        "occurred_at",
        "immediate_action",
        "hide",
        "written_at",
        "channel",
        "key",
    ),
    "/meld/anonymt/": ("what", "unit", "area", "harm", "occurred_at", "key"),
    "/meld/flere/": ("unit", "type", "harm", "key"),
    "/meld/svar/": ("code",),
    "/meld/sjekk/": ("what",),
    "{draft}": ("what", "unit", "occurred_at", "draft"),
    "{case}vurder/": (
        "seen",
        "kind",
        "type",
        "harm_physical",
        "harm_psychological",
        "potential",
        "recurrence",
        "consequences",
    ),
    "{case}svar/": ("seen", "text"),
    "{case}arsaker/": ("seen", "cause1", "line1", "held"),
    "{case}ferdig/": ("seen", "outcome", "reason", "close_note", "weak_reason"),
    "{case}gjenapne/": ("seen", "why"),
    "{case}send/": ("seen", "unit", "why"),
    "{case}slaa-sammen/": ("seen", "into"),
    "{case}monster/": ("seen", "pattern", "title", "cases"),
    "{case}spor/": ("seen", "unit", "organisation", "question"),
    "{case}spor/{end}/": ("seen", "reply"),
    "{case}ta-ut/": ("seen", "what", "immediate_action", "why"),
    "{case}forseglet/{redaction}/": ("why",),
    "{own}nyttig/": ("feedback", "useful"),
}
GOOD = {
    "what": "Falt på badet", "unit": "MH31", "when": "now", "kind": "deviation", "text": "Takk, vi ser på det", "outcome": "Ferdig",
    "why": "Derfor", "organisation": "", "question": "Hva?", "reply": "Ja", "title": "Feil liste", "code": "ABCD-EFGH-JKLM",
    "type": "BR01", "harm": "0", "useful": "yes",
}  # fmt: skip


@pytest.fixture
def place(cast, solvik):
    case = CaseFactory(by=cast.leader, unit=solvik.east, handling=True, leader=cast.leader)
    draft = CaseFactory(by=cast.leader, unit=solvik.east, draft=True)
    end = writes.ask_other_end(by=cast.leader, deviation=case, organisation="Sykehuset", question="Hva?")
    writes.redact(by=cast.leader, deviation=again(case), what="Uten navn", immediate_action="", why="Navn")
    known = {
        "case": address(case),
        "own": f"/mine-meldinger/{case.record.reference}/",
        "draft": f"/meld/utkast/{draft.record.reference}/",
        "end": end.pk,
        "redaction": Redaction.objects.get().pk,
    }
    return lambda template: template.format(**known), lambda: again(case).record.version


@pytest.mark.parametrize("form", FORMS)
def test_no_form_breaks_on_anything_and_a_refusal_saves_nothing(form, web, cast, place):
    client = web.as_(cast.leader)
    plain = Client()
    plain.force_login(cast.leader)
    (find, version), fields = place, FORMS[form]
    where = find(form)
    for name in fields:
        for kind, value in HOSTILE.items():
            if name != fields[0] and kind not in SHORT:
                continue
            good = GOOD | {"seen": version()}
            typed = {field: good[field] for field in fields if field in good} | {name: value}
            before = state_of_the_world()
            with connection.cursor() as cursor:
                cursor.execute("SAVEPOINT here")
            answer = (client if kind in PROOF_READ else plain).post(where, typed)
            assert answer.status_code in {200, 302, 404, 409, 422}, (name, kind)
            if answer.status_code in {404, 409, 422}:
                assert state_of_the_world() == before, (name, kind)
            if answer.status_code == 422 and "json" not in answer["Content-Type"]:
                assert 'class="ds-error-summary"' in text_of(answer), (name, kind)
            assert "<script>alert" not in text_of(answer)
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK TO SAVEPOINT here")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_sent_empty_says_what_is_missing(form, web, cast, place):
    find, version = place
    before = state_of_the_world()
    answer = web.as_(cast.leader).post(find(form), {"seen": version()})
    assert answer.status_code in {422, 404, 302, 200}
    if form not in {"/meld/sjekk/", "{own}nyttig/", "{case}arsaker/"}:
        assert answer.status_code == 422
        assert 'class="ds-error-summary"' in text_of(answer)
        assert state_of_the_world() == before


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("what", "", "Skriv hva som skjedde"),
        ("what", "x" * 1_000_000, "Teksten er for lang. Kort den ned til 10000 tegn."),
        ("unit", "FINNES-IKKE", "Enheten finnes ikke. Velg hvor det skjedde."),
        ("unit", "", "Velg hvor det skjedde"),
        ("area", "XX", "Velg ett av områdene"),
        ("type", "XX01", "Velg en av typene"),
        ("harm", "9", "Velg hvordan det gikk"),
        ("occurred_at", "01.01.2099", "Tidspunktet er i fremtiden. Når skjedde det?"),
        ("occurred_at", "01.01.1999", "Tidspunktet er mer enn tre år siden. Se over datoen."),
        ("occurred_at", "31.02.2026", "Datoen finnes ikke. Se over dag og måned."),
        ("occurred_at", "20.09.2026 25.99", "Skriv klokkeslettet slik: 07.30"),
        ("immediate_action", "x" * 2001, "Teksten er for lang. Kort den ned til 2000 tegn."),
    ],
)
def test_the_report_says_what_is_wrong_by_the_field_and_keeps_the_rest(field, value, sentence, web, cast):
    typed = {"what": "Falt på <badet>", "unit": "MH33", "when": "other", "immediate_action": "Hjalp opp"}
    page = web.as_(cast.nurse).post("/meld/", typed | {field: value})
    assert page.status_code == 422
    body = text_of(page)
    form = body.split('id="meld"')[1]
    assert sentence in form
    assert sentence in body.split('id="meld"')[0]
    for name, text in typed.items():
        if name != field and name in {"what", "immediate_action"}:
            assert text.replace("<", "&lt;").replace(">", "&gt;") in form
    if value and len(value) < 3000 and field in {"occurred_at", "immediate_action"}:
        assert value in form
    assert not Deviation.objects.exists()


def test_every_link_of_the_summary_leads_to_a_field(web, cast):
    page = text_of(
        web.as_(cast.nurse).post("/meld/", {"area": "XX", "harm": "9", "when": "x", "type": "XX", "occurred_at": "y"})
    )
    summary = page.split('class="ds-error-summary"')[1].split("</div>")[0]
    targets = [part.split('"')[0] for part in summary.split('href="#')[1:]]
    assert len(targets) >= 6
    for target in targets:
        assert f'id="{target}"' in page, target


def test_more_than_the_server_takes_is_refused_before_it_is_read(web, cast):
    web.raise_request_exception = False
    client = web.as_(cast.nurse)
    answer = client.post("/meld/", {"what": "x" * 3_200_000, "unit": "MH33"})
    assert answer.status_code in {400, 413}
    assert not Deviation.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        f"{name}={value}"
        for name in ("enhet", "type", "status", "fra", "skade", "q", "etter", "periode", "slag", "omrade")
        for value in ("%00", "%27%3B--", "x" * 3000, "%F0%9F%98%80", "-1", "%3A*%20%26%20!(")
    ],
)
def test_no_filter_breaks_the_list(query, web, cast):
    client = web.as_(cast.leader)
    assert client.get(f"/avvik/?{query}").status_code == 200
    assert client.get(f"/avvik/eksport.csv?{query}").status_code == 200


@pytest.mark.parametrize("ref", ["x", "AV-2026-99999", "%00", "x" * 500, "../..", "%F0%9F%98%80", "'"])
@pytest.mark.parametrize(
    "place",
    [
        "/avvik/{}/",
        "/mine-meldinger/{}/",
        "/meld/utkast/{}/",
        "/meld/kvittering/{}/",
        "/avvik/monster/{}/",
        "/avvik/{}/spor/99999999999999999999/",
        "/avvik/{}/forseglet/1/",
    ],
)
def test_a_number_that_is_none_is_not_found(place, ref, web, cast):
    assert web.as_(cast.leader).get(place.format(ref)).status_code == 404

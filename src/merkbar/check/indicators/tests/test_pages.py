"""The pages: quick entry, a file read in, the numbers with their history, definitions, heltid and nærvær."""

import datetime as dt
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from merkbar.check.indicators import writes
from merkbar.check.indicators.models import Batch, Indicator, Measurement
from merkbar.check.indicators.tests.kit import d, define, line, take, values
from merkbar.ground.clock import clock
from merkbar.web.demo.source import TABLES

ENTRY, IMPORT = "/indikatorer/registrer/", "/indikatorer/import/"


@pytest.fixture
def double_check(solvik):
    made = define(solvik.home_care, numerator="Endringer med to underskrifter", denominator="Endringer trukket ut")
    take(line(made, solvik.east, "2025-01", "11", "20"))
    return made


def this_month():
    today = clock.today()
    return today.replace(day=1)


def test_a_ward_writes_its_numbers_on_one_page(web, cast, solvik, double_check):
    me = web.as_(cast.leader)
    page = me.get(f"{ENTRY}?maned={this_month():%Y-%m}")
    assert "Endringer med to underskrifter" in page.text
    sent = {f"numerator-{double_check.pk}": "19", f"denominator-{double_check.pk}": "20"}
    me.post(f"{ENTRY}?enhet=MH33&maned={this_month():%Y-%m}", sent)
    assert values(double_check, solvik.east)[this_month()] == d("95.000000")
    assert Measurement.objects.get(period=this_month()).entered_by == cast.leader


def test_more_than_there_are_is_refused_in_a_sentence_and_stays_in_the_box(web, cast, solvik, double_check):
    me = web.as_(cast.leader)
    sent = {f"numerator-{double_check.pk}": "21", f"denominator-{double_check.pk}": "20"}
    page = me.post(f"{ENTRY}?enhet=MH33&maned={this_month():%Y-%m}", sent, status=422)
    assert "Endringer med to underskrifter: er større enn nevneren." in page.text
    assert 'value="21"' in page.text
    assert Measurement.objects.count() == 1


def test_a_nurse_does_not_enter(web, cast, double_check):
    me = web.as_(cast.nurse)
    me.get(ENTRY, status=404)


def test_a_corrected_number_shows_what_it_was(web, cast, solvik, double_check):
    me = web.as_(cast.leader)
    take(line(double_check, solvik.east, "2025-01", "12", "20"), by=cast.leader, reason="Talt på nytt")
    page = me.get("/indikatorer/I90/tall/?enhet=MH33")
    assert "Rettet fra 55,0" in page.text
    assert "Talt på nytt" in page.text
    assert cast.leader.name in page.text
    assert cast.leader.name not in web.as_(cast.nurse).get("/indikatorer/I90/tall/?enhet=MH33").text.split("<main")[1]


def test_the_numbers_of_another_unit_do_not_exist(web, cast, solvik, double_check):
    me = web.as_(cast.nurse)
    take(line(double_check, solvik.north, "2025-01", "12", "20"))
    me.get("/indikatorer/I90/tall/?enhet=MH31", status=404)
    web.as_(cast.teacher).get("/indikatorer/I90/tall/", status=404)


def test_the_numbers_are_taken_away_as_a_file(web, cast, double_check):
    me = web.as_(cast.leader)
    file = me.get("/indikatorer/I90/tall/fil/?enhet=MH33&form=csv", proof=False)
    assert file.content.decode("utf-8-sig").splitlines()[1] == "I90;MH33;2025-01;11;20;55"


def csv_file(text, name="tall.csv"):
    return SimpleUploadedFile(name, text.encode(), "text/csv")


def sealed_in(page):
    return re.search(r'name="sealed" value="([^"]+)"', page.text).group(1)


def columns(*meanings, **more):
    return {f"c{n}": meaning for n, meaning in enumerate(meanings)} | {"indicator": "", "unit": "", **more}


PAY = "Enhet;Måned;Heltid;Ansatte\nMH33;2026-01;12;34\nMH31;2026-01;19;38\n"
WIDE = columns("unit", "period", "I08:numerator", "I08:denominator")


@pytest.fixture
def full_time(solvik):
    return define(solvik.health, code="I08", title="Heltid", source_kind="import", about_staff=True, theme="full_time")


def test_a_file_goes_from_columns_to_preview_to_values_and_is_remembered(web, cast, solvik, full_time):
    me = web.as_(cast.adviser)
    page = me.post(IMPORT, {"file": csv_file(PAY)})
    assert "Hva er kolonnene?" in page.text
    page = me.post(IMPORT, {"sealed": sealed_in(page), **WIDE})
    assert "2 nye tall, 0 rettes, 0 er like fra før." in page.text
    assert not Measurement.objects.exists()
    me.post(IMPORT, {"sealed": sealed_in(page), **WIDE, "steg": "lagre"})
    assert values(full_time, solvik.east) == {dt.date(2026, 1, 1): d("35.294118")}
    page = me.post(IMPORT, {"file": csv_file(PAY)})
    assert "Kolonnene er de samme som sist" in page.text
    page = me.post(IMPORT, {"sealed": sealed_in(page), **WIDE})
    assert "0 nye tall, 0 rettes, 2 er like fra før." in page.text
    assert Batch.objects.get().added == 2


def test_a_file_with_anomalies_tells_them_all_and_keeps_nothing(web, cast, solvik, full_time):
    me = web.as_(cast.adviser)
    text = (
        PAY
        + "MH99;2026-01;1;2\nMH32;2026-01;41;40\nMH32;2026-02;1;0\nMH33;01.2026;12;34\nMH32;2100-01;1;2\nMH32;2026-03;mye;2\n"
    )
    page = me.post(IMPORT, {"file": csv_file(text)})
    page = me.post(IMPORT, {"sealed": sealed_in(page), **WIDE, "steg": "lagre"}, status=422)
    assert "6 tall kan ikke være riktige. Ingenting er lest inn." in page.text
    for said in (
        "MH99",
        "Er større enn nevneren",
        "telleren er over 0",
        "står også i rad 2",
        "har ikke begynt",
        "ikke et tall",
    ):
        assert said in page.text
    assert not Measurement.objects.exists()


def test_an_excel_sheet_is_read_like_a_csv(web, cast, full_time):
    me = web.as_(cast.adviser)
    book = Workbook()
    for row in (("Enhet", "Måned", "Heltid", "Ansatte"), ("MH33", dt.datetime(2026, 1, 31), 12, 34.0)):  # noqa: DTZ001 - as Excel keeps it
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    page = me.post(IMPORT, {"file": SimpleUploadedFile("tall.xlsx", out.getvalue())})
    page = me.post(IMPORT, {"sealed": sealed_in(page), **WIDE})
    assert "1 nye tall" in page.text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tom.csv", b"", "Filen er tom"),
        ("bilde.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "ikke en tabell"),
        ("ark.xlsx", b"PK\x03\x04 ikke et ark", "ikke et Excel-ark"),
        ("apen.csv", b'Enhet;Periode\n"MH33;2026', "anførselstegn"),
        ("tabell.json", b"{", "ikke en hel JSON-fil"),
        ("tabell.json", b'{"class":"collection"}', "JSON-stat2"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_one_sentence(web, cast, name, content, words):
    me = web.as_(cast.adviser)
    page = me.post(IMPORT, {"file": SimpleUploadedFile(name, content)}, status=422)
    assert words in page.text


def test_a_page_that_was_tampered_with_is_refused(web, cast):
    me = web.as_(cast.adviser)
    page = me.post(IMPORT, {"sealed": "noe annet", **WIDE}, status=422)
    assert "Velg filen på nytt" in page.text


def test_a_kostra_table_is_pasted_and_read(web, cast, solvik):
    me = web.as_(cast.adviser)
    solvik.root.valid_from = dt.date(2023, 1, 1)
    solvik.root.save()
    define(solvik.root, code="K01", title="Netto driftsutgifter", shape="mean", cadence="year", source_kind="import")
    text = (TABLES / "kostra_sample.json").read_text(encoding="utf-8")
    page = me.post(IMPORT, {"pasted": text})
    assert "statistikkvariabel" not in page.text
    meanings = columns("", "period", "K01:value", "", unit="SOLVIK")
    page = me.post(IMPORT, {"sealed": sealed_in(page), **meanings, "steg": "lagre"})
    assert Measurement.objects.filter(indicator__code="K01").count() == len(
        json.loads(text)["dimension"]["Tid"]["category"]["index"]
    )


FORM = {
    "code": "I99", "title": "Ventetid", "unit": "MH3", "shape": "mean", "per": "1", "direction": "down", "cadence": "month",
    "dimension": "opplevd", "source_kind": "manual", "minimum_n": "0", "decimals": "1", "engine": "anhoj", "active": "on",
}  # fmt: skip


def test_an_indicator_is_defined_changed_and_given_a_target_and_a_frozen_baseline(web, cast, solvik):
    me = web.as_(cast.manager)
    me.post("/indikatorer/ny/", FORM)
    made = Indicator.objects.get(code="I99")
    me.post("/indikatorer/I99/endre/", {**FORM, "title": "Ventetid hjemme", "seen": made.record.version})
    me.post("/indikatorer/I99/strek/", {"purpose": "target", "comparator": "<=", "value": "21,5", "deadline": ""})
    me.post("/indikatorer/I99/lesing/", {"kind": "freeze", "day": "31.12.2025", "reason": "Før endringen"})
    made = Indicator.objects.select_related("record").get(code="I99")
    target, adjustment = made.targets.get(), made.adjustments.get()
    assert (made.record.title, target.value, adjustment.reason) == ("Ventetid hjemme", d("21.5"), "Før endringen")
    me.post(f"/indikatorer/I99/strek/{target.pk}/bort/", {})
    me.post(f"/indikatorer/I99/lesing/{adjustment.pk}/bort/", {})
    assert not made.targets.exists()
    assert not made.adjustments.exists()


def test_a_stale_page_overwrites_nothing(web, cast, solvik):
    me = web.as_(cast.manager)
    made = define(solvik.home_care, code="I99")
    writes.edit(by=cast.manager, indicator=made, seen=made.record.version, title="Nytt navn")
    page = me.post("/indikatorer/I99/endre/", {**FORM, "seen": "1"}, status=422)
    assert "Noen andre har endret" in page.text


def test_a_ward_leader_does_not_define(web, cast, double_check):
    me = web.as_(cast.leader)
    me.get("/indikatorer/ny/", status=404)
    me.get("/indikatorer/I90/endre/", status=403)


def test_heltid_shows_the_way_and_calls_a_forecast_a_forecast(web, cast, solvik, full_time):
    me = web.as_(cast.director)
    months = [(year, month) for year in (2024, 2025) for month in range(1, 13)]
    take(*(
        line(full_time, solvik.health, f"{year}-{month:02d}", value=f"{30 + n * 0.5:.1f}", number=n)
        for n, (year, month) in enumerate(months)
    ))  # fmt: skip
    writes.aim(by=None, indicator=full_time, comparator=">", value=d(50), deadline=dt.date(2026, 12, 31))
    page = me.get("/indikatorer/heltid/")
    assert "Heltid har gått fra 30,0 til 41,5 prosent. Målet er over 50\u00a0%." in page.text
    assert "Framskriving: 47,5 %" in page.text
    assert "et anslag, ikke en måling" in page.text
    assert 'class="guess"' in page.text


def test_a_share_that_moves_far_from_zero_is_not_drawn_flat(web, cast, solvik):
    made = define(solvik.health, code="I07", title="Nærvær", theme="attendance", unit_word="%")
    take(*(line(made, solvik.health, f"2025-{n:02}", value=f"{89 + n / 10:.1f}", number=n) for n in range(1, 13)))
    page = web.as_(cast.director).get("/indikatorer/heltid/").text
    assert "Aksen begynner ikke på 0" in page
    assert ">90</text>" in page

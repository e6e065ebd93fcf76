"""A target that is a span keeps both ends from the document to the page, the file and the next version."""

import importlib
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from merkbar.ground.access.standing import standing_of
from merkbar.plan.goals import differences, sheet, writes
from merkbar.plan.goals.models import Plan, ResultTarget
from merkbar.plan.goals.tests import kit

DOCUMENT = """# Tilsynsplan 2026–2029

## Tryggere tjenester

### Resultatmål

- Mellom 3 og 6 revisjoner hvert år
- Under to klager pr. år
- Fraværet skal ligge mellom 5 og 7,5 % hvert år
"""


@pytest.fixture
def plan(cast, solvik):
    return kit.draft(cast.coordinator, solvik.health)


@pytest.fixture
def span(cast, plan):
    return revisions(cast.coordinator, plan)


def revisions(by, plan):
    facts = {"comparator": "between", "value": Decimal(3), "value_to": Decimal(6), "unit_text": "revisjoner"}
    return writes.add_target(by=by, plan=plan, text="Revisjoner", code="M42", period="year", **facts)


def test_a_document_with_spans_is_read_and_both_ends_stand_on_its_cards(web, cast, solvik):
    desk = web.as_(cast.adviser)
    body = {"pasted": DOCUMENT, "unit": solvik.root.pk, "template": "free"}
    assert desk.post("/planer/ny/fra-dokument/", body).status_code == 302
    plan = Plan.objects.latest("record__created_at")
    read = [(one.comparator, one.value, one.value_to) for one in ResultTarget.objects.filter(plan=plan)]
    assert read == [("between", 3, 6), ("<", 2, None), ("between", 5, Decimal("7.5"))]
    first = ResultTarget.objects.filter(plan=plan).select_related("record").first()
    home = f"/planer/{plan.record.reference}/fra-dokument/"
    assert "mellom 3 og 6 revisjoner hvert år" in desk.get(home).content.decode()
    assert "mellom 5 og 7,5\u00a0%" in desk.get(home + "mal/").content.decode()
    form = desk.get(f"/planer/mal/{first.record.reference}/avklar/").context["form"]
    assert [form[name].value() for name in ("comparator", "value", "value_to")] == ["between", "3", "6"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"comparator": "between", "value": "5", "value_to": "10"}, ""),
        ({"comparator": "between", "value": "5"}, "Skriv det høyeste tallet"),
        ({"comparator": "between", "value_to": "5"}, "Skriv tallet det skal sammenlignes med"),
        ({"comparator": "between", "value": "10", "value_to": "5"}, "må være større enn det laveste"),
        ({"comparator": ">=", "value": "5", "value_to": "10"}, "Velg «mellom» når målet har to tall"),
    ],
)
def test_a_span_needs_two_numbers_with_the_lowest_first(web, cast, plan, typed, said):
    target = kit.target_of(plan)
    body = {"text": "Fravær", "measurable": "yes", "unit_text": "%", "seen": target.record.version, **typed}
    answer = web.as_(cast.coordinator).post(f"/planer/mal/{target.record.reference}/endre/", body)
    if said:
        assert answer.status_code == 422
        assert said in answer.content.decode()
        return
    target.refresh_from_db()
    assert (target.comparator, target.value, target.value_to, target.asked) == (
        "between",
        5,
        10,
        "mellom 5 og 10\u00a0%",
    )


def test_the_page_and_the_file_tell_both_ends(web, cast, plan, span):
    nurse = web.as_(cast.coordinator)
    assert "mellom 3 og 6 revisjoner" in nurse.get(f"/planer/mal/{span.record.reference}/").content.decode()
    assert "mellom 3 og 6 revisjoner" in nurse.get(f"/planer/{plan.record.reference}/rediger/").content.decode()
    (*_others, line) = sorted(sheet.target_lines(plan, standing_of(cast.coordinator)), key=lambda row: row[0])
    told = dict(zip(sheet.target_headings(), line, strict=True))
    assert (told["Sammenligning"], told["Tall"], told["Til og med"]) == ("mellom", 3.0, 6.0)


def test_the_next_version_keeps_the_span_and_says_when_it_is_moved(cast, solvik):
    plan = kit.draft(cast.coordinator, solvik.health)
    revisions(cast.coordinator, plan)
    facts = {"case_number": "1/26", "adopted_on": plan.record.created_at.date(), "adopted_by": "Kommunestyret"}
    new = writes.revise(by=cast.coordinator, plan=writes.adopt(by=cast.chief, plan=plan, **facts))
    copy = new.targets.select_related("record", "plan__record__unit").get(code="M42")
    assert (copy.comparator, copy.value, copy.value_to) == ("between", 3, 6)
    writes.edit_target(by=cast.coordinator, target=copy, text=copy.text, code="M42", value_to=Decimal(8))
    (moved,) = differences.of(new)
    assert (moved.before, moved.after) == ("mellom 3 og 6 revisjoner", "mellom 3 og 8 revisjoner")


def test_the_database_refuses_half_a_span_and_a_nameless_proxy(cast, span):
    for spoilt in ({"value_to": None}, {"value_to": 2}, {"comparator": ">="}, {"measurable": "proxy"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ResultTarget.objects.filter(pk=span.pk).update(**spoilt)
    with pytest.raises(ValidationError, match="laveste først"):
        writes.edit_target(by=cast.coordinator, target=span, text="Revisjoner", value_to=Decimal(1))


def test_proxies_from_before_take_the_words_that_stood_as_their_unit(span):
    migration = importlib.import_module("merkbar.plan.goals.migrations.0006_proxies_are_named")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE goals_resulttarget DROP CONSTRAINT target_proxy_is_named")
    wanted = ResultTarget.objects.filter(pk=span.pk)
    for unit, baseline, named in (("% av enhetene", "", "% av enhetene"), ("", "Målt i 2024", "Målt i 2024")):
        wanted.update(measurable="proxy", proxy="", unit_text=unit, baseline_text=baseline)
        migration.name_proxies(apps, None)
        assert wanted.get().proxy == named

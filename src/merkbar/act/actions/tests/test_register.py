import io

import openpyxl
import pytest

from merkbar.act.actions import listing
from merkbar.act.actions.models import Action
from merkbar.act.actions.tests.kit import case, in_days, start, start_done


def test_the_lead_counts_what_is_open_late_and_waiting(cast, solvik, web):
    late = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    Action.objects.filter(pk=late.pk).update(deadline=in_days(-3))
    start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    page = web.as_(cast.leader).get("/tiltak/").content.decode()
    assert "2 åpne tiltak. 1 er over fristen. 1 venter på effektsjekk." in page
    assert "Åpent, 3 dager over fristen" in page
    assert 'data-color="danger"' not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"late", "soon", "other"}),
        ("status=over", {"late"}),
        ("status=effekt", {"done"}),
        ("status=alle", {"late", "soon", "other", "done"}),
        ("hvem=mine", {"other"}),
        ("enhet=MH31", {"other"}),
        ("kilde=deviation", {"soon"}),
        ("kilde=ingen", {"late", "other"}),
        ("q=dosett", {"soon"}),
        ("status=tull&hvem=x&enhet=%00&kilde=y&sorter=z&etter=2026-99-99_1&q=%00", {"late", "soon", "other"}),
    ],
)
def test_the_address_decides_what_is_shown(cast, solvik, web, query, shown):
    origin = case(solvik.east, reporter=cast.nurse)
    rows = {
        "late": start(by=cast.manager, owner=cast.nurse, unit=solvik.east),
        "soon": start(by=cast.manager, owner=cast.nurse, unit=solvik.east, origin=origin, title="Nye dosetter"),
        "other": start(by=cast.manager, owner=cast.manager, unit=solvik.north),
        "done": start_done(by=cast.manager, owner=cast.nurse, unit=solvik.east),
    }
    Action.objects.filter(pk=rows["late"].pk).update(deadline=in_days(-1))
    page = web.as_(cast.manager).get(f"/tiltak/?{query}").content.decode()
    assert {key for key, action in rows.items() if action.record.reference in page} == shown


def test_pages_follow_each_other_without_loss(cast, solvik, web, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 3)
    made = [start(by=cast.leader, owner=cast.nurse, unit=solvik.east, days=5 + n // 3) for n in range(8)]
    for sort, order in (("frist", made), ("-frist", made[::-1])):
        seen, after = [], ""
        for _page in range(3):
            page = web.as_(cast.leader).get("/tiltak/", data={"sorter": sort, "etter": after})
            seen += [action.pk for action, _status in page.context["rows"]]
            after = page.context["following"]
        assert seen == [action.pk for action in order]
        assert after == ""


def test_an_empty_list_says_what_happens_next(cast, solvik, web):
    page = web.as_(cast.teacher).get("/tiltak/").content.decode()
    assert "Ingen åpne tiltak." in page
    assert "Når du lager et tiltak fra et avvik" in page


def test_the_sheet_holds_dates_and_no_formulas(cast, solvik, web):
    start(by=cast.leader, owner=cast.nurse, unit=solvik.east, title='=HYPERLINK("http://eksempel")', days=9)
    answer = web.as_(cast.leader).get("/tiltak/tiltak.xlsx")
    assert "attachment" in answer["Content-Disposition"]
    head, row = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    facts = dict(zip(head, row, strict=True))
    assert facts["Tiltak"] == '\'=HYPERLINK("http://eksempel")'
    assert facts["Frist"].date() == in_days(9)
    assert web.as_(cast.leader).get("/tiltak/tiltak.exe").status_code == 404


def test_a_long_list_asks_the_database_few_times(cast, solvik, web, django_assert_max_num_queries):
    origin = case(solvik.east, reporter=cast.nurse)
    for n in range(12):
        start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin if n % 2 else None)
    visitor = web.as_(cast.leader)
    with django_assert_max_num_queries(25):
        visitor.get("/tiltak/")

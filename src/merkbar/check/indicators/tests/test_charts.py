"""Charts: a picture with a title, words and a table; marked by shape and word; nothing said that the verdict does not say."""

import datetime as dt
from dataclasses import replace

import html5lib
import pytest
from tests.proof import proof_read

from merkbar.check.indicators.charts import control_chart, run_chart
from merkbar.check.indicators.charts_funnel import funnel_plot
from merkbar.check.indicators.charts_many import Small, small_multiples
from merkbar.check.indicators.charts_words import Look, outside
from merkbar.check.indicators.figures import Point, Settings, verdict_of
from merkbar.check.indicators.figures.funnel import Unit
from merkbar.check.indicators.tests.kit_series import BASELINE, month, points, solvik


def drawn_of(code, direction="down", key="i", **more):
    settings = Settings(direction=direction, baselines=(BASELINE,), **more)
    return verdict_of(solvik(code), settings), Look(key, "Uteblitte besøk", "Hjemmetjenesten Øst", settings)


def page(*parts):
    return f"<!doctype html><html lang=nb><head><title>t</title></head><body><h1>h</h1><h2>g</h2>{''.join(parts)}</body></html>"


def text_of(html):
    return " ".join(html5lib.parse(page(html), namespaceHTMLElements=False).itertext())


def test_all_charts_on_one_page_are_clean_html():
    verdict, look = drawn_of("I05")
    calm, other = drawn_of("I02", key="j")
    units = [Unit(f"E{n}", n, 100.0) for n in range(1, 9)]
    proof_read(
        page(
            run_chart(verdict, look),
            control_chart(verdict, look),
            run_chart(calm, other),
            small_multiples([Small("Øst", "/a/", verdict), Small("Sør", "/b/", calm)], replace(look, key="k")),
            funnel_plot(units, "share", replace(look, key="f")),
        ),
        "charts",
    )


def test_the_run_chart_says_what_it_shows():
    verdict, look = drawn_of("I05")
    said = text_of(run_chart(verdict, look))
    assert "Uteblitte besøk, Hjemmetjenesten Øst, januar 2024 til august 2026" in said
    assert "Endring oppdaget i august 2026: ni måneder på rad over medianen, fra desember 2025." in said
    assert "Høyest er juli 2026 med 3,9" in said
    assert "Ni måneder over medianen" in said
    assert "Medianen er låst på 2024" in said
    assert "Median 1,9" in said


def test_worse_is_a_diamond_better_a_circle_and_no_change_neither():
    worse = str(run_chart(*drawn_of("I05")))
    better = str(run_chart(*drawn_of("I01")))
    calm = str(run_chart(*drawn_of("I02")))
    assert worse.count('<path class="sig"') == 9 + 1, "nine points and the legend"
    assert '<path class="sig"' not in better
    assert better.count('<circle class="sig" data-color="success"') > 9
    assert "sig" not in calm
    assert "zone" not in calm


def test_a_season_and_a_trend_are_drawn_without_a_signal():
    assert "sig" not in str(run_chart(*drawn_of("I07", "up", seasonal=True)))
    assert "sig" not in str(run_chart(*drawn_of("I08", "up")))


def test_the_control_chart_rings_what_is_outside_and_names_it():
    verdict, look = drawn_of("I05")
    drawn = str(control_chart(verdict, look))
    assert drawn.count('<circle class="out"') == len(verdict.drawing.outside) + 1
    assert ">3,9</text>" in drawn
    assert "Utenfor" in text_of(drawn)
    assert "Grensene er låst på 2024" in drawn


def test_i02_july_is_inside_and_the_words_say_so():
    verdict, look = drawn_of("I02")
    assert outside(verdict, look) == "Alle målingene ligger innenfor grensene."
    assert "Øvre grense 6,3" in control_chart(verdict, look)
    assert 'class="out"' not in control_chart(verdict, look)


def test_one_month_outside_is_named_with_its_side():
    series = points([5, 6, 5, 4, 6, 5, 4, 5, 6, 5, 4, 6, 5, 12])
    settings = Settings(direction="down", baselines=(BASELINE,))
    look = Look("k", "Fall", "Solhagen", settings)
    assert outside(verdict_of(series, settings), look) == (
        "Februar 2025 (12,0) ligger over øvre grense. Det er mer enn tilfeldig variasjon kan forklare."
    )


def test_screening_is_visible_both_ways():
    verdict, look = drawn_of("I05")
    assert "Sprang over 3,3 ganger snittet er holdt utenfor da grensene ble regnet" in control_chart(verdict, look)
    verdict, look = drawn_of("I05", screened=False)
    assert "Alle sprang er med da grensene ble regnet" in control_chart(verdict, look)


def test_marks_target_parts_and_what_is_left_out_are_on_the_chart():
    settings = Settings(direction="down", parts=(month(12),), excluded=frozenset({month(3)}))
    verdict = verdict_of(points([5, 6, 5, 9, 6, 5, 4, 5, 6, 5, 4, 6] * 2), settings)
    look = Look(
        "k",
        "Fall",
        "Solhagen",
        settings,
        marks=[(dt.date(2025, 2, 10), "A3-03 <Trygg natt>"), (dt.date(2023, 1, 1), "For lenge siden")],
        target=4.0,
        target_text="Mål: høyst 4",
    )
    said = text_of(run_chart(verdict, look))
    assert "A3-03 <Trygg natt>" in said
    assert "For lenge siden" not in said
    assert "Mål: høyst 4" in said
    assert "Hver del har sin egen median" in said
    assert "Holdt utenfor: april 2024" in said
    assert str(run_chart(verdict, look)).count('<polyline class="med"') == 2


def test_both_ends_of_a_span_are_drawn_and_named_once():
    verdict, look = drawn_of("S01")
    ends = replace(look, target=5.0, target_to=10.0, target_text="Mål: mellom 5 og 10")
    one, both = (
        run_chart(verdict, shown).count('<line class="goal"') for shown in (replace(ends, target_to=None), ends)
    )
    assert both == one + 1
    assert text_of(run_chart(verdict, ends)).count("Mål: mellom 5 og 10") == 1


def test_the_numbers_follow_as_months_by_years_or_period_by_period():
    verdict, look = drawn_of("I05")
    tree = html5lib.parse(page(run_chart(verdict, look)), namespaceHTMLElements=False)
    assert [cell.text for cell in tree.find(".//thead/tr")] == ["Måned", "2024", "2025", "2026"]
    years = Settings(cadence="year")
    series = [Point(dt.date(2020 + n, 1, 1), float(n)) for n in range(4)]
    said = text_of(run_chart(verdict_of(series, years), Look("y", "Andel", "Solvik", years)))
    assert "For lite data: 4 av de tolv målingene som trengs." in said
    assert "2023" in said


def test_an_axis_far_from_zero_says_so():
    verdict, look = drawn_of("I06")
    assert "Aksen begynner ikke på 0" in run_chart(verdict, look)
    assert "Aksen begynner ikke på 0" not in run_chart(verdict, replace(look, from_zero=True))


@pytest.mark.parametrize("values", [[], [None], [3.0], [0.0] * 30, [None, 2.0, None]])
def test_any_series_can_be_drawn(values):
    for cadence in ("month", "tertial", "year"):
        settings = Settings(cadence=cadence, direction="up")
        verdict = verdict_of(points(values), settings)
        look = Look("k", "Fall", "Solhagen", settings)
        proof_read(page(run_chart(verdict, look), control_chart(verdict, look)), "edge")


def test_small_multiples_share_an_axis_and_one_table():
    high, look = drawn_of("I01")
    low, _ = drawn_of("I03")
    drawn = str(small_multiples([Small("Solhagen", "/s/", high), Small("Sør", "/o/", low)], look))
    assert drawn.count("<table") == 1
    assert drawn.count(">6</text>") == 2, "both charts go to six"
    assert "Bedre" in drawn
    assert "Ingen enheter har målinger ennå." in small_multiples([Small("Ny", "/n/", verdict_of([], Settings()))], look)

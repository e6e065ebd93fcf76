"""A chart is a picture with words and a table behind it; nothing a user wrote becomes markup."""

from itertools import pairwise

import html5lib
from hypothesis import given
from hypothesis import strategies as st
from tests.proof import proof_read

from merkbar.ground.ui.charts import (
    Chart,
    Level,
    Mark,
    Numbers,
    Path,
    Point,
    Span,
    bar_chart,
    nice_ticks,
    run_chart,
    sparkline,
)

NUMBERS = Numbers("Fall", ["Måned", "2026"], [["Januar", "3"]])


def chart(values=(3, None, 5, 4), key="fall", **more):
    points = [Point(f"m{n}", v, str(v), tick=f"t{n}") for n, v in enumerate(values)]
    return Chart(key, "Fall", "Flest i mars.", points, NUMBERS, **more)


def page(*parts):
    return f"<!doctype html><html lang=nb><head><title>t</title></head><body><h1>h</h1>{''.join(parts)}</body></html>"


def test_two_charts_on_a_page_are_clean_html_with_ids_of_their_own():
    proof_read(page(run_chart(chart()), bar_chart(chart(key="andel")), sparkline([1, 2, 3], 2)), "charts")


def test_a_chart_is_named_and_described_and_has_its_numbers_as_a_table():
    tree = html5lib.parse(page(run_chart(chart())), namespaceHTMLElements=False)
    picture = tree.find(".//figure/{http://www.w3.org/2000/svg}svg")
    picture = picture if picture is not None else tree.find(".//figure/svg")
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "fall-t fall-d"
    assert [cell.text for cell in tree.iter("td")] == ["3"]


def test_what_somebody_wrote_is_text_and_never_markup():
    evil = '<script>alert(1)</script>"&'
    point = Point(evil, 1.0, evil, tick=evil, signal='"><script>')
    numbers = Numbers(evil, [evil], [[evil, evil]])
    made = Chart("k", evil, evil, [point], numbers, [Level(1, evil)], [Mark(0, evil)], [evil])
    assert "<script" not in run_chart(made) + bar_chart(made)


def test_a_missing_value_breaks_the_line():
    assert str(run_chart(chart())).count("<polyline") == 2


def test_the_last_known_value_stands_to_the_right():
    assert 'dx="10">4</text>' in run_chart(chart((3, 4, None)))


def test_a_quiet_chart_has_no_tone_and_a_signal_has():
    assert 'class="sig"' not in run_chart(chart())
    loud = Chart("k", "t", "d", [Point("a", 1, signal="success"), Point("b", 2, signal="danger")], NUMBERS)
    assert '<circle class="sig" data-color="success"' in run_chart(loud)
    assert '<path class="sig" data-color="danger"' in run_chart(loud), "worse has a shape of its own"


def test_a_point_outside_the_limits_has_a_ring_and_its_value():
    ringed = Chart("k", "t", "d", [Point("a", 9, "9,0", ringed=True), Point("b", 2, "2,0")], NUMBERS)
    assert '<circle class="out"' in run_chart(ringed)
    assert ">9,0</text>" in run_chart(ringed)


def test_limits_follow_their_points_and_break_between_parts():
    points = [Point("a", 2), Point("b", 3), Point("c", 4, part=1), Point("d", None, part=1)]
    drawn = str(run_chart(Chart("k", "t", "d", points, NUMBERS, paths=[Path([4, 5, 5, None], "Øvre grense")])))
    assert drawn.count('<polyline class="lim"') == 2
    assert drawn.count('<polyline class="run"') == 2
    assert ">Øvre grense</text>" in drawn


def test_names_of_lines_do_not_lie_on_each_other():
    levels = [Level(5.0, "Mål"), Level(5.1, "Median"), Level(5.2, "Grense")]
    drawn = html5lib.parse(page(run_chart(chart(levels=levels))), namespaceHTMLElements=False)
    heights = sorted(float(t.get("y")) for t in drawn.iter() if str(t.tag).endswith("text") and t.get("x") == "100%")
    heights = [y for y in heights if y < 202]
    assert all(b - a >= 15 for a, b in pairwise(heights))


def test_a_change_is_a_bar_on_the_axis_with_its_words():
    drawn = str(run_chart(chart(span=Span(2, 3, "Ni måneder over medianen", "danger"))))
    assert '<rect class="zone" data-color="danger"' in drawn
    assert ">Ni måneder over medianen</text>" in drawn


def test_an_axis_that_does_not_begin_at_zero_says_where_it_begins():
    values = (24.1, 28.4, 19.2)
    assert chart(values).ticks[0] == 0
    high = chart(values, from_zero=False)
    assert high.ticks == [15, 20, 25, 30]
    assert chart((-3, 4)).ticks[0] < 0
    assert all(0 <= high.y(v) <= high.base for v in values)


def test_an_empty_chart_and_a_single_point_can_be_drawn():
    proof_read(page(run_chart(chart(()))), "none")
    proof_read(page(run_chart(chart((0,)))), "one")
    assert sparkline([]) == ""
    assert "polyline" in sparkline([2, 2])


@given(st.floats(0.0001, 1e7))
def test_ticks_start_at_nought_are_few_and_reach_above_the_highest(highest):
    ticks = nice_ticks(highest)
    assert ticks[0] == 0
    assert 2 <= len(ticks) <= 5
    assert ticks[-1] >= highest * 0.999999

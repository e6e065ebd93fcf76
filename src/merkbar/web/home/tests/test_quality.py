"""The start page of one who leads leaders: the change for the worse, what is late, the grid and the targets."""

import pytest

from merkbar.check.indicators.models import KeptVerdict
from merkbar.check.indicators.tests.kit import define, line, take
from merkbar.ground.access.standing import standing_of
from merkbar.plan.goals.tests import kit
from merkbar.web.home.overview import wide_seat
from merkbar.web.home.quality import Quality

FALLEN = (11, 9, 12, 8, 11, 9, 10, 12, 8, 11, 9, 10, 5, 4, 5, 6, 4, 5, 4, 5, 6, 5)


@pytest.fixture
def fallen(solvik):
    made = define(solvik.home_care, code="I92", title="Avtalt besøk holdt", dimension="opplevd")
    rows = enumerate(FALLEN)
    take(*(line(made, solvik.east, f"{2024 + n // 12}-{n % 12 + 1:02}", str(top), "20") for n, top in rows))
    return made


def quality_of(person):
    standing = standing_of(person)
    return Quality(standing, wide_seat(standing))


def test_the_worst_change_is_told_with_since_when_and_leads_to_its_curve(web, cast, fallen):
    text = web.as_(cast.director).get("/").text
    assert "Avtalt besøk holdt er verre enn før. Endringen har vart siden januar 2025." in text
    assert 'href="/indikatorer/I92/?enhet=MH3"' in text
    assert "Endrer kvaliteten seg?" in text


def test_a_calm_series_is_no_sentence(cast, fallen):
    KeptVerdict.objects.update(word="none")
    assert quality_of(cast.director).worst() is None


def test_numbers_that_have_not_come_are_told_by_name(cast, fallen):
    said = quality_of(cast.director).late()
    assert said is not None
    assert said.text == "1 indikator mangler nye tall: I92 Avtalt besøk holdt."
    assert not said.urgent


def test_what_merkbar_counts_itself_is_never_late(cast, fallen):
    fallen.source_kind, fallen.source_code = "own", "deviations.answered"
    fallen.save()
    assert quality_of(cast.director).late() is None


def test_another_area_is_neither_worse_nor_late_for_me(cast, solvik):
    made = define(solvik.upbringing, code="I95", title="Skolemiljø")
    rows = enumerate(FALLEN)
    take(*(line(made, solvik.school, f"{2024 + n // 12}-{n % 12 + 1:02}", str(top), "20") for n, top in rows))
    mine = quality_of(cast.director)
    assert mine.worst() is None
    assert mine.late() is None
    assert quality_of(cast.chief).worst() is not None


def test_the_targets_of_the_running_plan_are_counted_by_how_they_stand(web, cast, solvik):
    kit.running(cast.adviser, solvik.health, title="Planen")
    (told,) = quality_of(cast.director).targets()
    assert told.number == sum(told.counts.values()) > 0
    text = web.as_(cast.director).get("/").text
    assert "Målstatus" in text
    assert "uten data ennå" in text


def test_a_nurse_has_no_such_page(web, cast, fallen):
    assert "Endrer kvaliteten seg?" not in web.as_(cast.nurse).get("/").text

"""The list of plans, and the parts of a plan's page that everybody meets."""

from merkbar.plan.goals import writes
from merkbar.plan.goals.models import Level
from merkbar.plan.goals.tests import kit


def test_an_empty_list_teaches_what_a_plan_is(web, cast):
    page = web.as_(cast.nurse).get("/planer/").content.decode()
    assert "Ingen planer er lagt inn ennå" in page
    assert "Ny plan" not in page
    assert "Ny plan" in web.as_(cast.coordinator).get("/planer/").content.decode()


def test_the_list_shows_what_holds_drafts_for_writers_and_how_it_goes(web, cast, solvik):
    kit.running(cast.adviser, solvik.health)
    kit.draft(cast.adviser, solvik.health, title="En kladd")
    page = web.as_(cast.nurse).get("/planer/").content.decode()
    assert "vedtak 042/23" in page
    assert "Ingen av dem er målt ennå" in page or "1 resultatmål" in page
    assert "En kladd" not in page
    assert "En kladd" in web.as_(cast.adviser).get("/planer/").content.decode()


def test_quotes_means_and_long_goals_are_read_on_the_page(web, cast, solvik):
    plan = kit.draft(cast.adviser, solvik.health)
    area = kit.area_of(plan)
    writes.add_node(by=cast.adviser, plan=plan, level=Level.GOAL, title="Langt mål", quote="Eit langt mål")
    section = writes.add_node(by=cast.adviser, plan=plan, parent=area, level=Level.SECTION, title="Slik kommer vi dit")
    writes.add_node(
        by=cast.adviser, plan=plan, parent=section, level=Level.ITEM, title="Vi lytter", means="spørre alle"
    )
    page = web.as_(cast.adviser).get(f"/planer/{plan.record.reference}/").content.decode()
    assert "Eit langt mål" in page
    assert "Vi lytter ved å spørre alle" in page


def test_an_empty_plan_says_where_to_begin(web, cast, solvik):
    facts = {"title": "Tom", "unit": solvik.health, "first_year": 2026, "last_year": 2029}
    plan = writes.open_plan(by=cast.adviser, **facts)
    page = web.as_(cast.adviser).get(f"/planer/{plan.record.reference}/").content.decode()
    assert "Planen er tom" in page


def test_the_target_card_has_a_place_for_actions(web, cast, solvik):
    target = kit.target_of(kit.running(cast.adviser, solvik.health))
    card = web.as_(cast.director).get(f"/planer/mal/{target.record.reference}/").content.decode()
    assert "Nytt tiltak" in card
    assert "Nytt tiltak" not in web.as_(cast.nurse).get(f"/planer/mal/{target.record.reference}/").content.decode()


def test_years_that_the_title_says_are_not_said_twice(cast, solvik):
    years = f"{kit.year()}–{kit.year() + 11}"
    assert kit.draft(cast.adviser, solvik.health, title=f"Plan {years}").named == f"Plan {years}"
    assert kit.draft(cast.adviser, solvik.health, title="Plan").named == f"Plan {years}"


def test_years_written_otherwise_in_the_title_are_not_said_twice(cast, solvik):
    first, last = kit.year(), kit.year() + 11
    plan = kit.draft(cast.adviser, solvik.health, title=f"Strategisk plan {first} - {last}")
    assert plan.named == f"Strategisk plan {first} - {last}"


def test_a_plan_whose_years_have_passed_says_so_and_whose_it_is(web, cast, solvik):
    gone = kit.running(
        cast.adviser, solvik.health, first_year=2021, last_year=2024, part_first_year=None, part_last_year=None
    )
    assert "perioden er ute" in web.as_(cast.nurse).get("/planer/").content.decode()
    page = web.as_(cast.nurse).get(f"/planer/{gone.record.reference}/").content.decode()
    assert "Plan 2021–2024, perioden er ute" in page
    assert solvik.health.name in page

"""A new plan starts from a template and is nobody's law yet."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from merkbar.plan.goals import skeletons, states, writes
from merkbar.plan.goals.models import Level, Node, Plan, Template
from merkbar.plan.goals.tests import kit


def opened(by, unit, template):
    return writes.open_plan(
        by=by, title="Ny plan", unit=unit, first_year=kit.year(), last_year=kit.year() + 3, template=template
    )


@pytest.mark.parametrize("template", Template.values)
def test_every_template_gives_its_own_headings(cast, solvik, template):
    plan = opened(cast.adviser, solvik.health, template)
    areas = Node.objects.filter(plan=plan, level=Level.FOCUS_AREA).order_by("order")
    assert [area.title for area in areas] == [area.title for area in skeletons.SKELETONS[template]]
    for area, shape in zip(areas, skeletons.SKELETONS[template], strict=True):
        assert [child.title for child in area.children.order_by("order")] == list(shape.sections)


def test_the_moss_template_has_exactly_the_four_headings_in_order(cast, solvik):
    plan = opened(cast.adviser, solvik.health, "moss")
    titles = [child.title for child in kit.area_of(plan).children.order_by("order")]
    assert titles == ["Her er vi", "Slik vil vi ha det", "Slik kommer vi dit", "Slik gjør vi det"]


def test_the_national_template_has_five_areas(cast, solvik):
    assert opened(cast.adviser, solvik.health, "national").nodes.count() == 5


def test_an_imported_plan_brings_its_own_tree(cast, solvik):
    plan = writes.open_plan(
        by=cast.adviser,
        title="Lest plan",
        unit=solvik.health,
        first_year=2024,
        last_year=2027,
        template="moss",
        fill=False,
        source_name="plan.pdf",
        unplaced=["Side 3"],
    )
    assert plan.nodes.count() == 0
    assert kit.again(plan).unplaced == ["Side 3"]


def test_a_plan_without_a_name_or_backwards_in_time_is_refused(cast, solvik):
    facts = {"by": cast.adviser, "unit": solvik.health}
    with pytest.raises(ValidationError, match="heter"):
        writes.open_plan(title="  ", first_year=2024, last_year=2027, **facts)
    with pytest.raises(ValidationError, match="slutte"):
        writes.open_plan(title="Baklengs", first_year=2027, last_year=2024, **facts)
    assert not Plan.objects.exists()


def test_the_database_refuses_an_adopted_plan_without_a_decision(cast, solvik):
    plan = kit.draft(cast.adviser, solvik.health)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(state=states.ADOPTED)


def test_a_draft_is_seen_by_those_who_write_and_adopt_only(web, cast, solvik):
    plan = kit.draft(cast.coordinator, solvik.health)
    address = f"/planer/{plan.record.reference}/"
    for reader in (cast.coordinator, cast.adviser, cast.director, cast.chief):
        assert web.as_(reader).get(address).status_code == 200
    for stranger in (cast.nurse, cast.leader, cast.teacher, cast.politician, cast.auditor):
        assert web.as_(stranger).get(address).status_code == 404


def test_a_plan_is_made_on_a_page_and_the_desk_opens(web, cast, solvik):
    page = web.as_(cast.coordinator).get("/planer/ny/")
    assert "Leve hele livet" in page.content.decode()
    facts = {"title": "Vår plan", "unit": solvik.health.pk, "template": "moss", "first_year": 2027, "last_year": 2030}
    answer = web.as_(cast.coordinator).post("/planer/ny/", facts)
    plan = Plan.objects.select_related("record").get()
    assert answer.url == f"/planer/{plan.record.reference}/rediger/"
    assert web.as_(cast.coordinator).get(answer.url).status_code == 200


def test_a_coordinator_makes_no_plan_for_another_area(web, cast, solvik):
    facts = {
        "title": "Vår plan",
        "unit": solvik.upbringing.pk,
        "template": "free",
        "first_year": 2027,
        "last_year": 2030,
    }
    assert web.as_(cast.coordinator).post("/planer/ny/", facts).status_code == 422
    assert web.as_(cast.nurse).get("/planer/ny/").status_code == 404


def test_years_that_run_backwards_are_said_beside_the_field(web, cast, solvik):
    facts = {"title": "P", "unit": solvik.health.pk, "template": "free", "first_year": 2030, "last_year": 2027}
    answer = web.as_(cast.coordinator).post("/planer/ny/", facts)
    assert answer.status_code == 422
    assert "slutte samme år" in answer.content.decode()

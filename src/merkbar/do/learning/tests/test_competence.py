"""The gap is the profile minus what people have; leaders confirm and plan where they lead."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from merkbar.do.learning import figures, gaps, writes
from merkbar.do.learning.models import Holding, PlanLine
from merkbar.do.learning.tests import kit
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Post, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def hlr(cast, solvik):
    made = kit.competence(cast)
    writes.ask_for(by=cast.adviser, role=Role.objects.get(code="ansatt"), competence=made, level=2, renewal_months=24)
    return made


def words(cast, unit):
    return {one.name: one.word for gap in gaps.of_unit(standing_of(cast.leader), unit) for one in gap.lacking}


def test_the_gap_names_who_lacks_what_and_why(cast, hlr, solvik):
    today = clock.today()
    old = figures.months_after(today, -30)
    writes.confirm(by=cast.leader, person=cast.nurse, competence=hlr, level=2, on=old)
    writes.confirm(by=cast.leader, person=cast.colleague, competence=hlr, level=1, on=today)
    assert words(cast, solvik.east) == {cast.nurse.name: "expired", cast.colleague.name: "low"}
    writes.confirm(by=cast.leader, person=cast.nurse, competence=hlr, level=3, on=today)
    assert words(cast, solvik.east) == {cast.colleague.name: "low"}


def test_a_person_with_two_seats_counts_once_by_the_stricter(cast, hlr, solvik):
    safety = Role.objects.get(code="verneombud")
    Post.objects.create(person=cast.nurse, role=safety, unit=solvik.east, valid_from=clock.today())
    writes.ask_for(by=cast.adviser, role=safety, competence=hlr, level=3)
    [gap] = gaps.of_unit(standing_of(cast.leader), solvik.east)
    assert gap.asked == 2
    mine = next(one for one in gap.lacking if one.person == cast.nurse.pk)
    assert mine.line.level == 3


def test_a_leader_confirms_own_people_only_and_never_herself(cast, hlr):
    facts = {"competence": hlr, "level": 2, "on": clock.today()}
    for by, person in (
        (cast.leader, cast.leader),
        (cast.leader, cast.teacher),
        (cast.nurse, cast.colleague),
        (cast.auditor, cast.nurse),
    ):
        with pytest.raises(ValidationError):
            writes.confirm(by=by, person=person, **facts)
    writes.confirm(by=cast.leader, person=cast.nurse, **facts)
    assert "bekreftet" in Notice.objects.get(person=cast.nurse).text


def test_nobody_is_confirmed_ahead_of_time(cast, hlr):
    with pytest.raises(ValidationError):
        writes.confirm(
            by=cast.leader, person=cast.nurse, competence=hlr, level=2, on=clock.today() + dt.timedelta(days=1)
        )


def test_what_people_have_is_seen_by_themselves_and_those_who_follow_them(cast, hlr):
    writes.confirm(by=cast.leader, person=cast.nurse, competence=hlr, level=2, on=clock.today())
    for who, seen in (
        ("nurse", 1),
        ("leader", 1),
        ("director", 1),
        ("colleague", 0),
        ("neighbour", 0),
        ("politician", 0),
        ("dpo", 0),
    ):
        assert Holding.objects.visible_to(standing_of(getattr(cast, who))).count() == seen, who


def test_whoever_gets_a_line_of_the_plan_is_told_and_may_finish_it(cast, hlr, solvik, web):
    year = clock.today().year
    line = writes.plan_line(
        by=cast.leader,
        unit=solvik.east,
        year=year,
        competence=hlr,
        what="Kurs",
        due=dt.date(year, 12, 31),
        responsible=cast.nurse,
    )
    assert "Kurs" in Notice.objects.get(person=cast.nurse).text
    assert web.as_(cast.colleague).post(f"/laering/kompetanse/plan/{line.pk}/gjort/").status_code == 404
    assert web.as_(cast.auditor).post(f"/laering/kompetanse/plan/{line.pk}/gjort/").status_code == 403
    assert web.as_(cast.nurse).post(f"/laering/kompetanse/plan/{line.pk}/gjort/").status_code == 302
    line.refresh_from_db()
    assert line.done_on == clock.today()


def test_a_deadline_before_the_year_is_refused(cast, hlr, solvik):
    with pytest.raises(ValidationError):
        writes.plan_line(
            by=cast.leader,
            unit=solvik.east,
            year=2027,
            competence=hlr,
            what="Kurs",
            due=dt.date(2026, 1, 1),
            responsible=cast.nurse,
        )


@pytest.fixture
def planned(cast, hlr, solvik):
    """A line of the plan of the year, which the nurse is in charge of."""
    year = clock.today().year
    facts = {"competence": hlr, "what": "Kurs", "due": dt.date(year, 12, 31), "responsible": cast.nurse}
    return writes.plan_line(by=cast.leader, unit=solvik.east, year=year, **facts)


def test_a_leader_changes_a_line_of_the_plan_and_the_new_one_in_charge_is_told(cast, hlr, planned, web):
    leader, address = web.as_(cast.leader), f"/laering/kompetanse/plan/{planned.pk}/"
    assert f'href="{address}"' in leader.get("/laering/kompetanse/plan/").content.decode()
    typed = {"seen": 1, "competence": hlr.pk, "person": "", "what": "Kurs og øvelse", "due": f"31.12.{planned.year}"}
    assert leader.post(address, typed | {"responsible": cast.colleague.pk}).status_code == 302
    planned.refresh_from_db()
    assert (planned.what, planned.responsible, planned.version) == ("Kurs og øvelse", cast.colleague, 2)
    assert "Kurs og øvelse" in Notice.objects.get(person=cast.colleague).text


def test_who_saves_an_old_line_of_the_plan_overwrites_nothing(cast, hlr, planned, web):
    leader, address = web.as_(cast.leader), f"/laering/kompetanse/plan/{planned.pk}/"
    typed = {"seen": 1, "competence": hlr.pk, "what": "Først", "due": f"31.12.{planned.year}"}
    typed["responsible"] = cast.nurse.pk
    assert leader.post(address, typed).status_code == 302
    again = leader.post(address, typed | {"what": "Sist"})
    assert again.status_code == 409
    assert 'value="Sist"' in again.content.decode()
    assert 'name="seen" value="2"' in again.content.decode()
    assert leader.post(f"{address}slett/", {"seen": 1}).status_code == 409
    planned.refresh_from_db()
    assert planned.what == "Først"


def test_a_line_is_taken_out_and_a_done_one_is_opened_again_by_who_plans(cast, planned, web):
    leader, address = web.as_(cast.leader), f"/laering/kompetanse/plan/{planned.pk}/"
    leader.post(f"{address}gjort/")
    leader.post(f"{address}gjort/", {"ferdig": "nei"})
    planned.refresh_from_db()
    assert planned.done_on is None
    for who, status in ((cast.nurse, 403), (cast.neighbour, 404)):
        assert web.as_(who).post(f"{address}slett/", {"seen": 1}).status_code == status
        assert web.as_(who).get(address).status_code == status
    assert leader.post(f"{address}slett/", {"seen": 1}).status_code == 302
    assert not PlanLine.objects.exists()

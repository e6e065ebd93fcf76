"""Who owns an indicator or delivers its numbers reaches it in every unit it is measured in, and nothing else (J13)."""

import datetime as dt

import pytest

from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.factories import CaseFactory
from merkbar.check.indicators import readings, writes
from merkbar.check.indicators.models import Annotation, Indicator, Measurement
from merkbar.check.indicators.tests.kit import d, define, line, refused, take, values
from merkbar.check.indicators.tests.test_pages import FORM, IMPORT, columns, csv_file, sealed_in
from merkbar.ground.access.standing import standing_of
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.units.writes import open_unit

START = dt.date(2024, 1, 1)
PAY = "Enhet;Måned;Heltid;Ansatte\nMH33;2026-01;12;34\nMH31;2026-01;19;38\n"
PAY_COLUMNS = columns("unit", "period", "I08:numerator", "I08:denominator")


@pytest.fixture
def hr(solvik):
    """One who works with the staff of the whole municipality, in a department that lies beside the wards."""
    office = open_unit(by=None, code="HR11", name="HR og bemanning", parent=solvik.root, valid_from=START)
    person = Person.objects.create(login="hr", name="Test Hr", email="hr@solvik.example", home_unit=office)
    Post.objects.create(person=person, role=Role.objects.get(code="hr"), unit=office, valid_from=START)
    return person


@pytest.fixture
def full_time(solvik, hr):
    facts = {"source_kind": "import", "about_staff": True, "theme": "full_time", "unit_word": "%"}
    return define(solvik.health, code="I08", title="Heltid", supplier=Role.objects.get(code="hr"), **facts)


@pytest.fixture
def falls(solvik):
    made = define(solvik.health, code="I01", title="Fall")
    take(line(made, solvik.east, "2026-01", "2", "20"))
    return made


def again(person):
    """The person as the next request meets them."""
    return standing_of(Person.objects.get(pk=person.pk))


def test_hr_reads_in_a_month_of_the_pay_system_and_sees_it_in_every_unit(web, hr, solvik, full_time):
    me = web.as_(hr)
    page = me.post(IMPORT, {"file": csv_file(PAY)})
    assert "MH33 Øst" in page.text
    page = me.post(IMPORT, {"sealed": sealed_in(page), **PAY_COLUMNS})
    assert "2 nye tall" in page.text
    me.post(IMPORT, {"sealed": sealed_in(page), **PAY_COLUMNS, "steg": "lagre"})
    assert values(full_time, solvik.north) == {dt.date(2026, 1, 1): d("50.000000")}
    assert "43,1" in me.get("/indikatorer/heltid/").text
    assert "35,3" in me.get("/indikatorer/I08/tall/?enhet=MH33").text
    assert "Heltid" in me.get("/indikatorer/").text
    assert "enhet=MH3" in me.get("/indikatorer/I08/").text


def test_hr_types_in_what_it_delivers_and_no_other_figure_of_the_ward(web, hr, solvik, full_time):
    appraisals = define(solvik.east, code="I70", title="Samtaler", supplier=Role.objects.get(code="hr"))
    meals = define(solvik.east, code="I71", title="Måltider")
    page = web.as_(hr).get("/indikatorer/registrer/?enhet=MH33")
    assert f"numerator-{appraisals.pk}" in page.text
    assert f"numerator-{meals.pk}" not in page.text


def test_hr_writes_a_note_on_what_it_delivers(web, hr, full_time, solvik):
    take(line(full_time, solvik.east, "2026-01", "12", "34"))
    me = web.as_(hr)
    me.post("/indikatorer/I08/merknad/?enhet=MH33", {"day": "1.1.2026", "text": "Ny heltidsavtale"})
    assert Annotation.objects.get().made_by == hr


def test_nothing_else_opens_for_hr(web, hr, solvik, cast, full_time, falls):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    standing, me = standing_of(hr), web.as_(hr)
    assert list(Indicator.objects.visible_to(standing)) == [full_time]
    assert not Measurement.objects.visible_to(standing).filter(indicator=falls).exists()
    assert not Deviation.objects.visible_to(standing).exists()
    for address in (f"/avvik/{case.record.reference}/", "/indikatorer/I01/", "/indikatorer/I01/tall/?enhet=MH33"):
        me.get(address, status=404)
    me.get("/indikatorer/I08/endre/", status=403)
    (found,) = refused(line(falls, solvik.east, "2026-02", "1", "2"), standing=standing)
    assert found.column == "indicator"


def test_a_figure_that_hr_does_not_deliver_stays_with_the_units(hr, solvik, full_time):
    full_time.supplier = None
    full_time.save()
    (found,) = refused(line(full_time, solvik.east, "2026-02", "1", "2"), standing=standing_of(hr))
    assert found.column == "indicator"
    assert not Indicator.objects.visible_to(standing_of(hr)).exists()


def test_hr_delivers_only_where_the_figure_is_measured(hr, solvik, full_time):
    (found,) = refused(line(full_time, solvik.school, "2026-01", "1", "2"), standing=standing_of(hr))
    assert "enheten «OL21» finnes ikke" in found.sentence


@pytest.mark.parametrize(("staff", "hidden"), [(9, True), (10, False)])
def test_the_few_of_a_small_unit_are_hidden_from_hr_and_shown_to_their_own_leader(
    web, hr, cast, solvik, full_time, staff, hidden
):
    solvik.east.employees = staff
    solvik.east.save()
    take(line(full_time, solvik.east, "2026-01", "4", "9"))
    me = web.as_(hr)
    for address in ("", "tall/"):
        assert ("44,4" not in me.get(f"/indikatorer/I08/{address}?enhet=MH33").text) is hidden
    file = me.get("/indikatorer/I08/tall/fil/?enhet=MH33").content.decode("utf-8-sig")
    assert ("44,4" not in file) is hidden
    assert "44,4" in web.as_(cast.leader).get("/indikatorer/I08/tall/?enhet=MH33").text


def test_what_is_held_back_of_a_small_unit_takes_its_notes_with_it(web, hr, solvik, full_time):
    solvik.east.employees = 9
    solvik.east.save()
    facts = {"unit": solvik.east, "day": dt.date(2026, 2, 1), "text": "Kari er sykmeldt"}
    writes.annotate(by=hr, indicator=full_time, **facts)
    assert "Kari" not in web.as_(hr).get("/indikatorer/I08/?enhet=MH33").text


def test_the_owner_reads_the_figure_in_all_units_as_long_as_the_post_is_held(cast, solvik, falls):
    post = Post.objects.get(person=cast.head)
    writes.edit(by=None, indicator=falls, seen=falls.record.version, title="Fall", owner_post=post)
    falls = Indicator.objects.get(pk=falls.pk)
    assert falls.record.owner == cast.head
    assert readings.may_see_at(again(cast.head), falls, solvik.east)
    assert not readings.may_see_at(again(cast.teacher), falls, solvik.east)
    post.valid_to = dt.date(2024, 2, 1)
    post.save()
    assert not Indicator.objects.visible_to(again(cast.head)).exists()


def test_a_deputy_reads_what_the_owner_does(cast, solvik, falls):
    post = Post.objects.get(person=cast.head)
    falls.owner_post = post
    falls.save()
    role = Role.objects.get(code="avdelingsleder")
    Post.objects.create(person=cast.teacher, role=role, unit=solvik.school, valid_from=START, deputy_for=post)
    assert Indicator.objects.visible_to(again(cast.teacher)).get() == falls


def test_owning_gives_nothing_to_a_role_that_reads_no_indicators(cast, falls):
    falls.owner_post = Post.objects.get(person=cast.politician)
    falls.save()
    assert not Indicator.objects.visible_to(again(cast.politician)).exists()


def test_the_owner_and_the_supplier_are_chosen_on_the_indicator(web, cast, hr, falls):
    me, post = web.as_(cast.director), Post.objects.get(person=cast.leader)
    page = me.get("/indikatorer/I01/endre/")
    assert "Test Leader, Avdelingsleder, Øst" in page.text
    assert "Test Hr, HR" in page.text
    assert "Test Head" not in page.text
    assert "Test Nurse" not in page.text
    sent = {
        **FORM,
        "shape": "share",
        "title": "Fall",
        "seen": falls.record.version,
        "owner_post": post.pk,
        "supplier": "hr",
    }
    me.post("/indikatorer/I01/endre/", sent)
    falls = Indicator.objects.get(pk=falls.pk)
    assert (falls.owner_post, falls.supplier_id, falls.record.owner) == (post, "hr", cast.leader)
    assert "Test Leader, avdelingsleder Øst" in me.get("/indikatorer/I01/").text
    assert f'<option value="{post.pk}" selected>' in me.get("/indikatorer/I01/endre/").text


def test_a_post_that_was_not_offered_is_refused_and_what_was_typed_is_kept(web, cast, falls):
    outside = Post.objects.get(person=cast.politician)
    sent = {
        **FORM,
        "title": "Nytt navn",
        "seen": falls.record.version,
        "owner_post": outside.pk,
        "supplier": "politiker",
    }
    page = web.as_(cast.director).post("/indikatorer/I01/endre/", sent, status=422)
    assert "Nytt navn" in page.text
    falls.refresh_from_db()
    assert (falls.owner_post, falls.supplier) == (None, None)


def test_what_hr_delivers_stands_first_in_the_list_wherever_it_is_measured(web, hr, solvik, full_time, falls):
    office = hr.home_unit
    appraisals = define(office, code="I71", title="Samtaler")
    take(line(appraisals, office, "2026-01", "4", "5"), line(full_time, solvik.east, "2026-01", "12", "34"))
    page = web.as_(hr).get("/indikatorer/").text
    assert '<option value="HR11" selected>' in page
    first, second = page.split('aria-labelledby="g-')[1:]
    assert "Du eier eller leverer tall til" in first
    assert ("/I08/?enhet=MH" in first, "/I71/" in first) == (True, False)
    assert ("/I08/" in second, "/I71/?enhet=HR11" in second) == (False, True)
    assert "/I01/" not in page


def test_an_empty_list_leads_hr_to_what_they_deliver(web, hr, cast, solvik, full_time):
    office = hr.home_unit
    appraisals = define(office, code="I71", title="Samtaler")
    take(line(appraisals, office, "2026-01", "4", "5"), line(full_time, solvik.east, "2026-01", "12", "34"))
    me = web.as_(hr)
    empty = "/indikatorer/?enhet=HR11&vurdering=worse"
    there = "/indikatorer/?enhet=alle&amp;mine=ja"
    assert there in me.get(empty).text
    assert there not in me.get("/indikatorer/").text
    assert there not in web.as_(cast.leader).get("/indikatorer/?vurdering=worse").text
    mine = me.get(there.replace("&amp;", "&")).text
    assert "/indikatorer/I08/?enhet=MH" in mine
    assert "/indikatorer/I71/" not in mine

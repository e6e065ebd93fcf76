"""Who works here, which seats they hold, and what an administrator may not do to their own account."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine

import merkbar
from merkbar.ground.access.standing import leader_of
from merkbar.ground.access.table import POLICY, Right
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.people.writes import appoint, deactivate
from merkbar.ground.trail.history import last_event
from merkbar.ground.units.models import Unit
from merkbar.web.administration.paging import page_of
from merkbar.web.administration.right_words import WORDS
from merkbar.web.administration.seats import falls_to, leading_posts, vacancies

PEOPLE = "/administrasjon/personer/"
ROLES = "/administrasjon/roller/"
TODAY = dt.date(2026, 10, 15)


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(dt.datetime(2026, 10, 15, 9, 0, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def area_admin(cast, solvik):
    """Somebody who administers one area only."""
    role = Role.objects.get(code="applikasjonsansvarlig")
    appoint(by=None, person=cast.colleague, role=role, unit=solvik.health, valid_from=dt.date(2026, 1, 1))
    return cast.colleague


def account(person, **changes):
    facts = {
        "name": person.name,
        "login": person.login,
        "email": person.email,
        "employee_no": "",
        "home_unit": person.home_unit_id,
        "seen": last_event(person),
    }
    return {**facts, **changes}


def test_people_are_found_by_part_of_a_name(web, cast):
    page = web.as_(cast.admin).get(PEOPLE, {"q": "nur"}).content.decode()
    assert "Test Nurse" in page
    assert "Test Teacher" not in page


def test_people_are_found_by_role_and_those_without_one_apart(web, cast):
    page = web.as_(cast.admin).get(PEOPLE, {"rolle": "verneombud"}).content.decode()
    assert "Test Safety" in page
    assert "Test Nurse" not in page
    Post.objects.filter(person=cast.nurse).delete()
    page = web.as_(cast.admin).get(PEOPLE, {"vis": "uten"}).content.decode()
    assert "Test Nurse" in page
    assert "Test Safety" not in page


def test_a_search_without_hits_says_what_to_try(web, cast):
    assert "Ingen passer." in web.as_(cast.admin).get(PEOPLE, {"q": "zzz"}).content.decode()


def test_paging_meets_everyone_once_there_and_back(cast):
    Person.objects.bulk_create([Person(name="Samme Navn") for _n in range(7)])
    everyone = list(Person.objects.order_by("name", "pk").values_list("pk", flat=True))
    met, after = [], ""
    while True:
        page = page_of(Person.objects.all(), after=after, before="", size=4)
        met += [person.pk for person in page.people]
        if not page.older:
            break
        after = str(page.older)
    assert met == everyone
    back = page_of(Person.objects.all(), after="", before=str(met[-1]), size=4)
    assert [person.pk for person in back.people] == met[-5:-1]
    assert page_of(Person.objects.all(), after="", before=str(met[4]), size=4).newer == 0


@pytest.mark.parametrize("key", ["-1", "x", "9" * 30, "²", "0"])
def test_a_broken_key_starts_from_the_top(key, web, cast):
    assert "Test Admin" in web.as_(cast.admin).get(PEOPLE, {"etter": key}).content.decode()


def test_a_role_is_given_and_opens_the_unit(web, cast, solvik):
    role = {"role": "avdelingsleder", "unit": solvik.south.pk, "valid_from": "15.10.2026", "last_day": "31.12.2026"}
    page = web.as_(cast.admin).post(f"{PEOPLE}{cast.nurse.pk}/rolle/", role, follow=True).content.decode()
    assert "Test Nurse har fått rollen Avdelingsleder i Hjemmetjenesten Sør." in page
    assert "siste dag 31.12.2026" in page
    post = Post.objects.get(person=cast.nurse, unit=solvik.south)
    assert post.valid_to == dt.date(2027, 1, 1)


def test_a_role_cannot_end_before_it_begins(web, cast, solvik):
    role = {"role": "ansatt", "unit": solvik.south.pk, "valid_from": "15.10.2026", "last_day": "14.10.2026"}
    page = web.as_(cast.admin).post(f"{PEOPLE}{cast.nurse.pk}/rolle/", role).content.decode()
    assert "Siste dag kan ikke være før første dag." in page
    assert 'value="14.10.2026"' in page


def test_the_same_role_twice_is_refused_in_a_sentence(web, cast, solvik):
    role = {"role": "ansatt", "unit": solvik.east.pk, "valid_from": "01.01.2024"}
    page = web.as_(cast.admin).post(f"{PEOPLE}{cast.nurse.pk}/rolle/", role).content.decode()
    assert "Personen har allerede denne rollen fra denne dagen." in page


def test_nobody_gives_themselves_a_role(web, cast, solvik):
    client = web.as_(cast.admin)
    assert client.get(f"{PEOPLE}{cast.admin.pk}/rolle/").status_code == 403
    seat = {"person": cast.admin.login, "role": "kommunedirektor", "unit": solvik.root.pk, "valid_from": "15.10.2026"}
    assert "Du kan ikke gi deg selv en rolle." in client.post(ROLES + "gi/", seat).content.decode()
    deputy = {"person": cast.admin.login, "valid_from": "15.10.2026"}
    chief = Post.objects.get(person=cast.chief)
    page = client.post(f"{ROLES}holdt/{chief.pk}/stedfortreder/", deputy).content.decode()
    assert "Du kan ikke gi deg selv en rolle." in page
    assert Post.objects.filter(person=cast.admin).count() == 1


@pytest.mark.parametrize("page", ["steng", "passord"])
def test_nobody_locks_or_opens_their_own_account(page, web, cast):
    assert web.as_(cast.admin).post(f"{PEOPLE}{cast.admin.pk}/{page}/").status_code == 403
    assert Person.objects.get(pk=cast.admin.pk).is_active


def test_ending_a_seat_says_where_the_cases_fall(web, cast, solvik):
    post = Post.objects.get(person=cast.leader)
    client = web.as_(cast.admin)
    assert "faller de til Test Manager" in client.get(f"{ROLES}holdt/{post.pk}/avslutt/").content.decode()
    client.post(f"{ROLES}holdt/{post.pk}/avslutt/", {"last_day": "14.10.2026"})
    assert leader_of(solvik.east, TODAY).person == cast.manager


def test_the_last_day_is_held_to_its_end(web, cast, solvik):
    post = Post.objects.get(person=cast.leader)
    web.as_(cast.admin).post(f"{ROLES}holdt/{post.pk}/avslutt/", {"last_day": "15.10.2026"})
    assert leader_of(solvik.east, TODAY).person == cast.leader
    assert leader_of(solvik.east, TODAY + dt.timedelta(days=1)).person == cast.manager


def test_a_deputy_is_named_by_name_and_shown_on_both_pages(web, cast):
    post = Post.objects.get(person=cast.leader)
    facts = {"person": "test nurse", "valid_from": "15.10.2026"}
    page = web.as_(cast.admin).post(f"{ROLES}holdt/{post.pk}/stedfortreder/", facts, follow=True).content.decode()
    assert "stedfortreder Test Nurse" in page
    assert "Test Nurse er stedfortreder for deg" in web.as_(cast.leader).get("/min-rolle/").content.decode()
    assert "Du er stedfortreder for Test Leader" in web.as_(cast.nurse).get("/min-rolle/").content.decode()


def test_two_of_one_name_are_told_apart_by_number(web, cast, solvik):
    Person.objects.create(name="Kari Prøve", employee_no="101")
    Person.objects.create(name="Kari Prøve", employee_no="102")
    seat = {"person": "Kari Prøve", "role": "avdelingsleder", "unit": solvik.south.pk, "valid_from": "15.10.2026"}
    client = web.as_(cast.admin)
    assert "Kari Prøve (101), Kari Prøve (102)" in client.post(ROLES + "gi/", seat).content.decode()
    client.post(ROLES + "gi/", {**seat, "person": "102"})
    assert Post.objects.get(unit=solvik.south).person.employee_no == "102"


def test_vacant_seats_are_listed_with_where_they_fall(web, cast):
    page = web.as_(cast.admin).get(ROLES + "ledige/").content.decode()
    assert "3 enheter er uten egen leder." in page
    assert "Test Manager, Virksomhetsleder i Hjemmetjenesten" in page
    assert "Hjemmetjenesten Øst" not in page


def test_the_list_of_vacancies_agrees_with_leader_of(cast):
    for person in (cast.manager, cast.leader, cast.chief):
        deactivate(by=None, person=person)
        leading = leading_posts(TODAY)
        for unit in Unit.objects.all():
            assert falls_to(unit.path, leading) == leader_of(unit, TODAY), unit.code
    empty = {vacancy.unit.code: vacancy.falls_to for vacancy in vacancies(Unit.objects.all(), TODAY)}
    assert set(empty) == {"SOLVIK", "MH3", "MH32", "MH33", "OL", "OL2"}
    assert empty["OL"] is None


def test_an_account_is_changed_and_a_stale_page_refused(web, cast):
    client = web.as_(cast.admin)
    old = account(cast.nurse)
    client.post(f"{PEOPLE}{cast.nurse.pk}/konto/", account(cast.nurse, employee_no="4711"))
    page = client.post(f"{PEOPLE}{cast.nurse.pk}/konto/", {**old, "employee_no": "4712"}).content.decode()
    assert "Noen andre har endret dette" in page
    assert 'value="4712"' in page
    assert Person.objects.get(pk=cast.nurse.pk).employee_no == "4711"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"login": "LEADER"}, "Brukernavnet er i bruk."),
        ({"login": "med mellomrom"}, "kan ikke ha mellomrom"),
        ({"email": "leader@solvik.example"}, "E-postadressen er i bruk av en annen."),
        ({"email": "ikke-epost"}, "Skriv en hel e-postadresse."),
        ({"name": ""}, "Skriv navnet."),
        ({"employee_no": "leader"}, "Ansattnummeret er i bruk av en annen."),
    ],
)
def test_an_account_is_never_mistaken_for_another(changes, sentence, web, cast):
    page = web.as_(cast.admin).post(f"{PEOPLE}{cast.nurse.pk}/konto/", account(cast.nurse, **changes)).content.decode()
    assert sentence in page
    assert Person.objects.get(pk=cast.nurse.pk).login == "nurse"


def test_somebody_new_is_added_and_can_be_given_a_role(web, cast, solvik):
    facts = {"name": "Ny Prøve", "login": "ny", "email": "ny@solvik.example", "home_unit": solvik.east.pk}
    page = web.as_(cast.admin).post(PEOPLE + "ny/", facts, follow=True).content.decode()
    assert "Ny Prøve er lagt til." in page
    assert "Uten rolle ser personen bare sine egne meldinger." in page
    assert not Person.objects.get(login="ny").has_usable_password()


def test_a_closed_account_is_out_at_once_and_can_be_opened(web, cast):
    nurse = web.as_(cast.nurse)
    assert nurse.get("/min-rolle/").status_code == 200
    web.as_(cast.admin).post(f"{PEOPLE}{cast.nurse.pk}/steng/")
    assert nurse.get("/min-rolle/").status_code == 302
    web.as_(cast.admin).post(f"{PEOPLE}{cast.nurse.pk}/steng/")
    assert Person.objects.get(pk=cast.nurse.pk).is_active


def test_a_new_password_is_shown_once_and_works(web, cast):
    address = f"{PEOPLE}{cast.nurse.pk}/passord/"
    client = web.as_(cast.admin)
    shown = client.post(address).content.decode()
    password = shown.split("<code>")[1].split("</code>")[0]
    assert Person.objects.get(pk=cast.nurse.pk).check_password(password)
    assert password not in client.get(address).content.decode()
    assert not Person.objects.get(pk=cast.nurse.pk).check_password("solvik-demo")


def test_an_area_administrator_cannot_take_over_an_account_that_reaches_further(web, area_admin, cast, solvik):
    appoint(by=None, person=cast.chief, role=Role.objects.get(code="ansatt"), unit=solvik.east, valid_from=TODAY)
    client = web.as_(area_admin)
    assert client.get(f"{PEOPLE}{cast.chief.pk}/").status_code == 200
    for page in ("konto", "passord", "steng"):
        assert client.get(f"{PEOPLE}{cast.chief.pk}/{page}/").status_code == 403
    assert client.get(f"{PEOPLE}{cast.teacher.pk}/").status_code == 404
    assert client.get(f"{ROLES}holdt/{Post.objects.get(person=cast.teacher).pk}/avslutt/").status_code == 404


def test_an_area_administrator_gives_roles_only_in_the_area(web, area_admin, cast, solvik):
    role = {"role": "kommunedirektor", "unit": solvik.root.pk, "valid_from": "15.10.2026"}
    assert web.as_(area_admin).post(f"{PEOPLE}{cast.nurse.pk}/rolle/", role).status_code == 200
    assert not Post.objects.filter(person=cast.nurse, unit=solvik.root).exists()
    assert web.as_(area_admin).get(ROLES + "kommunedirektor/").status_code == 403


def test_a_title_is_the_municipalitys_own_and_the_duties_stay(web, cast):
    role = Role.objects.get(code="kommunedirektor")
    facts = {"title": "Rådmann", "duties": "[]", "seen": last_event(role)}
    web.as_(cast.admin).post(ROLES + "kommunedirektor/", facts)
    changed = Role.objects.get(code="kommunedirektor")
    assert (changed.title, changed.duties) == ("Rådmann", role.duties)


def test_my_role_says_who_leads_me_and_what_i_may(web, cast):
    page = web.as_(cast.nurse).get("/min-rolle/").content.decode()
    assert "Lederen din her er Test Leader, Avdelingsleder i Øst." in page
    assert "Du kan i Øst og enheter under" in page
    page = web.as_(cast.leader).get("/min-rolle/").content.decode()
    assert "Lederen din her er Test Manager" in page
    assert "Svarer melder innen 7 dager" in page
    page = web.as_(cast.safety).get("/min-rolle/").content.decode()
    assert "Lese avvik, bare om HMS" in page
    assert "Ingen står over deg i linjen." in web.as_(cast.chief).get("/min-rolle/").content.decode()


def test_without_a_seat_the_page_says_what_is_left(web, cast):
    Post.objects.filter(person=cast.nurse).delete()
    assert "Du har ingen rolle i dag." in web.as_(cast.nurse).get("/min-rolle/").content.decode()


def test_every_right_has_words_and_every_role_can_be_told():
    assert set(WORDS) == set(Right)
    assert all(grant.right in WORDS for grants in POLICY.values() for grant in grants)


def test_a_right_that_is_shown_is_asked_for_somewhere():
    """«Hvem ser hva» must not promise what no door, policy or query knows."""
    table = Path(merkbar.__file__).parent / "ground/access/table.py"
    told = {"right_words.py", "views_my_role.py"}
    files = [p for p in table.parents[2].rglob("*.py") if p != table and p.name not in told and "tests" not in p.parts]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [right.name for right in Right if f"Right.{right.name}" not in source] == []

"""An administrator gives roles and passwords, and cannot by that come to read a shielded case unseen."""

import datetime as dt

import pytest
import time_machine

from merkbar.ground.notices.models import Notice
from merkbar.ground.notices.tests.post import sink, work
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.people.writes import appoint
from merkbar.ground.trail.history import last_event
from merkbar.web.accounts.tests.people import enter
from merkbar.web.accounts.tests.test_forgotten_password import NEW, link_in
from merkbar.web.accounts.writes import change_password, give_password
from merkbar.web.administration import policy

PEOPLE = "/administrasjon/personer/"
REFUSED = "logger inn med et passord en administrator har laget"


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(dt.datetime(2026, 10, 15, 9, 0, tzinfo=dt.UTC), tick=False):
        yield


def seat(unit, role="kommunedirektor"):
    return {"role": role, "unit": unit.pk, "valid_from": "15.10.2026"}


def told(person):
    return list(Notice.objects.filter(person=person).values_list("text", flat=True))


def test_a_password_made_here_opens_no_role_that_reads_shielded_cases(web, cast, solvik):
    client = web.as_(cast.admin)
    facts = {"name": "Test Ny", "login": "ny", "email": "", "home_unit": solvik.root.pk}
    client.post(PEOPLE + "ny/", facts)
    new = Person.objects.get(login="ny")
    client.post(f"{PEOPLE}{new.pk}/passord/")
    for role in ("kommunedirektor", "kvalitetskoordinator", "personvernombud"):
        page = client.post(f"{PEOPLE}{new.pk}/rolle/", seat(solvik.root, role)).content.decode()
        assert REFUSED in page
    assert not Post.objects.filter(person=new).exists()
    client.post(f"{PEOPLE}{new.pk}/rolle/", seat(solvik.root, "ansatt"))
    assert Post.objects.filter(person=new, role="ansatt").exists()


def test_changing_it_with_the_old_password_changes_nothing(cast, solvik, web):
    give_password(by=cast.admin, person=cast.nurse, password=NEW)
    change_password(by=cast.nurse, person=cast.nurse, password=NEW + "!")
    page = web.as_(cast.admin).post(f"{PEOPLE}{cast.nurse.pk}/rolle/", seat(solvik.east, "avdelingsleder"))
    assert REFUSED in page.content.decode()


def test_a_password_chosen_from_the_mailed_link_is_the_persons_own(cast, solvik, web, client, settings):
    cast.nurse.email = "nora@solvik.example"
    cast.nurse.save()
    give_password(by=cast.admin, person=cast.nurse, password="gammel setning her")
    with sink(settings) as post:
        client.post("/glemt-passord/", {"email": cast.nurse.email})
        work("mail_reset")
    form = client.get(link_in(post.mails[0]), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert enter(client, cast.nurse.login, NEW).status_code == 302
    web.as_(cast.admin).post(f"{PEOPLE}{cast.nurse.pk}/rolle/", seat(solvik.east, "avdelingsleder"))
    assert Post.objects.filter(person=cast.nurse, role="avdelingsleder").exists()


def test_nobody_makes_a_password_for_one_who_reads_shielded_cases_now_or_later(web, cast, solvik):
    client = web.as_(cast.admin)
    assert client.post(f"{PEOPLE}{cast.chief.pk}/passord/").status_code == 403
    assert "Gi nytt passord" not in client.get(f"{PEOPLE}{cast.chief.pk}/").content.decode()
    assert "Gi nytt passord" in client.get(f"{PEOPLE}{cast.teacher.pk}/").content.decode()
    role = Role.objects.get(code="avdelingsleder")
    appoint(by=None, person=cast.teacher, role=role, unit=solvik.east, valid_from=dt.date(2027, 1, 1))
    assert client.post(f"{PEOPLE}{cast.teacher.pk}/passord/").status_code == 403


def test_the_leader_above_is_told_at_once_of_a_new_reader(web, cast, solvik):
    client = web.as_(cast.admin)
    client.post(f"{PEOPLE}{cast.nurse.pk}/rolle/", seat(solvik.east, "avdelingsleder"))
    assert told(cast.manager) == ["Test Nurse har fått rollen Avdelingsleder i Hjemmetjenesten Øst."]
    assert Notice.objects.get(person=cast.manager).instant
    client.post(f"{PEOPLE}{cast.nurse.pk}/rolle/", seat(solvik.east, "verneombud"))
    assert len(told(cast.manager)) == 1


def test_above_the_top_the_other_leader_or_a_quality_adviser_is_told(web, cast, solvik):
    client = web.as_(cast.admin)
    client.post(f"{PEOPLE}{cast.nurse.pk}/rolle/", seat(solvik.root))
    assert len(told(cast.chief)) == 1
    Post.objects.filter(role="kommunedirektor").delete()
    client.post(f"{PEOPLE}{cast.teacher.pk}/rolle/", seat(solvik.root))
    assert len(told(cast.adviser)) == 1


def test_a_new_address_for_the_mailed_link_is_told_too(web, cast):
    facts = {
        "name": cast.leader.name,
        "login": cast.leader.login,
        "email": "en.annen@solvik.example",
        "home_unit": cast.leader.home_unit_id or "",
        "seen": last_event(cast.leader),
    }
    web.as_(cast.admin).post(f"{PEOPLE}{cast.leader.pk}/konto/", facts)
    assert Person.objects.get(pk=cast.leader.pk).email == "en.annen@solvik.example"
    assert told(cast.manager) == ["E-postadressen til Test Leader er endret. Dit går lenken til nytt passord."]


def test_the_roles_that_open_shielded_cases_are_those_of_the_table():
    opening = {"avdelingsleder", "kommunedirektor", "kvalitetsradgiver", "kommuneoverlege", "personvernombud"}
    assert all(policy.opens_shielded(code) for code in opening)
    assert not any(policy.opens_shielded(code) for code in ("ansatt", "applikasjonsansvarlig", "internrevisor", "x"))

"""A new password by mail, through a real mail server."""

import re

from django.test import Client

from merkbar.ground.notices.tests.post import deferred, sink, text_of, work
from merkbar.ground.people.writes import deactivate
from merkbar.web.accounts.tests.people import enter, words

NEW = "en helt ny setning"


def link_in(mail):
    return re.search(r"http://127\.0\.0\.1:\d+(/glemt-passord/\S+)", text_of(mail))[1]


def test_the_mail_arrives_and_its_link_works_once(client, nurse, settings):
    before = Client()
    enter(before, nurse.login)
    with sink(settings) as post:
        client.post("/glemt-passord/", {"email": nurse.email.upper()})
        work("mail_reset")
    (mail,) = post.mails
    assert mail["To"] == nurse.email
    assert nurse.login in text_of(mail)
    page = client.get(link_in(mail), follow=True)
    assert "Velg nytt passord" in page.content.decode()
    form = page.redirect_chain[-1][0]
    assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
    assert before.get("/varsler/").status_code == 302
    assert enter(Client(), nurse.login, NEW).status_code == 302
    assert "Lenken virker ikke lenger" in Client().get(link_in(mail), follow=True).content.decode()


def test_the_key_is_not_left_in_the_address(client, nurse, settings):
    with sink(settings) as post:
        client.post("/glemt-passord/", {"email": nurse.email})
        work("mail_reset")
    link = link_in(post.mails[0])
    assert client.get(link).headers["Location"] == re.sub(r"(/glemt-passord/\w+)-.*/", r"\1-set-password/", link)


def test_a_known_and_an_unknown_address_read_the_same(client, nurse):
    answers = [
        client.post("/glemt-passord/", {"email": mail}, follow=True) for mail in (nurse.email, "x@solvik.example")
    ]
    assert len({words(answer) for answer in answers}) == 1
    assert len(deferred("mail_reset")) == 1


def test_the_job_holds_neither_address_nor_link(client, nurse):
    client.post("/glemt-passord/", {"email": nurse.email})
    assert deferred("mail_reset")[0].args == {"person": nurse.pk}


def test_a_deactivated_person_gets_no_link(client, nurse):
    deactivate(by=None, person=nurse)
    client.post("/glemt-passord/", {"email": nurse.email})
    assert not deferred("mail_reset")


def test_asking_again_and_again_waits(client, nurse):
    for _ in range(5):
        client.post("/glemt-passord/", {"email": nurse.email})
    refused = client.post("/glemt-passord/", {"email": nurse.email})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_a_short_password_is_refused_in_norwegian(client, nurse, settings, web):
    with sink(settings) as post:
        client.post("/glemt-passord/", {"email": nurse.email})
        work("mail_reset")
    form = web.get(link_in(post.mails[0]), follow=True).redirect_chain[-1][0]
    page = web.post(form, {"password1": "kort", "password2": "kort"}).content.decode()
    assert "for kort" in page
    page = web.post(form, {"password1": "password123", "password2": "password123"}).content.decode()
    page += web.post(form, {"password1": "nora@solvik.example", "password2": "nora@solvik.example"}).content.decode()
    page += web.post(form, {"password1": "1234567890", "password2": "1234567890"}).content.decode()
    assert "ligner for mye" in page
    assert "for vanlig" in page
    assert "password" not in re.sub(r"<[^>]*>", "", page)
    page = web.post(form, {"password1": NEW, "password2": NEW + "x"}).content.decode()
    assert "samme passordet" in page


def test_a_made_up_link_is_answered_kindly(web, db):
    for link in ("/glemt-passord/1-abc/", "/glemt-passord/zzzzzzzzzzzzz-abc-def/"):
        assert "Få en ny lenke" in web.get(link, follow=True).content.decode()

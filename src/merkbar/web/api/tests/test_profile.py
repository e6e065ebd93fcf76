import pytest

from merkbar.web.api.models import Token
from merkbar.web.api.writes import make_token

pytestmark = pytest.mark.django_db
FORM = {"name": "Uttrekk", "scope": "read", "days": "30"}


def test_a_token_is_shown_once_and_works(web, client, cast):
    page = web.as_(cast.nurse).post("/min-profil/nokler/", FORM)
    token = Token.objects.get()
    text = page.content.decode()
    secret = text.split("<code>")[1].split("</code>")[0]
    assert client.get("/api/v1/units", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    assert (token.person, token.made_by, token.scope) == (cast.nurse, cast.nurse, "read")
    assert secret not in web.as_(cast.nurse).get("/min-profil/").content.decode()


def test_a_form_with_faults_makes_no_token(web, cast):
    page = web.as_(cast.nurse).post("/min-profil/nokler/", {"name": "", "scope": "alt", "days": "10000"})
    assert page.status_code == 422
    assert not Token.objects.exists()


def test_a_token_is_revoked_by_its_owner_and_by_the_administrator_only(web, cast):
    token, _secret = make_token(by=cast.nurse, person=cast.nurse, name="Uttrekk", scope="read", days=1)
    address = f"/min-profil/nokler/{token.pk}/trekk-tilbake/"
    assert web.as_(cast.leader).post(address).status_code == 404
    assert web.as_(cast.nurse).get(address).status_code == 405
    assert web.as_(cast.admin).post(address).status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_each_sees_their_own_tokens(web, cast):
    make_token(by=cast.nurse, person=cast.nurse, name="Uttrekk til portalen", scope="read", days=1)
    assert "Uttrekk til portalen" in web.as_(cast.nurse).get("/min-profil/").content.decode()
    assert "Uttrekk til portalen" not in web.as_(cast.leader).get("/min-profil/").content.decode()
    assert "Uttrekk til portalen" in web.as_(cast.admin).get("/min-profil/").content.decode()


def test_a_stranger_is_asked_to_log_in(client):
    assert client.get("/min-profil/").status_code == 302
    assert client.post("/min-profil/nokler/", FORM).status_code == 302
    assert not Token.objects.exists()

"""Every page of the administration: who comes in, and that it reads well."""

import pytest

from merkbar.ground.people.models import Post

PAGES = [
    ("/administrasjon/", {"admin", "adviser"}),
    ("/administrasjon/lister/", {"admin", "adviser"}),
    ("/administrasjon/lister/omrader/", {"admin", "adviser"}),
    ("/administrasjon/lister/hendelsestyper/", {"admin", "adviser"}),
    ("/administrasjon/lister/arsaker/", {"admin", "adviser"}),
    ("/administrasjon/lister/skade/", {"admin", "adviser"}),
    ("/administrasjon/lister/lukkegrunner/", {"admin", "adviser"}),
    ("/administrasjon/lister/omrader/HM/", {"admin", "adviser"}),
    ("/administrasjon/lister/hendelsestyper/BR01/", {"admin", "adviser"}),
    ("/administrasjon/lister/hendelsestyper/BR01.01/", {"admin", "adviser"}),
    ("/administrasjon/lister/arsaker/A12/", {"admin", "adviser"}),
    ("/administrasjon/lister/skade/3/", {"admin", "adviser"}),
    ("/administrasjon/lister/lukkegrunner/covered/", {"admin", "adviser"}),
    ("/administrasjon/lister/undertype/BR01/", {"admin", "adviser"}),
    ("/administrasjon/lister/varslingsregler/", {"admin", "adviser"}),
    ("/administrasjon/lister/varslingsregler/ny/", {"admin", "adviser"}),
    ("/administrasjon/lister/varslingsregler/staff_serious/", {"admin", "adviser"}),
    ("/administrasjon/lister/varslingsregler/school_environment/", {"admin", "adviser"}),
    ("/administrasjon/organisasjon/", {"admin"}),
    ("/administrasjon/organisasjon/ny/", {"admin"}),
    ("/administrasjon/organisasjon/ny/?under=MH3", {"admin"}),
    ("/administrasjon/organisasjon/niva/2/", {"admin"}),
    ("/administrasjon/organisasjon/MH33/", {"admin"}),
    ("/administrasjon/organisasjon/MH33/endre/", {"admin"}),
    ("/administrasjon/organisasjon/MH33/navn/", {"admin"}),
    ("/administrasjon/organisasjon/MH33/flytt/", {"admin"}),
    ("/administrasjon/organisasjon/MH33/sla-sammen/", {"admin"}),
    ("/administrasjon/personer/", {"admin"}),
    ("/administrasjon/personer/?q=Nurse&vis=uten&rolle=ansatt", {"admin"}),
    ("/administrasjon/personer/ny/", {"admin"}),
    ("/administrasjon/personer/{nurse}/", {"admin"}),
    ("/administrasjon/personer/{nurse}/konto/", {"admin"}),
    ("/administrasjon/personer/{nurse}/steng/", {"admin"}),
    ("/administrasjon/personer/{nurse}/passord/", {"admin"}),
    ("/administrasjon/personer/{nurse}/rolle/", {"admin"}),
    ("/administrasjon/roller/", {"admin"}),
    ("/administrasjon/roller/gi/", {"admin"}),
    ("/administrasjon/roller/gi/?enhet=MH32", {"admin"}),
    ("/administrasjon/roller/ledige/", {"admin"}),
    ("/administrasjon/roller/ansatt/", {"admin"}),
    ("/administrasjon/roller/holdt/{post}/avslutt/", {"admin"}),
    ("/administrasjon/roller/holdt/{post}/stedfortreder/", {"admin"}),
]
NOWHERE = [
    "/administrasjon/lister/noe/",
    "/administrasjon/lister/skade/tre/",
    "/administrasjon/lister/omrader/XX/",
    "/administrasjon/lister/undertype/BR01.01/",
    "/administrasjon/lister/varslingsregler/finnes-ikke/",
    "/administrasjon/organisasjon/XX/",
    "/administrasjon/organisasjon/niva/99999999/",
    "/administrasjon/personer/999999999999999999999/",
    "/administrasjon/roller/finnes-ikke/",
    "/administrasjon/roller/holdt/0/avslutt/",
]


@pytest.mark.parametrize(("address", "welcome"), PAGES)
def test_only_those_with_the_right_learn_that_the_page_exists(address, welcome, web, cast):
    post = Post.objects.get(person=cast.leader)
    address = address.format(nurse=cast.nurse.pk, post=post.pk)
    for name in ("admin", "adviser", "leader", "nurse", "politician"):
        status = web.as_(getattr(cast, name)).get(address).status_code
        assert status == (200 if name in welcome else 404), name
    assert web.get(address).status_code == 302


@pytest.mark.parametrize("address", NOWHERE)
def test_what_does_not_exist_is_not_found(address, web, cast):
    assert web.as_(cast.admin).get(address).status_code == 404


def test_everyone_has_a_page_about_their_role(web, cast):
    for person in vars(cast).values():
        assert web.as_(person).get("/min-rolle/").status_code == 200
        assert web.as_(person).get("/min-rolle/hvem-ser-hva/").status_code == 200

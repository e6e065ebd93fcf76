"""«Min rolle»: each duty leads to the screen where it is done, when the screen opens for this person."""

import pytest
from django.urls import reverse

from merkbar.ground.access.standing import standing_of
from merkbar.web.administration.duty_links import SCREENS, linked


@pytest.mark.parametrize(
    ("who", "duty", "address"),
    [
        ("nurse", "Melder avvik og forbedringsideer", "/meld/"),
        ("leader", "Svarer melder innen 7 dager", "/avvik/"),
        ("leader", "Finner årsaker og setter i verk tiltak", "/tiltak/"),
        ("director", "Analyserer avvik, nestenuhell og indikatorer", "/avvik/statistikk/"),
        ("politician", "Leser avvik", ""),
        ("leader", "Leder driftsmøtene", ""),
    ],
)
def test_a_duty_leads_to_its_screen(cast, who, duty, address):
    assert linked(duty, standing_of(getattr(cast, who))) == (duty, address)


def test_every_screen_of_a_duty_exists():
    assert all(reverse(name) for _word, name, _right in SCREENS)


@pytest.mark.parametrize("who", ["nurse", "leader", "director", "adviser", "admin"])
def test_every_link_of_my_role_opens(web, cast, who):
    client = web.as_(getattr(cast, who))
    rows = client.get("/min-rolle/").context["seats"]
    addresses = {address for row in rows for _duty, address in row["duties"] if address}
    assert {client.get(address).status_code for address in addresses} <= {200}

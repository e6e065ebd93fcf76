"""The process owner is computed from where the procedure applies; a wrong level is refused with a sentence."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merkbar.do.procedures import owners, states, writes
from merkbar.do.procedures.tests import kit
from merkbar.ground.access.standing import standing_of
from merkbar.ground.people.models import Post

pytestmark = pytest.mark.django_db
LEADERS = ("chief", "director", "manager", "leader", "neighbour")
LEVELS = {"root": "chief", "health": "director", "home_care": "manager", "east": "leader", "north": "neighbour"}


@pytest.mark.parametrize(("place", "who"), LEVELS.items())
def test_the_leader_of_the_place_approves_and_no_other_leader(cast, solvik, place, who):
    version = kit.submitted(cast, kit.procedure(cast, getattr(solvik, place)))
    for other in set(LEADERS) - {who}:
        with pytest.raises(writes.WrongLevel, match="Den skal godkjennes av"):
            writes.approve(by=getattr(cast, other), version=version)
    made = writes.approve(by=getattr(cast, who), version=version)
    assert made.state == states.IN_FORCE
    assert made.approved_by == getattr(cast, who)


@pytest.mark.parametrize(("who", "may"), [("director", True), ("chief", False), ("coordinator", False)])
def test_only_whoever_may_approve_has_the_button_and_the_others_see_whose_it_is(cast, solvik, web, who, may):
    kit.submitted(cast, kit.procedure(cast, solvik.health))
    page = web.as_(getattr(cast, who)).get("/prosedyrer/P-MH-031/utkast/?vis=tekst").content.decode()
    assert ("utkast/godkjenn/" in page, "utkast/send-tilbake/" in page) == (may, may)
    assert ("Venter på godkjenning fra Kommunalsjef, Mestring og helse." in page) is not may


def test_the_sentence_says_whose_it_is(cast, solvik):
    version = kit.submitted(cast, kit.procedure(cast, solvik.health))
    with pytest.raises(writes.WrongLevel) as wrong:
        writes.approve(by=cast.manager, version=version)
    said = wrong.value.messages[0]
    assert "P-MH-031 gjelder for Mestring og helse" in said
    assert "kommunalsjef i Mestring og helse" in said


def test_a_vacant_seat_falls_upward(cast, solvik):
    Post.objects.filter(person=cast.leader).delete()
    version = kit.submitted(cast, kit.procedure(cast, solvik.east))
    assert writes.approve(by=cast.manager, version=version).state == states.IN_FORCE


def test_a_deputy_approves_for_the_one_they_stand_in_for(cast, solvik):
    held = Post.objects.get(person=cast.director)
    Post.objects.create(
        person=cast.manager, role=held.role, unit=solvik.health, valid_from=dt.date(2024, 1, 1), deputy_for=held
    )
    version = kit.submitted(cast, kit.procedure(cast, solvik.health))
    made = writes.approve(by=cast.manager, version=version)
    assert made.approved_as == "Kommunalsjef, Mestring og helse"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(sorted(LEVELS)), gone=st.sets(st.sampled_from(LEADERS), max_size=4))
def test_whoever_is_gone_exactly_the_nearest_leader_at_or_above_owns_it(cast, solvik, place, gone):
    Post.objects.filter(role__leads=True).update(valid_to=None)
    for name in gone:
        Post.objects.filter(person=getattr(cast, name)).update(valid_to=dt.date(2024, 1, 2))
    unit = getattr(solvik, place)
    homes = {"chief": "root", "director": "health", "manager": "home_care", "leader": "east", "neighbour": "north"}
    above = [name for name in LEADERS if name not in gone and unit.path.startswith(getattr(solvik, homes[name]).path)]
    nearest = max(above, key=lambda name: getattr(solvik, homes[name]).depth, default=None)
    found = set()
    for name in LEADERS:
        person = getattr(cast, name)
        person.__dict__.pop("_standing", None)
        if owners.is_process_owner(standing_of(person), unit):
            found.add(name)
    assert found == ({nearest} if nearest else set())


def test_without_any_leader_it_cannot_be_sent(cast, solvik):
    version = kit.draft(cast, kit.procedure(cast, solvik.health))
    Post.objects.filter(role__leads=True).delete()
    with pytest.raises(ValidationError, match="Ingen leder"):
        writes.submit(by=cast.coordinator, version=version)

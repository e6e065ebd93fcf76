"""Nobody approves their own words, unless nobody else leads; who has written is told by the words, not by the saves."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merkbar.do.procedures import owners, states, writes
from merkbar.do.procedures.tests import kit
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Post

pytestmark = pytest.mark.django_db
HOMES = {"chief": "root", "director": "health", "manager": "home_care", "leader": "east", "neighbour": "north"}


def written_by(cast, unit, who, **facts):
    """A new version that this person wrote alone, sent for approval by them."""
    draft = kit.draft(cast, kit.procedure(cast, unit), by=who, **facts)
    return writes.submit(by=who, version=draft)


def test_a_leader_who_wrote_alone_is_refused_and_the_level_above_approves(cast, solvik):
    version = written_by(cast, solvik.east, cast.leader)
    assert Notice.objects.filter(person=cast.manager, text__startswith="Godkjenn").exists()
    with pytest.raises(writes.WrongLevel, match="Du har selv skrevet i teksten"):
        writes.approve(by=cast.leader, version=version)
    with pytest.raises(writes.WrongLevel):
        writes.approve(by=cast.director, version=version)
    made = writes.approve(by=cast.manager, version=version)
    assert (made.state, made.approved_as) == (states.IN_FORCE, "Virksomhetsleder, Hjemmetjenesten")


def test_the_page_says_so_and_keeps_the_draft(cast, solvik, web):
    version = written_by(cast, solvik.east, cast.leader)
    leader = web.as_(cast.leader)
    page = leader.get("/prosedyrer/P-MH-031/utkast/").content.decode()
    assert "Lederen har selv skrevet i teksten" in page
    assert "utkast/godkjenn/" not in page
    typed = {"seen": version.document.record.version}
    answer = leader.post("/prosedyrer/P-MH-031/utkast/godkjenn/", typed)
    assert answer.status_code == 422
    assert "Da må en annen godkjenne den: virksomhetsleder i Hjemmetjenesten" in answer.content.decode()


def test_a_deputy_at_the_same_level_is_asked_before_the_level_above(cast, solvik):
    held = Post.objects.get(person=cast.leader)
    Post.objects.create(
        person=cast.colleague, role=held.role, unit=solvik.east, valid_from=dt.date(2024, 1, 1), deputy_for=held
    )
    version = written_by(cast, solvik.east, cast.leader)
    with pytest.raises(writes.WrongLevel, match="avdelingsleder i Øst"):
        writes.approve(by=cast.leader, version=version)
    assert writes.approve(by=cast.colleague, version=version).state == states.IN_FORCE


def test_words_a_leader_adds_to_anothers_text_are_approved_by_another_leader(cast, solvik):
    draft = kit.draft(cast, kit.procedure(cast, solvik.east), by=cast.coordinator)
    draft = writes.edit(by=cast.leader, version=draft, body=f"{kit.NEWER}<p>Gi dobbel dose.</p>", news="Ny dose.")
    version = writes.submit(by=cast.leader, version=draft)
    with pytest.raises(writes.WrongLevel, match="selv skrevet i teksten"):
        writes.approve(by=cast.leader, version=version)
    assert writes.approve(by=cast.manager, version=version).state == states.IN_FORCE


def test_a_change_by_another_does_not_make_the_leaders_text_anothers(cast, solvik):
    draft = kit.draft(cast, kit.procedure(cast, solvik.east), by=cast.leader)
    draft = writes.edit(by=cast.coordinator, version=draft, body=f"{kit.NEWER}<p>Ring vakta.</p>", news="Ring vakta.")
    version = writes.submit(by=cast.coordinator, version=draft)
    with pytest.raises(writes.WrongLevel, match="selv skrevet i teksten"):
        writes.approve(by=cast.leader, version=version)


def test_a_leader_who_changes_no_word_may_approve(cast, solvik):
    draft = kit.draft(cast, kit.procedure(cast, solvik.east), by=cast.coordinator)
    draft = writes.edit(
        by=cast.leader, version=draft, body=kit.NEWER.replace(".", " . "), news="Kortere om hva som er nytt."
    )
    version = writes.submit(by=cast.coordinator, version=draft)
    assert "Utkastet er lagret uten nye ord" in version.document.record.entries.values_list("text", flat=True)
    assert writes.approve(by=cast.leader, version=version).state == states.IN_FORCE


def test_who_only_began_an_empty_draft_has_not_written_it(cast, solvik):
    draft = writes.start(by=cast.coordinator, document=kit.procedure(cast, solvik.east).document)
    draft = writes.edit(by=cast.leader, version=draft, body=kit.NEWER, news="Begge signerer.")
    version = writes.submit(by=cast.leader, version=draft)
    with pytest.raises(writes.WrongLevel, match="selv skrevet"):
        writes.approve(by=cast.leader, version=version)


def test_where_nobody_else_leads_the_writer_approves_and_the_timeline_says_so(cast, solvik):
    version = written_by(cast, solvik.root, cast.chief)
    made = writes.approve(by=cast.chief, version=version)
    assert made.state == states.IN_FORCE
    said = made.document.record.entries.get(step="approve").text
    assert "Skrevet og godkjent av samme person" in said


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from(["root", "health", "home_care", "east", "north"]),
    writer=st.sampled_from([*HOMES, "coordinator"]),
    gone=st.sets(st.sampled_from(sorted(HOMES)), max_size=4),
)
def test_for_any_scope_and_writer_one_level_approves_and_never_the_lone_writer_if_another_leads(
    cast, solvik, place, writer, gone
):
    Post.objects.filter(role__leads=True).update(valid_to=None)
    for name in gone:
        Post.objects.filter(person=getattr(cast, name)).update(valid_to=dt.date(2024, 1, 2))
    unit, who = getattr(solvik, place), getattr(cast, writer)
    found = cast.coordinator.revises.model.objects.filter(record__reference="P-MH-031").first()
    version = found.versions.get() if found else kit.procedure(cast, unit)
    version.document.record.unit = unit
    version.written_by = who
    line = [n for n in HOMES if n not in gone and unit.path.startswith(getattr(solvik, HOMES[n]).path)]
    others = [name for name in line if name != writer] or line
    expected = max(others, key=lambda name: getattr(solvik, HOMES[name]).depth, default=None)
    may = set()
    for name in HOMES:
        person = getattr(cast, name)
        person.__dict__.pop("_standing", None)
        if owners.approval(version, clock.today()).is_for(standing_of(person)):
            may.add(name)
    assert may == ({expected} if expected else set())

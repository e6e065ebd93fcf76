"""Nobody outside reach learns that a case exists: not by list, count, search, page, export, likeness, pattern or notice."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merkbar.check.deviations import policy, writes
from merkbar.check.deviations.listing import lead
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.similar import similar_to
from merkbar.check.deviations.tests.factories import CaseFactory, address, again, take, text_of
from merkbar.ground.access.standing import Standing, standing_of
from merkbar.ground.access.table import POLICY, Right
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Post, Role
from merkbar.ground.records.models import Access, Record
from merkbar.ground.records.writes import name
from merkbar.ground.trail import kept

pytestmark = pytest.mark.django_db
CANARY = "Kanarifuglen"
PLACES = ("root", "health", "home_care", "north", "east", "upbringing", "school")


@pytest.fixture
def secret(cast, solvik):
    """As S2: a serious case that only those it names may know of."""
    case = CaseFactory(by=cast.chief, unit=solvik.east, type="BR01", what=f"{CANARY} fikk feil medisin. Alvorlig.")
    Notice.objects.all().delete()
    Record.objects.filter(pk=case.pk).update(access=Access.NAMED)
    name(by=cast.director, record=case.record, person=cast.doctor, why="Skal utrede")
    return again(case)


def test_a_seat_that_ends_while_a_page_is_made_opens_nothing_for_those_who_come_after(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    before = standing_of(cast.leader)
    after = replace(before, seats=())
    with kept.request():
        assert policy.find(before, case.record.reference) == case
        assert policy.find(after, case.record.reference) is None
    assert policy.find(after, case.record.reference) is None


@pytest.mark.parametrize(
    "who", ["teacher", "neighbour", "colleague", "nurse", "leader", "manager", "auditor", "adviser", "admin"]
)
def test_a_case_for_named_people_does_not_exist_for_others(who, web, cast, solvik, secret):
    client = web.as_(getattr(cast, who))
    ref = secret.record.reference
    for step in ("", "vurder/", "svar/", "arsaker/", "ferdig/", "gjenapne/", "send/"):
        answer = client.post(address(secret, step)) if step else client.get(address(secret))
        assert answer.status_code == 404
    for step in ("slaa-sammen/", "monster/", "spor/", "ta-ut/", "spor/1/", "forseglet/1/"):
        assert client.get(address(secret, step)).status_code == 404
    for place in (
        "/avvik/?status=alle",
        f"/avvik/?q={CANARY}",
        f"/avvik/?q={ref}",
        f"/sok/?q={CANARY}",
        f"/sok/?q={ref}",
        "/",
        "/varsler/",
    ):
        answer = client.get(place)
        if answer.status_code == 200:
            assert "fikk feil medisin" not in text_of(answer)
            assert f"/avvik/{ref}/" not in text_of(answer)
    export = client.get("/avvik/eksport.csv?status=alle")
    assert export.status_code == 404 or CANARY not in text_of(export)


def test_the_one_it_names_reads_it(web, cast, secret):
    page = text_of(web.as_(cast.doctor).get(address(secret)))
    assert CANARY in page
    assert "Saken er åpen bare for dem den navngir." in page


def test_it_is_in_nobodys_counts_or_likenesses(web, cast, solvik, secret):
    beside = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01")
    for person in (cast.leader, cast.manager, cast.adviser):
        standing = standing_of(person)
        assert lead(standing, None).open == 1
        assert similar_to(beside, standing).here == 0
        page = text_of(web.as_(person).get(address(beside)))
        assert CANARY not in page
        assert secret.record.reference not in page


def test_it_is_not_taken_up_by_a_merge_one_cannot_see(web, cast, solvik, secret):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    for reference in (secret.record.reference, "AV-2026-99999"):
        page = take(web, cast.leader, case, "slaa-sammen", into=reference)
        assert "Vi finner ikke saken. Se over nummeret." in text_of(page)


def test_a_pattern_does_not_give_it_away(web, cast, solvik, secret):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    pattern = writes.tie_to_pattern(by=cast.director, deviations=[case, secret], title="Medisiner")
    page = text_of(web.as_(cast.leader).get(f"/avvik/monster/{pattern.record.reference}/"))
    assert "Én sak du kan se" in page
    assert CANARY not in page


def _sees(role, post_path, case):
    """The policy, written a second time: who reads a case by a post alone."""
    unit_path, area = case.unit.path, case.area_id
    if not unit_path.startswith(post_path):
        return False
    right = {Access.OPEN: Right.READ, Access.UNIT: Right.READ, Access.RESTRICTED: Right.READ_RESTRICTED}.get(
        case.access
    )
    return any(grant.right == right and (not grant.areas or area in grant.areas) for grant in POLICY[role])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    posts=st.lists(st.tuples(st.sampled_from(sorted(POLICY)), st.sampled_from(PLACES)), max_size=3),
    places=st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(Access.values), st.sampled_from(["BR", "HM", "PV"])),
        min_size=1,
        max_size=5,
    ),
)
def test_whatever_posts_and_levels_one_sees_exactly_what_the_policy_says(cast, solvik, posts, places):
    with transaction.atomic():
        viewer = cast.politician
        viewer.posts.all().delete()
        for role, place in set(posts):
            Post.objects.create(
                person=viewer,
                role=Role.objects.get(pk=role),
                unit=getattr(solvik, place),
                valid_from=dt.date(2024, 1, 1),
            )
        viewer = type(viewer).objects.get(pk=viewer.pk)
        standing = standing_of(viewer)
        due = set()
        for place, access, area in places:
            case = CaseFactory(by=cast.admin, unit=getattr(solvik, place), type=f"{area}01", what=f"{CANARY} her")
            Record.objects.filter(pk=case.pk).update(access=access)
            case = again(case)
            if any(_sees(role, getattr(solvik, at).path, case) for role, at in posts):
                due.add(case.pk)
        visible = Deviation.objects.visible_to(standing)
        assert set(visible.values_list("pk", flat=True)) == due
        assert lead(standing, None).open == len(due)
        for case in Deviation.objects.select_related("unit", "record"):
            found = policy.find(standing, case.record.reference)
            assert (found is not None) == (case.pk in due)
            assert policy.may_read(standing, case) == (case.pk in due)
            assert not policy.may_handle(standing, case) or case.pk in due
            assert {other.pk for other in similar_to(case, standing).cases} <= due
        assert not Notice.objects.filter(person=viewer).exists() or due
        transaction.set_rollback(True)


def test_one_without_any_post_sees_nothing(cast, solvik):
    CaseFactory(by=cast.nurse, unit=solvik.east)
    nobody = Standing(cast.politician, dt.date(2026, 1, 1), ())
    assert not Deviation.objects.visible_to(nobody).exists()


@pytest.mark.parametrize(
    "place", ["/avvik/", "/mine-meldinger/", "/meld/", "/avvik/eksport.csv", "/avvik/AV-2026-00001/"]
)
def test_one_who_is_not_logged_in_is_asked_to(place, web, db):
    answer = web.get(place)
    assert answer.status_code == 302
    assert answer.url.startswith("/logg-inn/")


def test_a_shared_number_does_not_tell_whether_a_case_is_there(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV02")
    client = web.as_(cast.teacher)
    there, nowhere = client.get(address(case)), client.get("/avvik/AV-2026-99999/")
    assert there.status_code == nowhere.status_code == 404
    assert text_of(there).replace(case.record.reference, "") == text_of(nowhere).replace("AV-2026-99999", "")

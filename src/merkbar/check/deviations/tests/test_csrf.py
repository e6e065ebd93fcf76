"""S5: no unsafe address of this module does anything without the form's token; GET changes nothing."""

import pytest
from django.db import connection
from django.urls import get_resolver

from conftest import ProofReader
from merkbar.check.deviations import urls, writes
from merkbar.check.deviations.models import Redaction
from merkbar.check.deviations.tests.factories import CaseFactory, again, text_of

pytestmark = pytest.mark.django_db
NAMES = [pattern.name for pattern in urls.urlpatterns]
READ = [name for name in NAMES if not name.startswith("statistics")]


@pytest.fixture
def places(cast, solvik):
    """Every address of the module, filled in so that it leads somewhere for the leader."""
    case = CaseFactory(by=cast.leader, unit=solvik.east, handling=True, leader=cast.leader)
    draft = CaseFactory(by=cast.leader, unit=solvik.east, draft=True)
    end = writes.ask_other_end(by=cast.leader, deviation=case, organisation="Sykehuset", question="Hva?")
    writes.redact(by=cast.leader, deviation=again(case), what="Uten navn", immediate_action="", why="Navn")
    pattern = writes.tie_to_pattern(by=cast.leader, deviations=[again(case)], title="Feil liste")
    found = {}
    for name in NAMES:
        ref = {"draft": draft, "pattern": pattern}.get(name, case).record.reference
        known = {"ref": ref, "end": end.pk, "redaction": Redaction.objects.get().pk, "form": "csv"}
        template, asked = _shape(name)
        found[name] = template % {key: known[key] for key in asked}
    return found


def _shape(name):
    template, asked = get_resolver("merkbar.check.deviations.urls").reverse_dict[name][0][0]
    return f"/{template}", asked


def state_of_the_world():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(t, E'\\n') FROM (SELECT d::text t FROM deviations_deviation d UNION ALL "
            "SELECT r::text FROM records_record r UNION ALL SELECT e::text FROM records_entry e UNION ALL "
            "SELECT f::text FROM deviations_feedback f UNION ALL SELECT n::text FROM notices_notice n UNION ALL "
            "SELECT c::text FROM deviations_counterpart c ORDER BY 1) x"
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize("name", NAMES)
def test_no_post_without_a_token_does_anything(name, cast, places):
    strict = ProofReader(enforce_csrf_checks=True)
    strict.force_login(cast.leader)
    before = state_of_the_world()
    answer = strict.post(places[name], {"what": "Falt", "unit": "MH33", "text": "Hei", "why": "x", "discard": "1"})
    assert answer.status_code in {403, 405}
    assert state_of_the_world() == before


@pytest.mark.parametrize("name", READ)
def test_no_get_changes_anything(name, web, cast, places):
    before = state_of_the_world()
    answer = web.as_(cast.leader).get(places[name])
    assert answer.status_code in {200, 302, 405}, text_of(answer)[:300]
    assert state_of_the_world() == before

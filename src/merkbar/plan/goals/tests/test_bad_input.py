"""What nobody should send to a plan: numbers without room, points that are none, two who begin at the same moment."""

import pytest

from merkbar.plan.goals.models import Plan, ResultTarget
from merkbar.plan.goals.tests.test_import import at, desk, plan

pytestmark = pytest.mark.django_db
__all__ = ["desk", "plan"]

TEXT = """Plan for økonomi 2026-2029

# Satsingsområde 1: Økonomi

## Resultatmål

- Minst {number} kroner er spart hvert år.
- Minst 95 % av brukerne er fornøyde.
"""


@pytest.mark.parametrize("number", ["99999999999999999999", "10.000.000.000", "0,000001"])
def test_a_number_there_is_no_room_for_is_asked_about_and_the_rest_of_the_plan_is_read(desk, solvik, number):
    sent = {"pasted": TEXT.format(number=number), "unit": solvik.root.pk, "template": "free"}
    answer = desk.post("/planer/ny/fra-dokument/", sent)
    assert answer.status_code == 302, answer.content.decode()
    large, other = ResultTarget.objects.filter(plan=Plan.objects.get()).order_by("pk")
    assert number in large.quote
    assert (large.comparator, large.value) == ("", None)
    assert "Tallet i teksten får ikke plass" in " ".join(large.questions)
    assert (other.comparator, other.value) == (">=", 95)


@pytest.mark.parametrize("key", ["\0", "n0", "t999999999999999999", "x" * 100_000, "n" + "9" * 5000])
@pytest.mark.parametrize("step", ["godta", "angre", "sla-sammen", "niva", "flytt", "alt:n1\0"])
def test_a_point_that_is_none_of_the_plans_is_neither_marked_nor_moved(desk, plan, step, key):
    answer = desk.post(at(plan), {"valgt": [key], "gjor": step, "niva": "goal", "under": "\0"})
    assert answer.status_code in {302, 422}
    plan.source.refresh_from_db()
    assert plan.source.settled == []

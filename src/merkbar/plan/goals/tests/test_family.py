"""A plan says which plan it is derived from, and that plan shows it; never round in a ring."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from merkbar.ground.access.standing import standing_of
from merkbar.plan.goals import family, writes
from merkbar.plan.goals.models import Plan
from merkbar.plan.goals.tests import kit


@pytest.fixture
def above(cast, solvik):
    return kit.running(cast.adviser, solvik.health, title="Sammen om mestring")


@pytest.fixture
def below(cast, solvik):
    return kit.draft(cast.adviser, solvik.health, title="Strategi for mestring")


def facts_of(plan, **changed):
    names = ("first_year", "last_year", "part_first_year", "part_last_year")
    known = {name: getattr(plan, name) for name in names}
    return {"title": plan.record.title, "seen": kit.again(plan).record.version, **known, **changed}


def test_a_plan_is_chosen_and_the_link_is_shown_both_ways(web, cast, above, below):
    desk = web.as_(cast.adviser)
    home = f"/planer/{below.record.reference}/"
    assert "Planen sier ikke hvilken plan den bygger på" in desk.get(home).content.decode()
    assert desk.post(home + "om/", facts_of(below, parent=above.pk)).status_code == 302
    assert kit.again(below).parent == above
    assert f'Bygger på <a href="/planer/{above.record.reference}/">' in desk.get(home).content.decode()
    upper = desk.get(f"/planer/{above.record.reference}/").content.decode()
    assert "Planer under denne:" in upper
    assert f'href="{home}"' in upper


def test_who_may_not_see_the_draft_is_not_told_of_it(web, cast, above, below):
    writes.edit(by=cast.adviser, plan=below, **facts_of(below, parent=above))
    assert "Planer under denne" not in web.as_(cast.nurse).get(f"/planer/{above.record.reference}/").content.decode()


def test_a_plan_elsewhere_is_named_in_words_and_not_both(web, cast, above, below):
    desk = web.as_(cast.adviser)
    home = f"/planer/{below.record.reference}/"
    named = "Kommuneplanens samfunnsdel 2022–2034"
    both = desk.post(home + "om/", facts_of(below, parent=above.pk, parent_text=named))
    assert both.status_code == 422
    assert "Ikke begge deler" in both.content.decode()
    assert named in both.content.decode()
    assert desk.post(home + "om/", facts_of(below, parent_text=named)).status_code == 302
    assert f"Bygger på {named}" in desk.get(home).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=below.pk).update(parent=above)


def test_a_plan_is_never_under_itself_not_through_others_nor_through_its_next_version(cast, solvik, above):
    me = standing_of(cast.adviser)
    middle = kit.running(cast.adviser, solvik.health, title="I midten", parent=above)
    new = kit.again(writes.revise(by=cast.adviser, plan=above))
    assert list(family.possible_parents(new, me)) == []
    for barred in (above, middle):
        with pytest.raises(ValidationError, match="under seg selv"):
            writes.edit(by=cast.adviser, plan=new, **facts_of(new, parent=barred))


def test_the_link_leads_to_the_version_that_holds_now(web, cast, above, below):
    writes.edit(by=cast.adviser, plan=below, **facts_of(below, parent=above))
    new = writes.revise(by=cast.adviser, plan=above)
    facts = {"case_number": "2/26", "adopted_on": new.record.created_at.date(), "adopted_by": "Kommunestyret"}
    new = writes.publish(by=cast.adviser, plan=writes.adopt(by=cast.adviser, plan=new, **facts))
    me = standing_of(cast.adviser)
    assert family.parent_of(kit.again(below), me) == new
    assert family.under(new, me) == [below]
    assert kit.again(below).parent == above


def test_a_stranger_plan_is_not_on_the_list(web, cast, below):
    answer = web.as_(cast.adviser).post(f"/planer/{below.record.reference}/om/", facts_of(below, parent=below.pk))
    assert answer.status_code == 422
    assert "Velg fra listen" in answer.content.decode()

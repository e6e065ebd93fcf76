"""The four-yearly revision: a new version as a draft, the old one readable, and a list of what changed."""

import pytest
from django.core.exceptions import ValidationError

from merkbar.plan.goals import differences, states, writes
from merkbar.plan.goals.models import Node, Plan, ResultTarget
from merkbar.plan.goals.tests import kit


def revised(cast, solvik):
    old = kit.running(cast.adviser, solvik.health)
    return old, kit.again(writes.revise(by=cast.adviser, plan=old))


def test_the_next_version_is_a_draft_with_the_same_tree_and_the_next_four_years(cast, solvik):
    old, new = revised(cast, solvik)
    assert (new.state, new.version, new.revises_id) == (states.DRAFT, 2, old.pk)
    assert new.part_first_year == old.part_last_year + 1
    assert new.part_last_year - new.part_first_year == old.part_last_year - old.part_first_year
    assert (new.first_year, new.last_year) == (old.first_year, old.last_year)
    assert new.nodes.count() == old.nodes.count()
    copy = kit.target_of(new)
    assert (copy.code, copy.follows_id, copy.comparator) == ("M16", kit.target_of(old).pk, "<")


def test_a_short_plan_is_followed_by_as_many_years(cast, solvik):
    short = {"last_year": kit.year() + 3, "part_first_year": None, "part_last_year": None}
    old = kit.running(cast.adviser, solvik.health, **short)
    new = writes.revise(by=cast.adviser, plan=old)
    assert (new.first_year, new.last_year) == (old.last_year + 1, old.last_year + 4)


def test_what_was_deleted_is_not_carried_on(cast, solvik):
    plan = kit.draft(cast.adviser, solvik.health)
    writes.remove_node(by=cast.adviser, node=kit.factor_of(plan))
    facts = {"case_number": "1/26", "adopted_on": plan.record.created_at.date(), "adopted_by": "Kommunestyret"}
    new = writes.revise(by=cast.adviser, plan=writes.adopt(by=cast.adviser, plan=plan, **facts))
    assert new.nodes.count() == 2


def test_there_is_one_next_version_at_a_time(cast, solvik):
    old, _new = revised(cast, solvik)
    with pytest.raises(ValidationError, match="allerede en ny versjon"):
        writes.revise(by=cast.adviser, plan=old)


def test_the_differences_name_what_is_new_changed_and_gone(cast, solvik):
    _old, new = revised(cast, solvik)
    assert differences.of(new) == []
    writes.edit_node(by=cast.adviser, node=kit.area_of(new), title="Hva betyr noe for deg?")
    writes.remove_node(by=cast.adviser, node=kit.area_of(new, 1))
    writes.add_node(by=cast.adviser, plan=new, level="focus_area", title="Økonomi")
    target = kit.target_of(new)
    writes.edit_target(by=cast.adviser, target=target, text=target.text, code="M16", value=3, comparator="<")
    found = {(one.kind, one.what, one.before, one.after) for one in differences.of(new)}
    assert found == {
        ("changed", "Hva er viktig for deg?", "Hva er viktig for deg?", "Hva betyr noe for deg?"),
        ("removed", "Heltid", "", ""),
        ("added", "Økonomi", "", ""),
        ("changed", "M16 Klager som fører fram", "under 2 klager", "under 3 klager"),
    }


def test_when_the_new_version_holds_the_old_is_superseded_and_still_read(web, cast, solvik):
    old, new = revised(cast, solvik)
    facts = {"case_number": "9/30", "adopted_on": new.record.created_at.date(), "adopted_by": "Kommunestyret"}
    writes.publish(by=cast.chief, plan=writes.adopt(by=cast.chief, plan=new, **facts))
    assert kit.again(old).state == states.REVISED
    page = web.as_(cast.nurse).get(f"/planer/{old.record.reference}/").content.decode()
    assert "Denne planen er avløst av" in page
    changes = web.as_(cast.nurse).get(f"/planer/{new.record.reference}/endringer/").content.decode()
    assert "Ingenting er endret ennå" in changes
    assert ResultTarget.objects.running().count() == 1


def test_the_revision_is_started_on_the_page_and_a_reader_sees_no_draft(web, cast, solvik):
    old = kit.running(cast.coordinator, solvik.health)
    address = f"/planer/{old.record.reference}/revider/"
    assert web.as_(cast.nurse).post(address).status_code == 403
    answer = web.as_(cast.coordinator).post(address)
    new = Plan.objects.select_related("record").get(revises=old)
    assert answer.url == f"/planer/{new.record.reference}/rediger/"
    assert web.as_(cast.coordinator).post(address).status_code == 409
    shown = web.as_(cast.coordinator).get(f"/planer/{old.record.reference}/").content.decode()
    assert "En ny versjon er under arbeid" in shown
    hidden = web.as_(cast.nurse).get(f"/planer/{old.record.reference}/").content.decode()
    assert "ny versjon" not in hidden
    assert web.as_(cast.nurse).get(f"/planer/{new.record.reference}/endringer/").status_code == 404
    assert web.as_(cast.coordinator).get(f"/planer/{old.record.reference}/endringer/").status_code == 404


def test_a_copy_of_a_copy_knows_what_it_follows(cast, solvik):
    old, new = revised(cast, solvik)
    node = kit.area_of(new)
    assert Node.objects.get(pk=node.follows_id).plan_id == old.pk


def words_of(plan):
    """Every word and number of a plan, as the database holds them."""
    nodes = Node.objects.filter(plan=plan).values("pk", "level", "title", "text", "means", "quote", "removed_at")
    targets = ResultTarget.objects.filter(plan=plan).values()
    facts = Plan.objects.filter(pk=plan.pk).values("first_year", "last_year", "part_last_year", "motto", "case_number")
    return [list(rows.order_by("pk")) for rows in (nodes, targets, facts)]


def test_not_a_word_of_the_old_version_changes_until_the_new_one_holds_and_after(cast, solvik):
    old, new = revised(cast, solvik)
    before = words_of(old)
    writes.edit_node(by=cast.adviser, node=kit.area_of(new), title="Andre ord", text="En annen tekst")
    target = kit.target_of(new)
    writes.edit_target(by=cast.adviser, target=target, text="Et annet mål", code="M16", comparator="<=", value=5)
    writes.remove_node(by=cast.adviser, node=kit.area_of(new, 1))
    facts = {"first_year": new.first_year, "last_year": new.last_year, "motto": "Nytt motto"}
    writes.edit(by=cast.adviser, plan=new, title="Nytt navn", **facts)
    done = {"case_number": "9/30", "adopted_on": new.record.created_at.date(), "adopted_by": "Kommunestyret"}
    writes.publish(by=cast.adviser, plan=writes.adopt(by=cast.adviser, plan=kit.again(new), **done))
    assert kit.again(old).state == states.REVISED
    assert kit.again(old).record.title == "Sammen om hverdagen"
    assert words_of(old) == before

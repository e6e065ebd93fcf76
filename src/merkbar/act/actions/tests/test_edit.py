from merkbar.act.actions import writes
from merkbar.act.actions.models import Action
from merkbar.act.actions.tests.kit import address, again, in_days, sent, start
from merkbar.ground.notices.models import Notice


def test_a_new_owner_is_told_and_a_new_deadline_starts_reminders_afresh(cast, solvik):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    Action.objects.filter(pk=action.pk).update(reminded=2, escalated_to=1)
    action = again(action)
    facts = {"title": action.record.title, "action_type": action.type, "deadline": in_days(30)}
    action = writes.edit(by=cast.leader, action=action, owner=cast.colleague, **facts)
    assert (action.reminded, action.escalated_to) == (0, 0)
    assert Notice.objects.filter(person=cast.colleague, why="Du er satt som ansvarlig").exists()
    assert "Ny ansvarlig" in action.record.entries.last().text


def test_an_old_deadline_may_stand_while_other_words_change(cast, solvik):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, days=0)
    Action.objects.filter(pk=action.pk).update(deadline=in_days(-3))
    action = again(action)
    facts = {"owner": cast.nurse, "action_type": action.type, "deadline": action.deadline}
    assert writes.edit(by=cast.leader, action=action, title="Ny tekst", **facts).record.title == "Ny tekst"


def test_a_stale_save_overwrites_nothing_and_keeps_what_was_typed(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    first, second = (_typed(cast, action, title) for title in ("Lederens tekst", "Virksomhetslederens tekst"))
    assert web.as_(cast.leader).post(address(action, "endre/"), first).status_code == 302
    page = web.as_(cast.manager).post(address(action, "endre/"), second)
    text = page.content.decode()
    assert page.status_code == 409
    assert "Noen andre har endret saken" in text
    assert 'value="Virksomhetslederens tekst"' in text
    assert again(action).record.title == "Lederens tekst"
    version = again(action).record.version
    assert web.as_(cast.manager).post(address(action, "endre/"), {**second, "seen": version}).status_code == 302
    assert again(action).record.title == "Virksomhetslederens tekst"


def test_the_doer_does_not_move_their_own_deadline(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    page = web.as_(cast.nurse).post(address(action, "endre/"), _typed(cast, action, "Senere"))
    assert page.status_code == 403
    assert "Bare den som bestilte tiltaket" in page.content.decode()


def test_words_are_found_after_they_change(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    web.as_(cast.leader).post(address(action, "endre/"), _typed(cast, action, "Kjøpe elektroniske dosetter"))
    found = web.as_(cast.leader).get("/tiltak/?q=dosetter").content.decode()
    assert action.record.reference in found
    assert action.record.reference not in web.as_(cast.leader).get("/tiltak/?q=liste").content.decode()


def _typed(cast, action, title):
    return sent(action, title=title, action_type="AT06", owner=cast.nurse.pk, deadline=in_days(14))

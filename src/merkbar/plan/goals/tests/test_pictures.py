"""Pictures in a plan: only what browsers show, always with words for who does not see them, and kept by the next version."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from merkbar.ground.files import pictures
from merkbar.plan.goals import differences, states, writes
from merkbar.plan.goals.models import Picture
from merkbar.plan.goals.tests import kit


@pytest.fixture
def plan(cast, solvik):
    return kit.draft(cast.coordinator, solvik.health)


def send(client, plan, file, *, under="", alt="To som planter løk", **more):
    return client.post(f"/planer/{plan.record.reference}/nytt-bilde/?under={under}", {"file": file, "alt": alt, **more})


def test_a_picture_at_a_place_is_shown_with_its_words_and_fetched_by_readers(web, cast, plan):
    area = kit.area_of(plan)
    desk = web.as_(cast.coordinator)
    answer = send(desk, plan, kit.image(), under=area.pk, caption="Barnehagen på besøk")
    assert (answer.status_code, answer.url[-len(f"#p{area.pk}") :]) == (302, f"#p{area.pk}")
    picture = Picture.objects.get(node=area)
    fetched = f"/vedlegg/{picture.attachment_id}/"
    page = desk.get(f"/planer/{plan.record.reference}/").content.decode()
    assert f'<img src="{fetched}" alt="To som planter løk">' in page
    assert "Barnehagen på besøk" in page
    assert web.as_(cast.nurse).get(fetched).status_code == 404
    facts = {"case_number": "1/26", "adopted_on": plan.record.created_at.date(), "adopted_by": "Kommunestyret"}
    writes.adopt(by=cast.chief, plan=plan, **facts)
    got = web.as_(cast.nurse).get(fetched)
    assert (got.status_code, got["Content-Type"], got["X-Content-Type-Options"]) == (200, "image/png", "nosniff")


def test_a_double_tap_shows_a_picture_once_and_another_picture_or_place_is_its_own(web, cast, plan):
    desk, area = web.as_(cast.coordinator), kit.area_of(plan)
    for _tap in range(2):
        assert send(desk, plan, kit.image(), under=area.pk).status_code == 302
    kept = Picture.objects.get(node=area)
    assert plan.record.attachments.count() == 1
    assert plan.record.entries.filter(step="add_picture").count() == 1
    send(desk, plan, kit.image(), under=area.pk, alt="Løk i jord")
    send(desk, plan, kit.image(data=kit.PNG + b"\0"), under=area.pk)
    send(desk, plan, kit.image())
    assert Picture.objects.filter(plan=plan).count() == 4
    writes.remove_picture(by=cast.coordinator, picture=kept)
    send(desk, plan, kit.image(), under=area.pk)
    assert Picture.objects.alive().filter(node=area).count() == 3


def test_a_picture_without_words_is_refused_and_what_was_written_is_kept(web, cast, plan):
    answer = send(web.as_(cast.coordinator), plan, kit.image(), alt=" ", caption="Barnehagen på besøk")
    assert answer.status_code == 422
    assert "Beskriv hva bildet viser, for den som ikke ser det" in answer.content.decode()
    assert "Barnehagen på besøk" in answer.content.decode()
    assert not Picture.objects.exists()
    with pytest.raises(ValidationError, match="Beskriv"):
        kit.picture(cast.coordinator, plan, alt="  ")
    made = kit.picture(cast.coordinator, plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=made.pk).update(alt="")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("side.png", b"<svg onload=alert(1)>"),
        ("plan.pdf", b"%PDF-1.7"),
        ("bilde.png", b""),
        ("bilde.html", kit.PNG),
        ("bilde.png", kit.PNG[:16] + (60_000).to_bytes(4, "big") * 2 + kit.PNG[24:]),
        ("bilde.webp", b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + (60_000).to_bytes(3, "little") * 2),
    ],
)
def test_what_browsers_do_not_show_safely_is_refused_with_a_sentence(web, cast, plan, name, data):
    answer = send(web.as_(cast.coordinator), plan, kit.image(name, data))
    assert answer.status_code == 422
    assert "To som planter løk" in answer.content.decode()
    assert not Picture.objects.exists()


def test_a_picture_larger_than_a_phone_fetches_is_refused(web, cast, plan, monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST", 20)
    answer = send(web.as_(cast.coordinator), plan, kit.image())
    assert "Gjør det mindre" in answer.content.decode()


def test_the_words_are_changed_and_what_is_taken_away_is_put_back(web, cast, plan):
    made = kit.picture(cast.coordinator, plan)
    desk = web.as_(cast.coordinator)
    assert desk.post(f"/planer/bilde/{made.pk}/", {"alt": ""}).status_code == 422
    seen = desk.get(f"/planer/bilde/{made.pk}/").context["form"]["seen"].value()
    typed = {"alt": "Tre som planter løk", "caption": "", "seen": seen}
    assert desk.post(f"/planer/bilde/{made.pk}/", typed).status_code == 302
    made.refresh_from_db()
    assert (made.alt, made.caption) == ("Tre som planter løk", "")
    desk.post(f"/planer/bilde/{made.pk}/slett/")
    home = f"/planer/{plan.record.reference}/"
    assert "<figure" not in desk.get(home).content.decode()
    assert "Bilde: Tre som planter løk" in " ".join(desk.get(home + "rediger/").content.decode().split())
    desk.post(f"/planer/bilde/{made.pk}/angre/")
    assert "<figure" in desk.get(home).content.decode()


def test_words_that_somebody_has_just_changed_are_not_overwritten_from_an_old_page(web, cast, plan):
    made = kit.picture(cast.coordinator, plan)
    desk, address = web.as_(cast.coordinator), f"/planer/bilde/{made.pk}/"
    seen = desk.get(address).context["form"]["seen"].value()
    writes.edit_picture(by=cast.coordinator, picture=made, alt="Tre som planter løk")
    answer = desk.post(address, {"alt": "To som planter", "seen": seen})
    assert answer.status_code == 422
    assert 'value="To som planter"' in answer.content.decode()
    made.refresh_from_db()
    assert made.alt == "Tre som planter løk"
    assert desk.post(address, {"alt": "To", "seen": answer.context["form"]["seen"].value()}).status_code == 302


def test_the_next_version_shows_the_same_pictures_and_the_old_one_keeps_its_own(cast, plan):
    kit.picture(cast.coordinator, plan, kit.area_of(plan))
    facts = {"case_number": "1/26", "adopted_on": plan.record.created_at.date(), "adopted_by": "Kommunestyret"}
    old = writes.adopt(by=cast.chief, plan=plan, **facts)
    new = writes.revise(by=cast.coordinator, plan=old)
    copy = Picture.objects.get(plan=new)
    assert (copy.node.follows, copy.alt) == (kit.area_of(old), "To som planter løk")
    assert differences.of(new) == []
    writes.edit_picture(by=cast.coordinator, picture=copy, alt="Løk i jord", caption=copy.caption)
    assert Picture.objects.get(plan=old).alt == "To som planter løk"
    assert [one.after for one in differences.of(new)] == ["Løk i jord"]
    writes.remove_picture(by=cast.coordinator, picture=copy)
    kit.picture(cast.coordinator, new, alt="En ny park")
    assert {(one.kind, one.what) for one in differences.of(new)} == {
        ("added", "En ny park"),
        ("removed", "To som planter løk"),
    }
    assert Picture.objects.alive().filter(plan=old).exists()


def test_an_adopted_plan_takes_no_more_pictures(web, cast, solvik):
    plan = kit.running(cast.coordinator, solvik.health)
    assert send(web.as_(cast.coordinator), plan, kit.image()).status_code == 403
    with pytest.raises(states.WrongState):
        kit.picture(cast.coordinator, plan)
    assert web.as_(cast.coordinator).get(f"/vedlegg/til/{plan.pk}/").status_code == 403


def test_a_stranger_does_not_learn_that_a_picture_exists(web, cast, plan):
    made = kit.picture(cast.coordinator, plan)
    assert web.as_(cast.nurse).get(f"/planer/bilde/{made.pk}/").status_code == 404
    assert web.as_(cast.coordinator).get(f"/planer/bilde/{2**63}/").status_code == 404

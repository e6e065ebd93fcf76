"""Handing out and taking in over the web."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from merkbar.ground.access.standing import standing_of
from merkbar.ground.files import panels, registry, store, writes
from merkbar.ground.files.models import Attachment
from merkbar.ground.files.tests import hostile
from merkbar.ground.files.tests.conftest import in_reach
from merkbar.ground.trail.write import HIDDEN


@pytest.fixture
def attachment(cast, record):
    return writes.save(by=cast.nurse, record=record, upload=SimpleUploadedFile("blåbær.pdf", hostile.PDF))


def send(client, record, name="rutine.pdf", content=hostile.PDF, **more):
    return client.post(f"/vedlegg/til/{record.pk}/", {"file": SimpleUploadedFile(name, content)}, **more)


def test_a_file_is_always_a_download(web, cast, attachment):
    answer = web.as_(cast.leader).get(f"/vedlegg/{attachment.pk}/")
    assert b"".join(answer.streaming_content) == hostile.PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "bl%C3%A5b%C3%A6r.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_stranger_does_not_learn_that_it_exists(web, cast, attachment, record):
    stranger = web.as_(cast.teacher)
    assert stranger.get(f"/vedlegg/{attachment.pk}/").status_code == 404
    assert stranger.get(f"/vedlegg/til/{record.pk}/").status_code == 404
    assert send(stranger, record).status_code == 404
    assert Attachment.objects.count() == 1


def test_who_is_not_logged_in_is_asked_to(client, attachment):
    assert client.get(f"/vedlegg/{attachment.pk}/").headers["Location"].startswith("/logg-inn/")


def test_a_kind_that_nobody_registered_shows_nothing(web, cast, attachment):
    registry._finders.clear()
    assert web.as_(cast.leader).get(f"/vedlegg/{attachment.pk}/").status_code == 404


@pytest.mark.parametrize("key", ["0", "999999999", "99999999999999999999999"])
def test_a_made_up_number_is_not_found(web, cast, attachment, key):
    nurse = web.as_(cast.nurse)
    assert nurse.get(f"/vedlegg/{key}/").status_code == 404
    assert nurse.get(f"/vedlegg/til/{key}/").status_code == 404


def test_a_file_whose_bytes_are_gone_is_not_found(web, cast, attachment):
    store.path_of(attachment.digest).unlink()
    assert web.as_(cast.nurse).get(f"/vedlegg/{attachment.pk}/").status_code == 404


def test_a_nurse_adds_a_file_and_sees_that_it_is_there(web, cast, record):
    nurse = web.as_(cast.nurse)
    answer = send(nurse, record, follow=True)
    assert "rutine.pdf er lagt ved." in answer.content.decode()
    assert Attachment.objects.get().by == cast.nurse


def test_a_text_with_a_birth_number_is_hinted_at_on_the_page(web, cast, record):
    page = send(web.as_(cast.nurse), record, "notat.txt", b"Bruker 01815000036 falt", follow=True).content.decode()
    assert "et fødselsnummer" in page


def test_a_refused_file_is_told_by_the_field(web, cast, record):
    answer = send(web.as_(cast.nurse), record, "side.html", b"<html>")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Filtypen kan ikke legges ved." in page
    assert "Feil:" in page


def test_an_empty_file_and_no_file_are_told(web, cast, record):
    nurse = web.as_(cast.nurse)
    assert "Filen er tom." in send(nurse, record, "tom.pdf", b"").content.decode()
    assert "Velg en fil." in nurse.post(f"/vedlegg/til/{record.pk}/", {}).content.decode()


def test_a_file_over_the_limit_is_told_in_a_sentence(web, cast, record, settings):
    settings.FILES_MAX_BYTES = 200_000
    answer = send(web.as_(cast.nurse), record, "stor.pdf", hostile.PDF + b"x" * 250_000)
    assert answer.status_code == 413
    assert "Filen er for stor." in answer.content.decode()
    assert not Attachment.objects.exists()


class Counted(io.BytesIO):
    """A body that counts how much of it was read."""

    taken = 0

    def read(self, size=-1):
        got = super().read(size)
        self.taken += len(got)
        return got


def test_a_huge_file_is_not_even_read(web, cast, record, settings):
    settings.FILES_MAX_BYTES = 200_000
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="stor.pdf"\r\n\r\n'
    body = Counted(head + b"x" * 20_000_000 + b"\r\n--x--\r\n")
    nurse = web.as_(cast.nurse)
    answer = nurse.generic(
        "POST",
        f"/vedlegg/til/{record.pk}/",
        CONTENT_TYPE="multipart/form-data; boundary=x",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(len(body.getvalue()))},
    )
    assert answer.status_code == 413
    assert body.taken < 1_000_000


def test_no_part_of_a_hostile_name_reaches_the_headers(web, cast, record):
    send(web.as_(cast.nurse), record, '..\\..\\x\u202ey"; filename="z.pdf')
    attachment = Attachment.objects.get()
    answer = web.as_(cast.nurse).get(f"/vedlegg/{attachment.pk}/")
    assert answer.headers["Content-Disposition"].count("filename") == 1
    assert not set(attachment.name) & set('/\\"\u202e')


def test_the_panel_lists_files_for_who_sees_the_record(cast, attachment, record):
    html = panels.attachments(record, standing_of(cast.leader))
    assert "blåbær.pdf" in html
    assert "Legg ved en fil" in html
    assert panels.attachments(record, standing_of(cast.teacher)) == ""


def test_who_may_only_look_is_not_offered_to_add(web, cast, attachment, record):
    registry.add_finder("trial", in_reach, adder=lambda standing, _pk: standing.person == cast.leader)
    assert "Legg ved en fil" not in panels.attachments(record, standing_of(cast.nurse))
    assert send(web.as_(cast.nurse), record).status_code == 403


def test_a_reporter_whose_name_is_hidden_stays_hidden(web, cast, record):
    registry.add_finder("trial", in_reach, actor=lambda _standing, _pk: HIDDEN)
    send(web.as_(cast.nurse), record)
    assert Attachment.objects.get().by is None

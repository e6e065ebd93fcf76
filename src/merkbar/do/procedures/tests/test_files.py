"""What hangs on a draft is for those who work on it; readers have the files of what is or was in force."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from merkbar.do.procedures import writes
from merkbar.do.procedures.models import Form
from merkbar.do.procedures.tests import kit
from merkbar.ground.files.writes import save
from merkbar.plan.goals.tests.kit import PNG

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 Nye doser"


@pytest.fixture(autouse=True)
def _own_store(tmp_path, settings):
    settings.FILES_ROOT = tmp_path


def hung(cast, document, name="bilde.png", data=PNG):
    return save(by=cast.coordinator, record=document.record, upload=SimpleUploadedFile(name, data))


def status(web, person, attachment):
    return web.as_(person).get(f"/vedlegg/{attachment.pk}/").status_code


def test_an_image_of_a_draft_is_not_the_readers_until_the_text_is_in_force(web, cast, solvik):
    version = kit.procedure(cast, solvik.health)
    picture, other = hung(cast, version.document), hung(cast, version.document, "annet.png", PNG + b"\0")
    body = f'{kit.NEWER}<p><img src="/vedlegg/{picture.pk}/" alt="Lista"></p>'
    draft = kit.draft(cast, version, body=body)
    assert status(web, cast.nurse, picture) == 404
    assert status(web, cast.coordinator, picture) == status(web, cast.director, picture) == 200
    sent = writes.submit(by=cast.coordinator, version=draft)
    writes.approve(by=cast.director, version=sent)
    assert status(web, cast.nurse, picture) == status(web, cast.teacher, picture) == 200
    assert status(web, cast.nurse, other) == 404


def test_a_file_that_is_the_text_is_the_readers_also_when_a_newer_one_applies(web, cast, solvik):
    version = kit.procedure(cast, solvik.health)
    files = [hung(cast, version.document, f"doser-{n}.pdf", PDF + b"%d" % n) for n in range(2)]
    for file in files:
        draft = kit.draft(cast, version, body="", form=Form.UPLOADED, attachment=file)
        assert status(web, cast.nurse, file) == 404
        sent = writes.submit(by=cast.coordinator, version=draft)
        version = writes.approve(by=cast.director, version=sent)
        assert status(web, cast.nurse, file) == 200
    assert [status(web, cast.nurse, file) for file in files] == [200, 200]


def test_the_list_of_files_of_a_draft_is_for_who_writes_on_it(web, cast, solvik):
    version = kit.procedure(cast, solvik.health)
    hung(cast, version.document, "hemmelig-utkast.png")
    address = f"/vedlegg/til/{version.document.pk}/"
    assert "hemmelig-utkast" in web.as_(cast.coordinator).get(address).content.decode()
    assert "hemmelig-utkast" not in web.as_(cast.nurse).get(address).content.decode()

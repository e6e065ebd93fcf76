"""Files on a case: who reads the case has them all, who only reported it has their own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from merkbar.check.deviations.tests.factories import CaseFactory, address, text_of
from merkbar.ground.files.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture(params=[False, True], ids=["known", "hidden"])
def case(request, cast, solvik):
    """A restricted case, which its reporter does not read."""
    return CaseFactory(by=cast.nurse, unit=solvik.east, type="PV02", hidden=request.param)


def add(web, person, case, name):
    """Hang a file on a case: the file, and the page that then comes."""
    upload = SimpleUploadedFile(name, b"Ord om saken.")
    page = web.as_(person).post(f"/vedlegg/til/{case.pk}/", {"file": upload}, follow=True)
    assert page.status_code == 200
    return Attachment.objects.get(name=name), text_of(page)


def test_a_reporter_has_their_own_files_and_not_the_leaders(web, cast, case):
    leaders, _page = add(web, cast.leader, case, "samtale-med-kollega.txt")
    own, page = add(web, cast.nurse, case, "det-jeg-sa.txt")
    assert "det-jeg-sa.txt" in page
    assert "samtale-med-kollega.txt" not in page
    nurse = web.as_(cast.nurse)
    assert nurse.get(f"/vedlegg/{own.pk}/").status_code == 200
    assert nurse.get(f"/vedlegg/{leaders.pk}/").status_code == 404
    assert leaders.name not in text_of(nurse.get(f"/vedlegg/til/{case.pk}/?ny={leaders.pk}"))


def test_the_leader_has_every_file_and_a_colleague_none(web, cast, case):
    leaders, _page = add(web, cast.leader, case, "samtale-med-kollega.txt")
    own, _page = add(web, cast.nurse, case, "det-jeg-sa.txt")
    for file in (leaders, own):
        assert web.as_(cast.leader).get(f"/vedlegg/{file.pk}/").status_code == 200
        assert web.as_(cast.colleague).get(f"/vedlegg/{file.pk}/").status_code == 404


def test_a_reporter_who_reads_the_case_has_the_leaders_files_too(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR02")
    leaders, _page = add(web, cast.leader, case, "ny-rutine.txt")
    assert web.as_(cast.nurse).get(f"/vedlegg/{leaders.pk}/").status_code == 200


def test_a_file_does_not_tell_a_colleague_who_reported(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR02")
    add(web, cast.nurse, case, "bilde.txt")
    assert cast.nurse.name not in text_of(web.as_(cast.colleague).get(address(case)))
    assert cast.nurse.name in text_of(web.as_(cast.leader).get(address(case)))

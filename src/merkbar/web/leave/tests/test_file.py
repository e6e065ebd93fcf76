"""HR reads leaves from a file: everything that is wrong is told first, then all of it is kept or nothing."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from merkbar.do.procedures.tests import kit
from merkbar.ground.people.models import Leave, Person

pytestmark = pytest.mark.django_db
ADDRESS = "/permisjon/fil/"


@pytest.fixture
def hr(cast, solvik, web):
    for name, number in (("nurse", "1001"), ("teacher", "1002")):
        Person.objects.filter(login=name).update(employee_no=number)
    return web.as_(kit.employee(solvik.school, "personal", role="hr"))


def sent(client, text, name="permisjon.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def keep(client, answer):
    return client.post(ADDRESS, {"sealed": answer.context["sealed"], "lagre": "ja"})


GOOD = "ansattnummer;fra;tilbake\n1001;01.03.2027;15.08.2027\n1002;2027-03-12;\n"


def test_a_file_is_shown_first_and_kept_when_confirmed(hr):
    answer = sent(hr, GOOD)
    assert "2 permisjoner leses inn" in answer.content.decode()
    assert not Leave.objects.exists()
    assert keep(hr, answer).status_code == 302
    found = Leave.objects.order_by("valid_from").values_list("person__login", "valid_from", "valid_to")
    assert [(login, str(first), str(back)) for login, first, back in found] == [
        ("nurse", "2027-03-01", "2027-08-15"),
        ("teacher", "2027-03-12", "None"),
    ]


def test_the_same_file_again_doubles_nothing_and_a_new_day_corrects(hr):
    keep(hr, sent(hr, GOOD))
    answer = sent(hr, GOOD.replace("15.08.2027", "01.09.2027"))
    assert "1 permisjon leses inn, 1 er like fra før" in answer.content.decode()
    keep(hr, answer)
    assert Leave.objects.count() == 2
    assert str(Leave.objects.get(person__login="nurse").valid_to) == "2027-09-01"


def test_a_spreadsheet_says_the_same(hr):
    book = Workbook()
    for row in (["Brukernavn", "Fra", "Tilbake"], ["nurse", "01.03.2027", None]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    keep(hr, sent(hr, content.getvalue(), "permisjon.xlsx"))
    assert Leave.objects.get().person.login == "nurse"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ansattnummer;fra;årsak\n1001;01.03.2027;syk\n", "aldri hvorfor"),
        ("ansattnummer;tilbake\n1001;01.03.2027\n", "Filen må ha kolonnene"),
        ("fra;fra\n01.03.2027;x\n", "To kolonner"),
        ("", "tom"),
        (b"\x00\x01\x02\xff", "ikke en tabell"),
    ],
)
def test_a_file_that_is_no_list_of_leaves_is_refused_whole(hr, text, said):
    answer = sent(hr, text)
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1001;31.02.2027;", "ikke en dato"),
        ("1001;;", "ikke en dato"),
        (";01.03.2027;", "Mangler"),
        ("9999;01.03.2027;", "du har ingen ansatt"),
        ("1002;01.03.2027;01.02.2027", "må komme etter"),
        ("1002;12.03.2027;", "står også i rad 3"),
        ("1002;01.04.2027;", "allerede i permisjon"),
    ],
)
def test_one_wrong_row_keeps_the_whole_file_out(hr, row, said):
    answer = sent(hr, f"{GOOD}{row}\n")
    assert answer.status_code == 422
    assert said.lower() in answer.content.decode().lower()
    keep(hr, answer)
    assert not Leave.objects.exists()


def test_a_leader_reads_a_file_for_their_own_people_only(cast, hr, web):
    answer = sent(web.as_(cast.leader), GOOD)
    assert answer.status_code == 422
    assert "du har ingen ansatt med «1002»" in answer.content.decode().lower()


def test_what_travels_in_the_page_cannot_be_changed(hr):
    assert hr.post(ADDRESS, {"sealed": "bygd selv", "lagre": "ja"}).status_code == 422
    assert not Leave.objects.exists()

"""Import: all or nothing, and every fault told with row, column and a sentence."""

import datetime as dt

import pytest
from openpyxl import Workbook

from merkbar.check.deviations.models import Deviation
from merkbar.ground.people.models import Person, Post
from merkbar.ground.units.models import Unit
from merkbar.web.ops.import_reading import read
from merkbar.web.ops.importing import KINDS, import_file
from merkbar.web.ops.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path):
    def made(*lines, name="fil.csv", encoding="utf-8"):
        file = tmp_path / name
        file.write_bytes("\n".join(lines).encode(encoding))
        return file

    return made


def imported(kind, file, **facts):
    return import_file(kind, file, **{"dry_run": False, **facts})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_units_come_in_any_order_and_either_dialect(table, encoding, separator):
    lines = [
        "code,name,level,parent,valid_from,valid_to",
        "BÅT,Båt,kommunalområde,BY,01.02.2024,",
        "BY,Byen,kommune,,2024-01-01,",
    ]
    file = table(*(line.replace(",", separator) for line in lines), encoding=encoding)
    assert imported("units", file) == (2, [])
    assert Unit.objects.get(code="BÅT").path == "BY.BÅT."
    assert Unit.objects.get(code="BÅT").valid_from == dt.date(2024, 2, 1)


def test_one_fault_and_nothing_is_kept(table, solvik):
    file = table("login,name,email", "ny,Ny Testnes,ny@solvik.example", "annen,,ikke e-post")
    number, faults = imported("people", file)
    assert number == 2
    assert faults == ["Rad 3, email: er ikke en e-postadresse.", "Rad 3, name: mangler."]
    assert not Person.objects.filter(login="ny").exists()


def test_a_trial_keeps_nothing(table, solvik):
    file = table("login,name", "ny,Ny Testnes")
    assert imported("people", file, dry_run=True) == (1, [])
    assert not Person.objects.filter(login="ny").exists()


def test_what_the_tables_refuse_is_a_fault_of_its_row(table, solvik, cast):
    file = table("login,name,home_unit", "NURSE,Test,MH33", "ny,Test,MH99", "ny2,Test,MH33", "ny2,Test,MH33")
    _number, faults = imported("people", file)
    assert [fault.split(":")[0] for fault in faults] == ["Rad 2, login", "Rad 3, home_unit", "Rad 5, login"]


def test_a_circle_of_units_is_refused(table):
    _number, faults = imported("units", table("code,name,parent,valid_from", "A,A,B,2024-01-01", "B,B,A,2024-01-01"))
    assert len(faults) == 2


def test_a_level_that_does_not_fit_is_a_fault(table, solvik):
    file = table("code,name,level,parent,valid_from", "MH9,Ny,avdeling,SOLVIK,2024-01-01")
    assert imported("units", file)[1][0].startswith("Rad 2, level: er «avdeling»")


def test_a_deputy_stands_in_for_a_holder(table, cast):
    lines = ["login,role,unit,valid_from,valid_to,deputy_for", "nurse,avdelingsleder,MH33,2026-01-01,2026-02-01,leader"]
    assert imported("posts", table(*lines)) == (1, [])
    assert Post.objects.get(person=cast.nurse, role="avdelingsleder").deputy_for.person == cast.leader
    _number, faults = imported("posts", table(lines[0], "nurse,finnes,MH33,2026-01-01,,", "x,ansatt,MH33,2026-01-01,,"))
    assert faults == ["Rad 2, role: rollen «finnes» finnes ikke.", "Rad 3, login: ingen har brukernavnet «x»."]


def test_cases_keep_their_day_and_state(table, solvik):
    head = "what;unit;type;harm_physical;reported_at;state"
    assert imported("deviations", table(head, '"Falt; på badet";MH33;BR02;2;20.01.2025 14.30;closed')) == (1, [])
    (case,) = Deviation.objects.all()
    assert (case.what, case.state, case.harm_level, case.channel) == ("Falt; på badet", "closed", 2, "import")
    assert case.reported_at.isoformat() == "2025-01-20T13:30:00+00:00"
    assert case.record.reference.startswith("AV-2025-")
    assert case.record.state_group == "done"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("harm_physical", "6"),
        ("harm_physical", "mye"),
        ("harm_physical", "9" * 5000),
        ("reported_at", "2999-01-01"),
        ("reported_at", "9999-12-31"),
        ("reported_at", "i går"),
        ("reported_at", "31.02.2025"),
        ("state", "draft"),
        ("state", ""),
        ("kind", "avvik"),
        ("type", "QQ"),
        ("unit", "MH99"),
        ("what", ""),
        ("what", "a\0b"),
        ("what", "a" * 20_001),
    ],
)
def test_a_wrong_cell_is_named(table, solvik, column, value):
    row = {"what": "Falt", "unit": "MH33", "type": "BR02", "kind": "deviation", "harm_physical": "1"}
    row |= {"reported_at": "2025-01-20", "state": "new", column: value}
    _number, faults = imported("deviations", table(",".join(row), ",".join(row.values())))
    assert len(faults) == 1, faults
    assert faults[0].startswith(f"Rad 2, {column}: ")
    assert not Deviation.objects.exists()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([""], "mangler overskriften «code»"),
        (["code,name,parent,valid_from,farge"], "ukjent overskrift «farge»"),
        (["code,code,name,parent,valid_from"], "overskriften «code» står flere ganger"),
        (["code,name,parent,valid_from", "A,A,,2024-01-01,mer"], "Rad 2 har flere felt"),
        (["code,name,parent,valid_from", '"A,A,,2024-01-01'], "ikke riktig CSV"),
    ],
)
def test_a_table_of_the_wrong_shape_is_refused(table, lines, sentence):
    with pytest.raises(Refusal, match=sentence):
        imported("units", table(*lines))


def test_another_encoding_is_refused_with_its_row(table):
    with pytest.raises(Refusal, match="Rad 2: filen er ikke lagret som UTF-8"):
        imported("units", table("code,name,parent,valid_from", "A,Blåbær,,2024-01-01", encoding="latin-1"))


def test_a_spreadsheet_reads_as_its_values(tmp_path, solvik):
    book = Workbook()
    book.active.append(["login", "name", "employee_no"])
    book.active.append(["ny", "Ny Testnes", 1042.0])
    book.save(tmp_path / "folk.xlsx")
    assert imported("people", tmp_path / "folk.xlsx") == (1, [])
    assert Person.objects.get(login="ny").employee_no == "1042"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"code,name"])
def test_a_broken_spreadsheet_is_refused(tmp_path, content):
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(Refusal, match="ikke et Excel-ark"):
        imported("people", tmp_path / "x.xlsx")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refusal, match="Fikk ikke lest"):
        read(tmp_path / "borte.csv", ["code"], ["code"])


def test_every_kind_has_the_headings_people_rely_on():
    assert {kind: " ".join(how.model.headings()) for kind, how in KINDS.items()} == {
        "units": "code name level parent valid_from valid_to",
        "people": "login name email employee_no home_unit",
        "posts": "login role unit valid_from valid_to deputy_for",
        "deviations": "what unit area type kind harm_physical harm_psychological occurred_at reported_at state",
    }

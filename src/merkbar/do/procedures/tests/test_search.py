"""A procedure is found by its number, its title and any form of its words, and what applies to me is at hand."""

import datetime as dt

import pytest

from merkbar.do.procedures import search, writes
from merkbar.do.procedures.models import Document, Favourite, Topic
from merkbar.do.procedures.tests import kit
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock

TEXT = "<h2>Formål</h2><p>Kontroller medisinen sammen når brukeren har falt.</p>"


@pytest.fixture
def shelf(cast, solvik):
    """Three procedures: for home care, for its eastern department, and for schools."""

    def put(number, title, unit, html, since=dt.date(2025, 1, 1)):
        version = writes.import_procedure(
            by=cast.coordinator,
            number=number,
            title=title,
            unit=unit,
            html=html,
            in_force_from=since,
            reviser=cast.manager,
        )
        return version.document

    return {
        "home": put("P-MH-031", "Dobbeltkontroll ved multidose", solvik.home_care, TEXT),
        "east": put("P-MH-331", "Nøkler i Øst", solvik.east, "<p>Nøkkelskapet låses.</p>", clock.today()),
        "school": put("P-OL-001", "Skolevei", solvik.school, "<p>Vest på. Medisinskap låses.</p>"),
    }


def numbers(versions):
    return [version.document.record.reference for version in versions]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("p-mh-031", "P-MH-031"),
        ("multidose", "P-MH-031"),
        ("falle", "P-MH-031"),
        ("legemidler", "P-MH-031"),
        ("nøkkelskap", "P-MH-331"),
        ("nøkler", "P-MH-331"),
    ],
)
def test_any_form_of_the_word_finds_it(cast, shelf, typed, first):
    assert numbers(search.hits(standing_of(cast.nurse), typed))[0] == first


def test_among_equals_mine_come_first(cast, shelf):
    assert numbers(search.hits(standing_of(cast.nurse), "låses")) == ["P-MH-331", "P-OL-001"]
    assert numbers(search.hits(standing_of(cast.teacher), "låses")) == ["P-OL-001", "P-MH-331"]


@pytest.mark.parametrize("typed", ["", "   ", "!!", "\x00", "& | :*", "xyzzy"])
def test_nothing_is_found_by_nothing(cast, shelf, typed):
    assert search.hits(standing_of(cast.nurse), typed) == []


def test_only_what_applies_where_i_work_is_mine(cast, shelf):
    assert set(numbers(search.applying(standing_of(cast.nurse)))) == {"P-MH-031", "P-MH-331"}
    assert numbers(search.applying(standing_of(cast.neighbour))) == ["P-MH-031"]
    assert numbers(search.applying(standing_of(cast.teacher))) == ["P-OL-001"]


def test_a_reading_rule_makes_it_mine(cast, shelf, solvik):
    writes.add_rule(by=cast.coordinator, document=shelf["home"], role=None, unit=solvik.school)
    assert "P-MH-031" in numbers(search.applying(standing_of(cast.teacher)))


def test_recent_is_what_began_to_apply_lately(cast, shelf):
    assert numbers(search.recent(standing_of(cast.nurse))) == ["P-MH-331"]


def test_a_favourite_is_mine_alone_and_marked_once(cast, shelf):
    for _again in range(2):
        writes.favour(by=cast.nurse, document=shelf["school"], wanted=True)
    assert Favourite.objects.count() == 1
    assert numbers(search.favourites(standing_of(cast.nurse))) == ["P-OL-001"]
    assert numbers(search.favourites(standing_of(cast.colleague))) == []
    writes.favour(by=cast.nurse, document=shelf["school"], wanted=False)
    assert numbers(search.favourites(standing_of(cast.nurse))) == []


def test_the_phone_gets_what_applies_and_is_told_when_it_changes(cast, shelf):
    nurse = standing_of(cast.nurse)
    copies = search.copies(nurse)
    assert [one["number"] for one in copies] == ["P-MH-031", "P-MH-331"]
    assert copies[0]["html"] == TEXT
    before = search.mark_of(nurse)
    assert search.mark_of(nurse) == before
    shelf["home"].versions.update(changed_at=clock.now() + dt.timedelta(hours=1))
    assert search.mark_of(nurse) != before


def test_the_menu_leads_to_what_applies_to_me_and_there_is_one_step_to_all(cast, shelf, web):
    page = web.as_(cast.nurse).get("/prosedyrer/gjelder-meg/").content.decode()
    assert '<a href="/prosedyrer/gjelder-meg/" aria-current="page">Prosedyrer' in " ".join(page.split())
    assert '<a href="/prosedyrer/">Alle</a>' in page
    assert (
        '<a href="/prosedyrer/gjelder-meg/">Gjelder meg</a>' in web.as_(cast.nurse).get("/prosedyrer/").content.decode()
    )


def test_what_applies_stands_under_its_topic(cast, shelf):
    medicine = Topic.objects.create(code="legemidler-ny", name="Medisin", order=1)
    Document.objects.filter(pk=shelf["east"].pk).update(topic=medicine)
    assert numbers(search.by_topic(standing_of(cast.nurse))) == ["P-MH-331", "P-MH-031"]


def test_a_favourite_is_made_and_unmade_with_the_button_on_its_page(cast, shelf, web):
    nurse, home = web.as_(cast.nurse), "/prosedyrer/P-OL-001/"
    assert 'name="onsket" value="ja"' in nurse.get(home).content.decode()
    nurse.post(f"{home}favoritt/", {"onsket": "ja"})
    assert 'name="onsket" value="nei"' in nurse.get(home).content.decode()
    assert "Favoritter" in nurse.get("/prosedyrer/gjelder-meg/").content.decode()


def test_words_of_a_draft_lead_no_reader_to_a_procedure_that_is_withdrawn(web, cast, solvik):
    version = kit.procedure(cast, solvik.health, number="P-MH-040", title="Gammel rutine")
    writes.withdraw(by=cast.director, version=version, reason="Trengs ikke")
    kit.draft(cast, version, body="<p>Xylofonkurset flyttes.</p>")
    found = "/prosedyrer/?status=alle&q="
    assert "Gammel rutine" in web.as_(cast.nurse).get(found + "gammel").content.decode()
    for person in (cast.nurse, cast.teacher):
        for address in (found + "xylofonkurset", "/sok/?q=xylofonkurset"):
            assert "Gammel rutine" not in web.as_(person).get(address).content.decode()


@pytest.mark.parametrize("typed", ["dobbelkontrol", "Multidåse", "dobbeltkontrol ved multidosse"])
@pytest.mark.parametrize("address", ["/prosedyrer/gjelder-meg/", "/prosedyrer/"])
def test_a_misspelt_word_leads_to_what_was_meant(cast, shelf, web, typed, address):
    page = web.as_(cast.nurse).get(address, {"q": typed}).content.decode()
    assert f"Ingen treff på «{typed}». Mente du …?" in page
    assert 'href="/prosedyrer/P-MH-031/"' in page
    assert "Skolevei" not in page


def test_what_is_spelt_right_is_never_guessed_at(cast, shelf, web):
    for address in ("gjelder-meg/?q=multidose", "?q=multidose", "?q=multidose&status=slettes"):
        assert "Mente du" not in web.as_(cast.nurse).get(f"/prosedyrer/{address}").content.decode()


@pytest.mark.parametrize("typed", ["", "!!", "\x00", "%", "xyzzy"])
def test_nothing_is_meant_by_nothing(cast, shelf, typed):
    assert search.meant(standing_of(cast.nurse), typed) == []


def test_only_what_is_in_force_can_be_meant(cast, shelf, solvik):
    assert numbers(search.meant(standing_of(cast.nurse), "skolevai")) == ["P-OL-001"]
    writes.withdraw(by=cast.head, version=shelf["school"].versions.get(), reason="Trengs ikke")
    facts = {"number": "P-MH-099", "title": "Skolevakt", "unit": solvik.health, "reviser": cast.coordinator}
    writes.open_document(by=cast.coordinator, **facts)
    for person in (cast.nurse, cast.coordinator):
        assert search.meant(standing_of(person), "skolevai") == []

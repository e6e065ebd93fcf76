"""What a procedure builds on, the topics, and the words that have had their day: kept by those who know, seen by all."""

import pytest
from django.core.exceptions import ValidationError

from merkbar.do.procedures import baseline, watch, writes
from merkbar.do.procedures.models import Basis, OldWord, Topic
from merkbar.do.procedures.tests import kit

pytestmark = pytest.mark.django_db
HOME = "/prosedyrer/P-MH-031/"
BASIS = f"{HOME}grunnlag/"


@pytest.fixture
def version(cast, solvik):
    return kit.procedure(cast, solvik.health)


def typed(seen, *rows):
    said = {"seen": seen}
    for n, row in enumerate(rows):
        said |= {f"{part}{n}": row.get(part, "") for part in ("law", "paragraph", "title", "address")}
    return said


LAW = {"law": "Helse- og omsorgstjenesteloven", "paragraph": "§ 4-1", "title": "forsvarlige tjenester"}
LINK = {"title": "Råd om multidose", "address": "www.helsedirektoratet.no/multidose"}


def test_laws_and_links_are_written_in_a_form_and_shown_on_the_page(cast, version, web):
    editor = web.as_(cast.coordinator)
    assert "<datalist" in editor.get(BASIS).content.decode()
    seen = version.document.record.version
    assert editor.post(BASIS, typed(seen, LAW, LINK, {})).status_code == 302
    page = web.as_(cast.nurse).get(HOME).content.decode()
    assert "Helse- og omsorgstjenesteloven § 4-1" in page
    assert 'href="https://www.helsedirektoratet.no/multidose"' in page
    assert "grunnlag" not in page
    kit.draft(cast, version)
    assert "Råd om multidose" in editor.get(f"{HOME}utkast/").content.decode()


def test_a_row_that_is_emptied_is_taken_away(cast, version, web):
    writes.set_basis(by=cast.coordinator, document=version.document, rows=[LAW, {"law": "Kommuneloven"}])
    seen = kit.again(version).document.record.version
    web.as_(cast.coordinator).post(BASIS, typed(seen, {}, {"law": "Kommuneloven", "paragraph": "§ 25-1"}))
    assert [str(one) for one in Basis.objects.all()] == ["Kommuneloven § 25-1"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"paragraph": "§ 4-1"}, "Skriv hvilken lov det er"),
        ({"address": "javascript:alert(1)"}, "Skriv hele adressen"),
        ({"address": "ftp://eksempel.no/fil"}, "Skriv hele adressen"),
        ({"address": "http://"}, "Skriv hele adressen"),
        ({"law": "x" * 121}, "for lang"),
    ],
)
def test_what_is_no_law_and_no_page_is_refused_and_kept_in_the_form(cast, version, web, row, said):
    answer = web.as_(cast.coordinator).post(BASIS, typed(version.document.record.version, row))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert next(iter(row.values())) in answer.content.decode()
    assert not Basis.objects.exists()


def test_two_who_change_the_laws_do_not_overwrite_each_other(cast, version, web):
    seen = version.document.record.version
    editor = web.as_(cast.coordinator)
    editor.post(BASIS, typed(seen, LAW))
    answer = web.as_(cast.director).post(BASIS, typed(seen, {"law": "Kommuneloven"}))
    assert answer.status_code == 409
    assert "Kommuneloven" in answer.content.decode()
    assert [one.law for one in Basis.objects.all()] == [LAW["law"]]


def test_only_those_who_write_the_procedure_change_what_it_builds_on(cast, version, web):
    for who, status in ((cast.nurse, 403), (cast.head, 403), (cast.politician, 404)):
        assert web.as_(who).get(BASIS).status_code == status
        assert web.as_(who).post(BASIS, typed(1, LAW)).status_code == status
    assert not Basis.objects.exists()


def test_a_law_that_is_repealed_is_pointed_at_where_it_is_named(cast, version, web):
    writes.set_basis(by=cast.coordinator, document=version.document, rows=[{"law": "Kommunehelsetjenesteloven"}])
    editor = web.as_(cast.coordinator)
    for address in (HOME, BASIS):
        assert "Loven er opphevet" in editor.get(address).content.decode()
    assert "Loven er opphevet" not in web.as_(cast.nurse).get(HOME).content.decode()


def test_no_law_that_the_form_offers_is_repealed():
    assert [hint.found for hint in watch.hints("\n".join(watch.laws()))] == []


def test_the_coordinator_adds_renames_and_retires_a_topic(cast, version, web):
    keeper = web.as_(cast.coordinator)
    assert keeper.post("/prosedyrer/temaer/", {"name": "Ernæring og måltid"}).status_code == 302
    topic = Topic.objects.get()
    assert topic.code == "ernaering-og-maltid"
    address = f"/prosedyrer/temaer/{topic.code}/"
    seen = keeper.get(address).context["form"]["seen"].value()
    assert keeper.post(address, {"name": "Måltider", "order": "3", "seen": seen}).status_code == 302
    topic.refresh_from_db()
    assert (topic.name, topic.active) == ("Måltider", False)
    assert "Test Coordinator" in keeper.get(address).content.decode()
    assert "Måltider" not in keeper.get("/prosedyrer/ny/").content.decode()


def test_a_procedure_keeps_its_topic_when_the_topic_is_retired(cast, version, web):
    topic = writes.add_topic(by=cast.coordinator, name="Måltider")
    document = version.document
    document.topic = topic
    document.save()
    writes.change_topic(by=cast.coordinator, topic=topic, name="Måltider", order=1, active=False)
    form = web.as_(cast.coordinator).get(f"{HOME}om/").context["form"]
    assert ("maltider", "Måltider") in form.fields["topic"].choices
    assert form["topic"].value() == "maltider"


def test_a_topic_stands_once_whatever_the_case_and_codes_never_meet(cast, web):
    writes.add_topic(by=cast.coordinator, name="Måltider")
    answer = web.as_(cast.coordinator).post("/prosedyrer/temaer/", {"name": "MÅLTIDER"})
    assert answer.status_code == 422
    assert "finnes fra før" in answer.content.decode()
    assert writes.add_topic(by=cast.coordinator, name="Maltider").code == "maltider-2"
    assert writes.add_topic(by=cast.coordinator, name="§§§").code == "tema"


def test_an_old_page_of_a_topic_overwrites_nothing(cast, web):
    topic = writes.add_topic(by=cast.coordinator, name="Måltider")
    address = f"/prosedyrer/temaer/{topic.code}/"
    keeper = web.as_(cast.coordinator)
    seen = keeper.get(address).context["form"]["seen"].value()
    for name in ("Mat", "Kost"):
        answer = keeper.post(address, {"name": name, "order": "1", "active": "on", "seen": seen})
    assert answer.status_code == 409
    assert "Kost" in answer.content.decode()
    assert Topic.objects.get().name == "Mat"


def test_an_administrator_edits_the_words_and_the_next_text_is_judged_by_them(cast, version, web):
    keeper = web.as_(cast.admin)
    assert "rådmann" in keeper.get("/prosedyrer/ord/").content.decode()
    new = {"words": "sykesøster,  søster  på vakt", "advice": "Skriv sykepleier.", "active": "on"}
    assert keeper.post("/prosedyrer/ord/", new).status_code == 302
    assert [one.found for one in watch.hints("Ring SØSTER på  vakt.")] == ["SØSTER på  vakt"]
    word = OldWord.objects.get(words="sykesøster, søster på vakt")
    address = f"/prosedyrer/ord/{word.pk}/"
    seen = keeper.get(address).context["form"]["seen"].value()
    assert keeper.post(address, {"words": "sykesøster", "advice": "Skriv sykepleier.", "seen": seen}).status_code == 302
    assert watch.hints("Ring sykesøster.") == []


@pytest.mark.parametrize("words", ["", " , ,", "av", "rådmann, i", "x" * 301])
def test_a_word_that_would_stand_in_every_text_is_refused(cast, words):
    with pytest.raises(ValidationError):
        writes.add_word(by=cast.admin, words=words, advice="Skriv noe annet.")


def test_a_word_is_found_whole_and_never_inside_another(cast):
    writes.add_word(by=cast.admin, words="C++ (gammelt), tre", advice="Skriv noe annet.")
    assert watch.hints("Et stort treverk og utrert") == []
    assert [one.found for one in watch.hints("Ved tre feil, se c++ (gammelt)")] != []


def test_loading_the_shipped_words_again_keeps_what_was_changed(cast):
    word = OldWord.objects.get(code="radmann")
    writes.change_word(by=cast.admin, word=word, words="rådmann", advice="Annet råd.", is_law=False, active=False)
    count = OldWord.objects.count()
    baseline.load_words()
    word.refresh_from_db()
    assert (word.advice, word.active, OldWord.objects.count()) == ("Annet råd.", False, count)


def test_the_lists_are_kept_by_quality_roles_and_administrators_only(cast, version, web):
    topic = writes.add_topic(by=cast.coordinator, name="Måltider")
    word = OldWord.objects.first()
    every = (
        "/prosedyrer/temaer/",
        "/prosedyrer/ord/",
        f"/prosedyrer/temaer/{topic.code}/",
        f"/prosedyrer/ord/{word.pk}/",
    )
    for who in (cast.coordinator, cast.adviser, cast.admin):
        assert [web.as_(who).get(address).status_code for address in every] == [200] * 4
    for who in (cast.nurse, cast.leader, cast.chief, cast.politician):
        for address in every:
            assert web.as_(who).get(address).status_code == 404
            assert web.as_(who).post(address, {"name": "X", "words": "xxx", "advice": "x"}).status_code == 404
    for address in ("/prosedyrer/temaer/finnes-ikke/", "/prosedyrer/ord/999999999999999999/"):
        assert web.as_(cast.admin).get(address).status_code == 404

"""Start, edit, drop: a draft beside what applies; two who write at once never lose a word."""

import pytest
from django.core.exceptions import ValidationError

from merkbar.do.procedures import states, writes
from merkbar.do.procedures.models import Decision, Review, Version
from merkbar.do.procedures.tests import kit
from merkbar.ground.records.models import Record
from merkbar.ground.records.writes import Stale

pytestmark = pytest.mark.django_db
HOME = "/prosedyrer/P-MH-031/"


@pytest.fixture
def version(cast, solvik):
    return kit.procedure(cast, solvik.health)


def test_start_copies_the_text_and_leaves_the_one_in_force_alone(cast, version):
    made = writes.start(by=cast.coordinator, document=version.document, reason="Ni avvik")
    assert (made.number, made.state, made.body) == ("2.0", states.DRAFT, version.body)
    assert kit.again(version).state == states.IN_FORCE
    assert Review.objects.get().decision == Decision.REVISE


def test_start_refuses_a_second_draft(cast, version):
    writes.start(by=cast.coordinator, document=version.document)
    with pytest.raises(ValidationError, match="allerede et utkast"):
        writes.start(by=cast.director, document=version.document)


def test_edit_numbers_by_the_size_of_the_change(cast, version):
    made = kit.draft(cast, version)
    assert made.number == "2.0"
    made = writes.edit(by=cast.coordinator, version=made, body=kit.NEWER, is_major=False)
    assert made.number == "1.1"


def test_edit_refuses_news_longer_than_300_characters(cast, version):
    with pytest.raises(ValidationError, match="300"):
        kit.draft(cast, version, news="a" * 301)


def test_edit_stores_no_script(cast, version):
    made = kit.draft(cast, version, body='<p onclick="x()">Vask hendene.</p><script>alert(1)</script>')
    assert made.body == "<p>Vask hendene.</p>"


def test_edit_from_an_old_page_overwrites_nothing(cast, version):
    made = kit.draft(cast, version)
    seen = made.document.record.version
    writes.edit(by=cast.director, version=made, body="<p>Mitt.</p>", seen=seen)
    with pytest.raises(Stale):
        writes.edit(by=cast.coordinator, version=made, body="<p>Ditt.</p>", seen=seen)
    assert kit.again(made).body == "<p>Mitt.</p>"


def test_two_editors_at_once_the_second_keeps_the_text_and_is_told(cast, version, web):
    made = kit.draft(cast, version)
    typed = {"seen": made.document.record.version, "form": "written", "is_major": "ja", "news": "Nytt"}
    assert web.as_(cast.director).post(f"{HOME}utkast/rediger/", typed | {"body": "<p>Den ene.</p>"}).status_code == 302
    page = web.as_(cast.coordinator).post(f"{HOME}utkast/rediger/", typed | {"body": "<p>Den andre.</p>"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "Noen har lagret" in text
    assert "Den andre." in text
    assert "Den ene." in text
    assert Version.objects.get(pk=made.pk).body == "<p>Den ene.</p>"


def test_edit_waits_for_no_hearing(cast, version):
    made = kit.submitted(cast, version)
    with pytest.raises(states.WrongState):
        writes.edit(by=cast.coordinator, version=made, body="<p>Mer.</p>")


def test_drop_leaves_what_applies(cast, version):
    made = kit.draft(cast, version)
    writes.drop(by=cast.coordinator, version=made)
    assert list(Version.objects.values_list("state", flat=True)) == [states.IN_FORCE]


def test_one_that_was_opened_by_mistake_is_dropped_whole_and_its_number_is_free(cast, solvik, web):
    facts = {"number": "P-1", "title": "Ny", "unit": solvik.health, "reviser": cast.coordinator}
    made = writes.open_document(by=cast.coordinator, **facts)
    writer = web.as_(cast.coordinator)
    assert "slettes helt" in writer.get("/prosedyrer/P-1/utkast/").content.decode()
    answer = writer.post("/prosedyrer/P-1/utkast/forkast/", {"seen": made.document.record.version})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/prosedyrer/gjelder-meg/")
    assert not Record.objects.filter(reference="P-1").exists()
    assert writes.open_document(by=cast.coordinator, **facts).number == "1.0"


@pytest.mark.parametrize("number", ["", "ny", "vurdering", "P MH 1", "../1", "P-MH-031", "p-mh-031", "a" * 29 + "1234"])
def test_a_number_that_is_taken_or_unfit_is_refused(cast, solvik, version, number):
    with pytest.raises(ValidationError) as wrong:
        writes.open_document(
            by=cast.coordinator, number=number, title="Ny", unit=solvik.health, reviser=cast.coordinator
        )
    assert "number" in wrong.value.message_dict


def test_the_first_version_is_not_asked_whether_it_changes_much(cast, solvik, version, web):
    facts = {"number": "P-1", "title": "Ny", "unit": solvik.health, "reviser": cast.coordinator}
    made = writes.open_document(by=cast.coordinator, **facts)
    writer, address = web.as_(cast.coordinator), "/prosedyrer/P-1/utkast/rediger/"
    assert "vesentlig endring" not in writer.get(address).content.decode()
    typed = {"seen": made.document.record.version, "body": "<p>Vask.</p>", "form": "written", "is_major": "ja"}
    assert writer.post(address, typed).status_code == 302
    assert "vesentlig endring" not in writer.get("/prosedyrer/P-1/utkast/").content.decode()
    writes.start(by=cast.coordinator, document=version.document)
    assert "vesentlig endring" in writer.get(f"{HOME}utkast/rediger/").content.decode()

"""A case's title: the first sentence, and nothing in it that the hint would have warned of."""

import pytest

from merkbar.check.deviations import writes
from merkbar.check.deviations.tests.factories import CaseFactory, again
from merkbar.check.deviations.writes.common import title_of

SAID = {
    "Glemte medisin ca. kl. 20. Oppdaget ved morgenbesøket.": "Glemte medisin ca. kl. 20",
    "Hendte 21. september på natt. Ringte legevakt.": "Hendte 21. september på natt",
    "Bl.a. var nr. 3 borte fra skapet! Meldt videre.": "Bl.a. var nr. 3 borte fra skapet",
    "Fikk f.eks. Marevan i stedet. Ringte dr. Berg.": "Fikk f.eks. Marevan i stedet",
    "Tok 5 mg. Skulle hatt 10.": "Tok 5 mg",
    "Dosett, pleieplan osv. lå i feil bil. Ble hentet.": "Dosett, pleieplan osv. lå i feil bil",
    "Nattvakt kom ikke. ringte leder": "Nattvakt kom ikke",
    "[fjernet] falt på badet. Ringte legevakt.": "Falt på badet",
    "[fjernet], [fjernet]. Falt på badet.": "Falt på badet",
    "[fjernet]": "Melding uten tittel",
    "": "Melding uten tittel",
    "iPad borte. Lette i går.": "iPad borte",
}


@pytest.mark.parametrize("text", SAID)
def test_a_title_is_the_first_sentence_whatever_stands_before_its_dots(text):
    assert title_of(text) == SAID[text]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Bruker Ola Nordmann, f. 010150, falt på badet.", ("Ola", "Nordmann", "010150")),
        ("Ringte 99 88 77 66 og meldte fra.", ("99 88",)),
        ("Pasienten 13097248022 fikk feil dose.", ("13097248022",)),
    ],
)
@pytest.mark.django_db
def test_what_the_hint_warns_of_is_not_read_in_the_title(text, secret, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, what=text)
    assert not any(word in case.record.title for word in secret)
    assert case.what == text


@pytest.mark.django_db
def test_a_redacted_case_is_called_by_what_is_left(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, what="Ola Nordmann falt på badet.")
    what = "[fjernet] falt på badet."
    writes.redact(by=cast.leader, deviation=case, what=what, immediate_action="", why="Navn")
    assert again(case).record.title == "Falt på badet"


def test_a_long_text_without_a_dot_is_cut_at_a_word():
    title = title_of("Kveldsmedisinen " * 60)
    assert title.endswith("Kveldsmedisinen …")
    assert len(title) <= 92

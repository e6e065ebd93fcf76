"""The type a report's words suggest."""

from hypothesis import given
from hypothesis import strategies as st

from merkbar.check.deviations import suggest
from merkbar.check.deviations.tests.factories import CaseFactory
from merkbar.ground.records.models import Access, Record

FALLS = ["Bruker falt på gulvet ved senga", "Fant bruker på gulvet etter fall på badet", "Falt i gangen uten rullator"]
MEDICINE = ["Kveldsmedisin ikke gitt", "Feil dose medisin fra multidosen", "Medisin lå igjen i skapet, ikke gitt"]
LEARNT = suggest.learnt([("BR02", text) for text in FALLS] + [("BR01", text) for text in MEDICINE])
BOTH = {"BR01", "BR02"}


def test_words_of_a_fall_suggest_a_fall_and_words_of_medicine_medicine():
    assert LEARNT.likeliest("Bruker falt fra senga og lå på gulvet", BOTH) == "BR02"
    assert LEARNT.likeliest("Medisin ble ikke gitt i går kveld", BOTH) == "BR01"


def test_unknown_words_suggest_nothing():
    assert LEARNT.likeliest("Heisen sto hele dagen", BOTH) is None
    assert LEARNT.likeliest("", BOTH) is None
    assert LEARNT.likeliest("medisin", BOTH) is None


@given(st.text(max_size=400))
def test_a_type_outside_the_area_is_never_suggested(text):
    assert LEARNT.likeliest(text, {"BR02"}) in {None, "BR02"}
    assert LEARNT.likeliest(text, set()) is None


def test_cases_few_may_read_teach_nothing(solvik, cast):
    for text in FALLS:
        case = CaseFactory(by=cast.nurse, unit=solvik.east, what=text, type="BR02")
        Record.objects.filter(pk=case.pk).update(access=Access.NAMED)
    new = CaseFactory(by=cast.nurse, unit=solvik.east, what="Falt på gulvet ved senga")
    assert suggest.suggested_type(new) is None


def test_a_case_without_a_type_is_suggested_the_likeliest_and_one_with_a_type_nothing(solvik, cast):
    for code, texts in (("BR02", FALLS), ("BR01", MEDICINE)):
        for text in texts:
            typed = CaseFactory(by=cast.nurse, unit=solvik.east, what=text, type=code)
    new = CaseFactory(by=cast.nurse, unit=solvik.east, what="Falt på gulvet ved senga")
    found = suggest.suggested_type(new)
    assert found is not None
    assert found.code == "BR02"
    assert suggest.suggested_type(typed) is None

"""The municipality's own lists: texts change, codes never, and nobody's change is silently overwritten."""

import pytest
from django.core.exceptions import ValidationError

from merkbar.check.deviations.baseline import load_taxonomy
from merkbar.check.deviations.taxonomy import Area, Cause, EscalationRule, EventType, HarmLevel
from merkbar.check.deviations.writes.taxonomy import CodesNeverChange, add_rule, add_subtype, change_entry
from merkbar.ground.trail.history import last_event
from merkbar.web.administration.lists import KINDS, kind_of
from merkbar.web.administration.rule_words import sentence, words_of_rules

TYPE = "/administrasjon/lister/hendelsestyper/BR02/"
RULES = "/administrasjon/lister/varslingsregler/"


def typed(**changes):
    kind = EventType.objects.get(code="BR02")
    facts = {"name": kind.name, "short": kind.short, "help": "", "order": "1", "active": "on", "seen": last_event(kind)}
    return {**facts, **changes}


def test_a_new_text_is_saved_and_the_history_says_who(web, cast):
    answer = web.as_(cast.adviser).post(TYPE, typed(name="Fall og nestenfall"), follow=True)
    assert "Endringen er lagret." in answer.content.decode()
    page = web.as_(cast.admin).get(TYPE).content.decode()
    assert "Test Adviser" in page
    assert "fra «Fall» til «Fall og nestenfall»" in page


def test_a_stale_page_overwrites_nothing_and_keeps_what_was_typed(web, cast):
    seen = typed()["seen"]
    web.as_(cast.adviser).post(TYPE, typed(name="Fall, den første"))
    page = web.as_(cast.admin).post(TYPE, typed(name="Fall, den andre", seen=seen)).content.decode()
    assert EventType.objects.get(code="BR02").name == "Fall, den første"
    assert "Noen andre har endret dette" in page
    assert 'value="Fall, den andre"' in page
    assert "til «Fall, den første»" in page


def test_after_seeing_the_other_change_one_may_save_again(web, cast):
    client, seen = web.as_(cast.admin), typed()["seen"]
    web.as_(cast.adviser).post(TYPE, typed(name="Fall, den første"))
    page = client.post(TYPE, typed(name="Fall, den andre", seen=seen)).content.decode()
    now = last_event(EventType.objects.get(code="BR02"))
    assert f'name="seen" value="{now}"' in page
    client.post(TYPE, typed(name="Fall, den andre", seen=now))
    assert EventType.objects.get(code="BR02").name == "Fall, den andre"


def test_an_error_stands_by_the_field_with_what_was_typed(web, cast):
    page = web.as_(cast.admin).post(TYPE, typed(name="", short="x" * 41)).content.decode()
    assert "Skriv et navn." in page
    assert "x" * 41 in page
    assert "Feil:" in page
    assert EventType.objects.get(code="BR02").name == "Fall"


def test_a_type_taken_out_of_use_says_so_in_the_list(web, cast):
    facts = typed()
    del facts["active"]
    page = web.as_(cast.admin).post(TYPE, facts, follow=True).content.decode()
    assert not EventType.objects.get(code="BR02").active
    assert "Ute av bruk" in page


def test_a_code_never_changes(db):
    with pytest.raises(CodesNeverChange):
        change_entry(by=None, entry=EventType.objects.get(code="BR02"), code="BR99")
    with pytest.raises(CodesNeverChange):
        change_entry(by=None, entry=Cause.objects.get(code="A12"), individual=False)
    with pytest.raises(CodesNeverChange):
        change_entry(by=None, entry=EventType.objects.get(code="BR02"), area=Area.objects.get(code="HM"))


def test_no_list_lets_its_code_be_changed():
    for kind in KINDS:
        assert not {"code", "level", "area", "parent", "individual"} & set(kind.fields), kind.slug


def test_a_local_subtype_gets_a_code_that_no_shipped_one_takes(db):
    falls = EventType.objects.get(code="BR02")
    first = add_subtype(by=None, parent=falls, name="Fall i dusjen")
    second = add_subtype(by=None, parent=falls, name="Fall ute på tur")
    assert (first.code, second.code) == ("BR02.L01", "BR02.L02")
    load_taxonomy(by=None)
    assert EventType.objects.get(code="BR02.L01").name == "Fall i dusjen"


def test_a_subtype_of_a_shielded_type_is_shielded(db):
    assert add_subtype(by=None, parent=EventType.objects.get(code="PV02"), name="Oppslag på kollega").restricted


def test_a_subtype_below_a_subtype_lands_under_the_stable_type(db):
    below = add_subtype(by=None, parent=EventType.objects.get(code="BR01.01"), name="Kveldsdosen")
    assert below.parent_id == "BR01"


def test_a_subtype_is_added_from_its_page(web, cast):
    page = web.as_(cast.adviser).post("/administrasjon/lister/undertype/BR02/", {"name": "Fall i dusjen"}, follow=True)
    assert "Fall i dusjen er lagt til under Fall." in page.content.decode()
    assert EventType.objects.get(code="BR02.L01").short == "Fall i dusjen"


def test_loading_the_lists_again_overwrites_nothing(db):
    change_entry(by=None, entry=HarmLevel.objects.get(level=3), name="Stor")
    load_taxonomy(by=None)
    assert HarmLevel.objects.get(level=3).name == "Stor"


def test_the_level_without_harm_can_be_worded(web, cast):
    level = HarmLevel.objects.get(level=0)
    facts = {"name": "Ingen skade", "help": "", "reporter_word": "Ingen", "seen": last_event(level)}
    assert web.as_(cast.admin).post("/administrasjon/lister/skade/0/", facts).status_code == 302
    assert HarmLevel.objects.get(level=0).reporter_word == "Ingen"


def test_an_entry_knows_its_list(db):
    assert kind_of(Cause.objects.get(code="A01")).slug == "arsaker"


def words(rule):
    titles, harm = words_of_rules()
    return sentence(rule, titles=titles, harm=harm)


def test_a_rule_reads_as_a_sentence(db):
    rule = EscalationRule.objects.select_related("area", "type").get(code="staff_serious")
    assert words(rule).startswith(
        "Når området er HMS og den fysiske skaden er «moderat til stor» eller mer: "
        "varsle lederen på enheten og verneombud straks"
    )


def test_the_worst_level_has_nothing_beyond_it(db):
    rule = EscalationRule(code="x", potential_min=5, tell=["leader"], clock_workdays=1)
    assert words(rule) == (
        "Når det kunne ført til «død»: varsle lederen på enheten straks og start en frist på 1 virkedag."
    )


def test_a_rule_out_of_use_says_so_first(db):
    assert words(EscalationRule(code="x", either_min=4, restrict=True, active=False)).startswith(
        "Ute av bruk. Når skaden"
    )


def missing_role():
    """A rule that names a role nobody has here."""
    EscalationRule.objects.filter(code="school_environment").update(tell=["rektor"])
    return EscalationRule.objects.get(code="school_environment")


def test_the_list_of_rules_names_roles_that_do_not_exist_here(web, cast):
    missing_role()
    page = web.as_(cast.admin).get(RULES).content.decode()
    assert "Ingen varsles for rektor" in page


def test_the_sentence_can_be_seen_before_the_rule_is_saved(web, cast):
    facts = {"area": "HM", "physical_min": "3", "tell": ["leader", "verneombud"], "active": "on", "vis": "1"}
    before = EscalationRule.objects.count()
    page = web.as_(cast.adviser).post(RULES + "ny/", facts).content.decode()
    assert "Slik blir regelen" in page
    assert "varsle lederen på enheten og verneombud straks." in page
    assert EscalationRule.objects.count() == before


def test_a_new_rule_fits_what_it_says(web, cast):
    facts = {"area": "HM", "physical_min": "3", "tell": ["verneombud"], "clock_hours": "24", "active": "on"}
    web.as_(cast.adviser).post(RULES + "ny/", facts)
    rule = EscalationRule.objects.get(code="local_01")
    assert (rule.area_id, rule.tell, rule.clock_hours) == ("HM", ["verneombud"], 24)
    assert rule.fits(area="HM", type_code=None, harm=3, physical=3, potential=None)
    assert not rule.fits(area="HM", type_code=None, harm=2, physical=2, potential=None)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"tell": ["leader"]}, "Velg minst ett vilkår."),
        ({"area": "HM"}, "Velg minst én ting som skal skje."),
        ({"area": "HM", "type": "BR01", "restrict": "on"}, "Hendelsestypen hører til et annet område."),
        ({"area": "PV", "clock_hours": "72", "clock_workdays": "3"}, "Velg enten timer eller virkedager."),
        ({"area": "PV", "clock_hours": "0"}, "større enn eller lik 1"),
        ({"area": "PV", "tell": ["finnes-ikke"]}, "finnes-ikke"),
        ({"area": "XX", "restrict": "on"}, "gyldig"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_a_sentence(facts, sentence, web, cast):
    before = EscalationRule.objects.count()
    page = web.as_(cast.admin).post(RULES + "ny/", {**facts, "active": "on"})
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert EscalationRule.objects.count() == before


def test_the_database_refuses_a_rule_without_a_condition(db):
    with pytest.raises(ValidationError, match="minst ett vilkår"):
        add_rule(by=None, tell=["leader"])


def test_a_rule_that_names_a_missing_role_can_still_be_changed(web, cast):
    rule = missing_role()
    facts = {"type": "BR18", "tell": ["rektor", "leader"], "active": "on", "seen": last_event(rule)}
    assert web.as_(cast.admin).post(RULES + "school_environment/", facts).status_code == 302
    assert EscalationRule.objects.get(code="school_environment").tell == ["rektor", "leader"]

"""The list that ships: complete, consistent with itself, and short enough for its fields."""

import json
from collections import Counter
from pathlib import Path

import pytest

from merkbar.check.deviations import figures

DATA = json.loads((Path(figures.__file__).parent / "data" / "taxonomy.json").read_text(encoding="utf-8"))
ROLES = {
    "leader",
    "parent_leader",
    "avdelingsleder",
    "virksomhetsleder",
    "kommunalsjef",
    "kommunedirektor",
    "kvalitetskoordinator",
    "kommuneoverlege",
    "pbu_medlem",
    "verneombud",
    "personvernombud",
}
CONDITIONS = {"area", "type", "physical_min", "psychological_min", "potential_min", "either_min"}
AREAS = {area["code"] for area in DATA["areas"]}
TYPES = {kind["code"] for kind in DATA["types"]}
SUBTYPES = {sub["code"] for kind in DATA["types"] for sub in kind["subtypes"]}


def test_there_are_forty_three_types_in_five_areas():
    assert len(DATA["types"]) == 43
    assert Counter(kind["area"] for kind in DATA["types"]) == {"BR": 18, "HM": 9, "PV": 7, "TJ": 7, "FO": 2}


@pytest.mark.parametrize("name", ["areas", "types", "kinds", "causes", "action_types", "close_reasons", "escalation"])
def test_codes_are_unique(name):
    codes = [row["code"] for row in DATA[name]]
    assert len(codes) == len(set(codes))


def test_type_and_subtype_codes_begin_with_what_they_hang_on():
    assert all(kind["area"] == kind["code"][:2] and kind["area"] in AREAS for kind in DATA["types"])
    assert all(sub["code"].startswith(kind["code"] + ".") for kind in DATA["types"] for sub in kind["subtypes"])
    assert len(SUBTYPES) == sum(len(kind["subtypes"]) for kind in DATA["types"])


def test_every_type_has_its_words_and_mapping_columns():
    for kind in DATA["types"]:
        assert kind["name"]
        assert kind["short"]
        assert {"mim", "icps", "help", "restricted"} <= set(kind)
        assert len(kind["short"]) <= 40
        assert len(kind["help"]) <= 200
    shorts = [kind["short"] for kind in DATA["types"]]
    assert len(shorts) == len(set(shorts))
    assert {"Legemidler", "Fall", "Uteblitt hjelp", "Utstyr", "Samhandling"} <= set(shorts)


def test_the_six_tiles_of_the_phone_lead_somewhere():
    kinds = {kind["code"] for kind in DATA["kinds"]}
    assert [tile["text"] for tile in DATA["tiles"]] == [
        "Bruker eller pasient",
        "Ansatt (HMS)",
        "Personvern",
        "Annet i tjenesten",
        "Forslag",
        "Noe som gikk bra",
    ]
    assert all(tile["area"] in AREAS and tile["kind"] in kinds for tile in DATA["tiles"])
    assert all(tile["type"] in TYPES | {None} for tile in DATA["tiles"])


def test_the_harm_words_are_those_of_the_phone_and_of_the_figures():
    assert {row["word"]: row["level"] for row in DATA["harm"]["reporter"]} == {
        "Ingen skade": 0,
        "Lite": 1,
        "Noe": 2,
        "Alvorlig": 4,
        "Død": 5,
        "Vet ikke": None,
    }
    assert [row["level"] for row in DATA["harm"]["leader"]] == [0, 1, 2, 3, 4, 5]
    assert tuple(row["figures"] for row in DATA["harm"]["leader"]) == figures.HARM_WORDS


def test_only_the_individual_cause_cannot_stand_alone():
    assert [cause["code"] for cause in DATA["causes"]] == [f"A{n:02}" for n in range(1, 14)]
    assert [cause["code"] for cause in DATA["causes"] if cause["individual"]] == ["A12"]
    assert all(0 < len(cause["help"]) <= 200 for cause in DATA["causes"])


def test_action_types_have_a_strength_and_only_trying_harder_is_blocked_alone():
    assert Counter(row["strength"] for row in DATA["action_types"]) == {"strong": 5, "medium": 6, "weak": 5}
    assert [row["name"] for row in DATA["action_types"] if row["blocked_alone"]] == ["Skjerpe seg"]
    assert {row["code"] for row in DATA["strengths"]} == {"strong", "medium", "weak"}


def test_there_are_four_reasons_to_close_three_anchors_and_six_consequences():
    assert [len(DATA[name]) for name in ("close_reasons", "recurrence", "consequences")] == [4, 3, 6]


@pytest.mark.parametrize("rule", DATA["escalation"], ids=lambda rule: rule["code"])
def test_a_rule_of_escalation_names_only_what_exists(rule):
    assert rule["when"]
    assert set(rule["when"]) <= CONDITIONS
    assert rule["when"].get("area") in AREAS | {None}
    assert rule["when"].get("type") in TYPES | SUBTYPES | {None}
    assert all(1 <= level <= 5 for name, level in rule["when"].items() if name.endswith("_min"))
    assert set(rule["tell"]) <= ROLES
    assert rule["tell"] or rule["reminder"]
    assert rule["clock"] is None or set(rule["clock"]) <= {"hours", "workdays"}
    assert len(rule["reminder"]) <= 300
    assert len(rule["source"]) <= 120
    assert not rule["verified"] or rule["source"]


def told(area, kind, *, physical=0, psychological=0, potential=0):
    """Who hears of a case, by the rules read literally."""
    facts = {
        "physical_min": physical,
        "psychological_min": psychological,
        "potential_min": potential,
        "either_min": max(physical, psychological),
    }
    heard = set()
    for rule in DATA["escalation"]:
        when = rule["when"]
        fits = when.get("area", area) == area and kind.startswith(when.get("type", kind))
        if fits and all(facts[name] >= least for name, least in when.items() if name in facts):
            heard |= set(rule["tell"])
    return heard


@pytest.mark.parametrize(
    ("case", "roles"),
    [
        ({"area": "BR", "kind": "BR01", "physical": 4}, {"leader", "virksomhetsleder", "pbu_medlem"}),
        ({"area": "BR", "kind": "BR10", "potential": 5}, {"leader", "virksomhetsleder"}),
        ({"area": "TJ", "kind": "TJ07", "psychological": 4}, {"leader", "virksomhetsleder"}),
        ({"area": "HM", "kind": "HM01", "physical": 3}, {"leader", "verneombud"}),
        ({"area": "PV", "kind": "PV01"}, {"personvernombud"}),
        ({"area": "BR", "kind": "BR11"}, {"parent_leader"}),
        ({"area": "BR", "kind": "BR18"}, {"leader"}),
        ({"area": "BR", "kind": "BR01.06"}, {"leader"}),
    ],
)
def test_those_who_must_know_are_told(case, roles):
    assert roles <= told(**case)


def test_an_ordinary_fall_tells_nobody_beyond_the_line():
    assert told("BR", "BR02", physical=2, potential=3) == set()


def test_a_privacy_breach_starts_the_seventy_two_hours():
    assert [rule["when"] for rule in DATA["escalation"] if rule["clock"] == {"hours": 72}] == [{"area": "PV"}]

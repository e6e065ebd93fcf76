"""Who works in Solvik and which seats they hold. 1,200 employees; every name says itself that nobody bears it.

Sources: organisation table, the scenario's seats and log-ins. A person's key is the log-in, else unit and place in it.
"""

from datetime import date
from functools import cache

from .shapes import PersonPlan, PostPlan
from .source import units, virksomheter

ROOT = "SOLVIK"
START = date(2023, 1, 1)
MERGER = date(2025, 1, 1)
LAST_BEFORE_MERGER = date(2024, 12, 31)
NIGHT = 12
"""Employees of MH34 who worked nights before the merger; the six after them were MH35 Responstjeneste."""
SURNAMES = ("Prøvedal", "Testnes", "Eksempelvik", "Demoås", "Fiktivhaug", "Øvelsen")
GIVEN = (
    "Test", "Prøve", "Demo", "Øve", "Fiktiv", "Eksempel", "Kladd", "Utkast", "Skisse", "Modell", "Liksom", "Testine",
    "Prøvine", "Demona", "Øvine", "Fiktiva", "Kladda", "Oppdikt", "Testmann", "Prøvemann", "Figur", "Mønster", "Latsom",
)  # fmt: skip
SEATED = {
    ("MH33", 0): "leder.ost", ("MH33", 1): "ansatt.ost", ("MH11", 0): "leder.solhagen",
    ("MH21", 1): "ansatt.sykehjem", ("OL21", 1): "ansatt.skole", ("MH62", 1): "koordinator.mh",
    ("MH62", 2): "revisjonsansvarlig.multidose", ("HR11", 1): "hr", ("DK11", 1): "applikasjonsansvarlig",
    ("MH31", 6): "tillitsvalgt", ("MH12", 6): "verneombud", ("MH3", 0): "virksomhetsleder.hjemme",
    ("MH", 0): "kommunalsjef.mh", (ROOT, 0): "kommunedirektor", (ROOT, 1): "kvalitetsradgiver",
    (ROOT, 2): "planlegger", (ROOT, 3): "internrevisor", (ROOT, 4): "personvernombud", (ROOT, 5): "kommuneoverlege",
}  # fmt: skip
"""Log-ins by home unit and place among its employees, 0 the leader."""
KNOWN_NAMES = {
    "leder.ost": "Test Fiktivhaug", "kommunalsjef.mh": "Demo Øvelsen", "kvalitetsradgiver": "Prøve Eksempelvik",
    "koordinator.mh": "Fiktiv Demoås", "revisjonsansvarlig.multidose": "Prøve Testnes",
}  # fmt: skip
"""Names the screens and guides use."""
STAFF = 7
OUTSIDE = (
    ("brukerrad", "brukerrepresentant", ROOT), ("politiker", "politiker", ROOT),
    ("bruker-mh-1", "brukerrepresentant", "MH"), ("bruker-mh-2", "brukerrepresentant", "MH"),
    ("bruker-ol-1", "brukerrepresentant", "OL"), ("politiker-1", "politiker", ROOT), ("politiker-2", "politiker", ROOT),
)  # fmt: skip
"""Those who sit in councils without being employed: key, role, unit."""
COORDINATORS = {
    "MH": (("MH62", 1), ("MH13", 2)), "OL": (("OL21", 2), ("OL11", 2)), "OV": (("OV12", 2),), "HR": (("HR11", 2),),
    "DKA": (("DK12", 2),), "ET": (("ET11", 2),), "SN": (("SN11", 2),), "KN": (("KN11", 2),),
}  # fmt: skip
SAFETY = {"OL": "OL24", "OV": "OV11", "HR": "HR11", "DKA": "DK11", "ET": "ET12", "SN": "SN12", "KN": "KN12"}
FACILITATORS, REVIEWERS = 31, 64
PBU_TERMS = ((date(2024, 2, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2028, 1, 31)))
PBU = ((ROOT, 5), ("MH53", 7), ("MH14", 7), ("MH32", 7), ("MH51", 7), ("OL31", 7))
VACANT_UNTIL = date(2026, 3, 15)
DEPUTIES = (
    (("MH33", 2), "avdelingsleder", "MH33", ("MH33", 0)), (("MH11", 2), "avdelingsleder", "MH11", ("MH11", 0)),
    (("MH22", 2), "avdelingsleder", "MH22", ("MH22", 0)), (("OL21", 3), "avdelingsleder", "OL21", ("OL21", 0)),
    (("MH31", 0), "virksomhetsleder", "MH3", ("MH3", 0)), (("MH1", 0), "kommunalsjef", "MH", ("MH", 0)),
    (("OL", 0), "kommunedirektor", ROOT, (ROOT, 0)),
)  # fmt: skip
"""Who stands in for whom: person, role, unit, the holder."""

Seat = tuple[str, int]


@cache
def employees(unit: str) -> tuple[str, ...]:
    """Keys of a unit's employees, the leader first; also a virksomhet, an area, SOLVIK, and MH35 as it was."""
    if unit == "MH35":
        return employees("MH34")[NIGHT:]
    number = units()[unit].employees if unit in units() else STAFF if unit == ROOT else 1
    return tuple(SEATED.get((unit, place), f"{unit.lower()}-{place + 1:02}") for place in range(number))


def employees_in(unit: str, year: int) -> tuple[str, ...]:
    """Keys of those a case's `reporter` and an action's `owner` index into, as the unit was staffed that year."""
    return employees("MH34")[:NIGHT] if unit == "MH34" and year < MERGER.year else employees(unit)


def _key(seat: Seat) -> str:
    return employees(seat[0])[seat[1]]


def _areas() -> list[str]:
    return list(dict.fromkeys(unit.area for unit in units().values()))


def _name(turn: int) -> str:
    """Make up a name: two given words and a surname once the plain ones are used up, so that lists are readable."""
    given = GIVEN[turn % len(GIVEN)]
    second = "" if turn < len(GIVEN) * len(SURNAMES) else f" {GIVEN[(turn // len(GIVEN) + 5 * turn + 1) % len(GIVEN)]}"
    return f"{given}{second if second.strip() != given else ''} {SURNAMES[(turn * 5 + turn // len(GIVEN)) % 6]}"


@cache
def _people() -> tuple[PersonPlan, ...]:
    homes = [ROOT, *_areas(), *virksomheter(), *units()]
    logins = set(SEATED.values()) | {"brukerrad", "politiker"}
    rows = [(key, home, True) for home in homes for key in employees(home)]
    rows += [(key, unit, False) for key, _, unit in OUTSIDE]
    return tuple(
        PersonPlan(
            key=key,
            name=KNOWN_NAMES.get(key, _name(turn)),
            email=f"{key}@solvik.example",
            home_unit=home,
            login=key if key in logins else None,
            employee=employed,
        )
        for turn, (key, home, employed) in enumerate(rows)
    )


def people() -> list[PersonPlan]:
    """All 1,200 employees and the seven who sit in councils without being employed."""
    return list(_people())


def _staffing() -> list[PostPlan]:
    found = [
        PostPlan(key, "ansatt", unit, START)
        for unit in units()
        for place, key in enumerate(employees(unit))
        if unit != "MH34" or place < NIGHT
    ]
    for key in employees("MH35"):
        found.append(PostPlan(key, "ansatt", "MH35", START, LAST_BEFORE_MERGER))
        found.append(PostPlan(key, "ansatt", "MH34", MERGER))
    return found


def _leaders() -> list[PostPlan]:
    found = [PostPlan(_key((unit, 0)), "avdelingsleder", unit, START) for unit in units()]
    found.append(PostPlan(_key(("MH35", 0)), "avdelingsleder", "MH35", START, LAST_BEFORE_MERGER))
    found += [PostPlan(_key((unit, 0)), "virksomhetsleder", unit, START) for unit in virksomheter()]
    found += [PostPlan(_key((area, 0)), "kommunalsjef", area, START) for area in _areas()]
    staff = (
        "kommunedirektor", "kvalitetsradgiver", "planlegger", "internrevisor", "personvernombud", "kommuneoverlege",
        "kvalitetsradgiver",
    )  # fmt: skip
    found += [PostPlan(_key((ROOT, place)), role, ROOT, START) for place, role in enumerate(staff)]
    return found + [PostPlan(_key(who), role, unit, START, None, _key(holder)) for who, role, unit, holder in DEPUTIES]


def _quality_seats() -> list[PostPlan]:
    found = [
        PostPlan(_key(seat), "kvalitetskoordinator", area, START)
        for area, seats in COORDINATORS.items()
        for seat in seats
    ]
    largest = sorted(units().values(), key=lambda unit: -unit.employees)
    found += [PostPlan(_key((unit.code, 3)), "tilrettelegger", unit.code, START) for unit in largest[:FACILITATORS]]
    reviewers = [(unit, 2 if unit == "MH62" else 4) for unit in units()]
    reviewers += [(unit.code, 5) for unit in largest[: REVIEWERS - len(reviewers)]]
    found += [PostPlan(_key(seat), "revisjonsansvarlig", seat[0], START) for seat in reviewers]
    found.append(PostPlan("applikasjonsansvarlig", "applikasjonsansvarlig", "DK11", START))
    found.append(PostPlan("hr", "hr", "HR11", START))
    return found


def _representatives() -> list[PostPlan]:
    found = [PostPlan("tillitsvalgt", "tillitsvalgt", "MH", START), PostPlan("verneombud", "verneombud", "MH", START)]
    found += [PostPlan(_key((unit, 6)), "verneombud", area, START) for area, unit in SAFETY.items()]
    found += [PostPlan(key, role, unit, START) for key, role, unit in OUTSIDE]
    for first, last in PBU_TERMS:
        for place, seat in enumerate(PBU):
            late = place == len(PBU) - 1 and first.year == VACANT_UNTIL.year
            found.append(PostPlan(_key(seat), "pbu_medlem", ROOT, VACANT_UNTIL if late else first, last))
    return found


def posts() -> list[PostPlan]:
    """Every seat with its dates, both days included."""
    return [*_staffing(), *_leaders(), *_quality_seats(), *_representatives()]

"""Solvik has 1,200 employees, 21 log-ins, and nobody in it could be a real person."""

from collections import Counter
from datetime import date

from merkbar.web.demo.people_plan import GIVEN, SURNAMES, employees_in, people, posts
from merkbar.web.demo.source import units, virksomheter

TODAY = date(2026, 9, 21)
LOGINS = {
    "ansatt.ost": ("ansatt", "MH33"), "ansatt.sykehjem": ("ansatt", "MH21"), "ansatt.skole": ("ansatt", "OL21"),
    "leder.ost": ("avdelingsleder", "MH33"), "leder.solhagen": ("avdelingsleder", "MH11"),
    "virksomhetsleder.hjemme": ("virksomhetsleder", "MH3"), "kommunalsjef.mh": ("kommunalsjef", "MH"),
    "koordinator.mh": ("kvalitetskoordinator", "MH"), "kvalitetsradgiver": ("kvalitetsradgiver", "SOLVIK"),
    "kommunedirektor": ("kommunedirektor", "SOLVIK"), "planlegger": ("planlegger", "SOLVIK"),
    "internrevisor": ("internrevisor", "SOLVIK"), "personvernombud": ("personvernombud", "SOLVIK"),
    "kommuneoverlege": ("kommuneoverlege", "SOLVIK"), "revisjonsansvarlig.multidose": ("revisjonsansvarlig", "MH62"),
    "hr": ("hr", "HR11"), "applikasjonsansvarlig": ("applikasjonsansvarlig", "DK11"),
    "tillitsvalgt": ("tillitsvalgt", "MH"), "verneombud": ("verneombud", "MH"),
    "brukerrad": ("brukerrepresentant", "SOLVIK"), "politiker": ("politiker", "SOLVIK"),
}  # fmt: skip


def in_force(role, day=TODAY):
    return [
        post
        for post in posts()
        if post.role == role
        and not post.deputy_for
        and post.valid_from <= day
        and (post.valid_to is None or day <= post.valid_to)
    ]


def test_there_are_1200_employees_each_once():
    employed = [person for person in people() if person.employee]
    assert len(employed) == 1200
    assert len({person.key for person in people()}) == len(people())
    assert Counter(person.home_unit for person in employed if person.home_unit in units()) == {
        unit.code: unit.employees for unit in units().values()
    }


def test_the_21_log_ins_hold_the_posts_of_the_table():
    held = {(post.person, post.role, post.unit) for post in posts()}
    assert {person.login for person in people() if person.login} == set(LOGINS)
    assert all((login, *post) in held for login, post in LOGINS.items())
    assert all(person.email == f"{person.login}@solvik.example" for person in people() if person.login)


def test_every_seat_is_held():
    wanted = {
        "avdelingsleder": 45, "virksomhetsleder": 16, "kommunalsjef": 8, "kommunedirektor": 1, "kvalitetsradgiver": 2,
        "kvalitetskoordinator": 10, "tilrettelegger": 31, "applikasjonsansvarlig": 1, "kommuneoverlege": 1,
        "revisjonsansvarlig": 64, "verneombud": 8, "tillitsvalgt": 1, "pbu_medlem": 6, "ansatt": 1169, "hr": 1,
    }  # fmt: skip
    assert {role: len(in_force(role)) for role in wanted} == wanted
    assert {post.unit for post in in_force("avdelingsleder")} == set(units())
    assert {post.unit for post in in_force("virksomhetsleder")} == set(virksomheter())
    assert Counter(post.unit for post in in_force("kvalitetskoordinator"))["MH"] == 2


def test_one_seat_in_the_safety_committee_was_empty_until_mid_march_2026():
    assert len(in_force("pbu_medlem", date(2025, 6, 1))) == 6
    assert len(in_force("pbu_medlem", date(2026, 3, 14))) == 5
    assert len(in_force("pbu_medlem", date(2026, 3, 15))) == 6


def test_response_was_a_unit_of_six_until_the_merger():
    before, after = (
        Counter(post.unit for post in in_force("ansatt", day)) for day in (date(2024, 12, 31), date(2025, 1, 1))
    )
    assert (before["MH34"], before["MH35"], after["MH34"], after["MH35"]) == (12, 6, 18, 0)


def test_every_post_is_held_by_somebody_and_every_deputy_has_a_holder():
    keys = {person.key for person in people()}
    for post in posts():
        assert post.person in keys
        assert post.deputy_for is None or post.deputy_for in keys
    assert any(post.deputy_for == "leder.ost" and post.unit == "MH33" for post in posts())


def test_every_name_announces_itself():
    for person in people():
        *given, surname = person.name.split()
        assert surname in SURNAMES
        assert given
        assert all(word in GIVEN for word in given)
    assert len({person.name for person in people()}) > 600


def test_reporters_and_owners_are_employees_of_the_unit_as_it_was(plan):
    for case in plan:
        staff = len(employees_in(case.unit, case.year))
        assert case.reporter is None or 0 <= case.reporter < staff
        assert all(0 <= action.owner < staff for action in case.actions)

"""The demo's 412 procedures as a plan: number, title, place, text, days (scenario 4.8). Titles are made of own words."""

import datetime as dt
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

from merkbar.web.demo.draw import share, whole
from merkbar.web.demo.source import read_json, units, virksomheter

LATEST_LATE = 210
"""An overdue review has waited this long at most [d]."""
YEAR = 365
WIDE = 0.35
"""Share of an area's procedures that apply to all of the area."""


class Plan(NamedTuple):
    """One procedure. `read_by` says whether the whole area must read it; `older` whether it has an earlier version."""

    number: str
    title: str
    unit: str
    area: str
    topic: str
    body: str
    laws: list[list[str]]
    review_due: dt.date
    in_force_from: dt.date
    older: bool
    read_by: str


def plans(today: dt.date) -> list[Plan]:
    """Every procedure but the one of the storyline, in the order of the areas and their numbers."""
    told = read_json("procedures.json")
    return [plan for area, row in told["areas"].items() for plan in _area(area, row, told, today)]


def _area(area: str, row: dict[str, Any], told: dict[str, Any], today: dt.date) -> Iterator[Plan]:
    places = _places(area)
    titles = [(topic, subject, aspect) for aspect in told["shapes"][row["shape"]] for topic, subject in row["subjects"]]
    multidose = told["multidose"]["number"]
    late = row["overdue"]
    for place in range(row["count"]):
        number = f"{row['prefix']}-{place + 1:03}"
        if number == multidose:
            late += 1
            continue
        topic, subject, aspect = titles[place % len(titles)]
        again = f" ({place // len(titles) + 1})" if place >= len(titles) else ""
        key = hash_of(number)
        read = place % 24 == 7 or (area == "SOLVIK" and place in {0, 2})  # noqa: PLR2004 - a few are for everybody
        wide = read or area == "SOLVIK" or share(key, "procedure-wide") < WIDE
        due = (
            today - dt.timedelta(days=whole(key, "procedure-late", 1, LATEST_LATE))
            if place < late
            else today + dt.timedelta(days=whole(key, "procedure-due", 1, YEAR - 1))
        )
        reviewed = due - dt.timedelta(days=YEAR)
        yield Plan(
            number=number,
            title=f"{subject}: {aspect}{again}",
            unit=area if wide else places[whole(key, "procedure-place", 0, len(places) - 1)],
            area=area,
            topic=topic,
            body=body(subject, aspect, told["steps"]),
            laws=told["laws"][row["shape"]],
            review_due=due,
            in_force_from=reviewed,
            older=share(key, "procedure-older") < 0.15,  # noqa: PLR2004 - some have been changed before
            read_by=area if read else "",
        )


def hash_of(number: str) -> int:
    """Make a whole number of a procedure's number, the same every time."""
    return int.from_bytes(blake2b(number.encode(), digest_size=7).digest())


def _places(area: str) -> list[str]:
    """The virksomheter and units under an area."""
    own = [code for code, above in virksomheter().items() if above == area]
    return own + [unit.code for unit in units().values() if unit.area == area] or [area]


def body(subject: str, aspect: str, steps: dict[str, list[str]]) -> str:
    """Write a short text: what it is for, what to do, and what to do when it fails."""
    word = next((key for key in steps if aspect.startswith(key)), "slik gjør du")
    listed = "".join(f"<li>{step}</li>" for step in steps[word])
    wrong = "".join(f"<li>{step}</li>" for step in steps["når noe går galt"][:2])
    return (
        f"<h2>Formål</h2><p>Alle gjør det likt når det gjelder {subject[0].lower()}{subject[1:]}.</p>"
        f"<h2>Slik gjør du</h2><ol>{listed}</ol><h2>Hvis det ikke går</h2><ul>{wrong}</ul>"
    )


def multidose_body(steps: list[str]) -> str:
    """Write the text of P-MH-031 with the steps of a version."""
    told = read_json("procedures.json")["multidose"]
    listed = "".join(f"<li>{step}</li>" for step in steps)
    return (
        f"<h2>Formål</h2><p>{told['purpose']}</p><h2>Slik gjør du</h2><ol>{listed}</ol>"
        f"<h2>Når dere er alene på vakt</h2><p>{told['alone']}</p>"
    )

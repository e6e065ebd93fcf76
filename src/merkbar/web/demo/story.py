"""The hand-picked cases: the two serious events, what waits on the start pages, and the forty classified texts."""

from datetime import date, datetime
from functools import cache
from typing import Any

from merkbar.ground.clock.zone import OSLO

from .periods import number_of
from .shapes import Draft
from .source import read_json

Pin = dict[str, Any]


@cache
def pins() -> tuple[Pin, ...]:
    """Each story case with `day`, the words and harm of its classified text filled in."""
    told = {text["id"]: text for text in read_json("avvikstekster.json")}
    found: list[Pin] = []
    for row in read_json("story.json"):
        pin: Pin = {"state": "closed", **row, "day": date.fromisoformat(row["at"][:10])}
        if "text" in row:
            text = told[row["text"]]
            pin |= {
                "what": text["tekst"],
                "harm": [text["skade_fysisk"], text["skade_psykisk"]],
                "potential": text["potensiell"],
                "causes": text["arsaker"],
            }
        found.append(pin)
    return tuple(found)


def moment(text: str) -> datetime:
    """Read a story's ISO time as Oslo time."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def claim(drafts: list[Draft]) -> None:
    """Give every story case the draft of its type, unit and period; fail if the cells hold none."""
    free: dict[tuple[str, str, int], list[Draft]] = {}
    for draft in drafts:
        free.setdefault((draft.type, draft.unit, draft.period), []).append(draft)
    for pin in pins():
        rows = free[pin["type"], pin["unit"], number_of(pin["day"])]
        rows.sort(key=lambda draft: draft.reached is False)
        rows.pop(0).pin = pin

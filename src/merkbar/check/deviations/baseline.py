"""The lists a municipality starts with. Loading again adds what is new and never overwrites what an administrator changed."""

import json
from pathlib import Path
from typing import Any

from merkbar.check.deviations.taxonomy import Area, Cause, CloseReason, EscalationRule, EventType, HarmLevel
from merkbar.ground.trail.write import write

DATA = Path(__file__).parent / "data" / "taxonomy.json"


def taxonomy() -> dict[str, Any]:
    """The shipped lists as they stand in the data file."""
    return dict(json.loads(DATA.read_text(encoding="utf-8")))


@write
def load_taxonomy(*, by: Any = None) -> None:
    """Put the shipped areas, types, causes, words, reasons and rules in the database."""
    shipped = taxonomy()
    for order, row in enumerate(shipped["areas"]):
        Area.objects.get_or_create(
            code=row["code"], defaults={"name": row["name"], "tile": row["tile"], "order": order}
        )
    for order, row in enumerate(shipped["types"]):
        _load_type(row, order)
    for row in shipped["causes"]:
        facts = {key: row[key] for key in ("name", "help", "individual")}
        Cause.objects.get_or_create(code=row["code"], defaults=facts)
    said = {row["level"]: row["word"] for row in shipped["harm"]["reporter"] if row["level"] is not None}
    for row in shipped["harm"]["leader"]:
        facts = {"name": row["word"], "help": row["help"], "reporter_word": said.get(row["level"], "")}
        HarmLevel.objects.get_or_create(level=row["level"], defaults=facts)
    for order, row in enumerate(shipped["close_reasons"]):
        CloseReason.objects.get_or_create(code=row["code"], defaults={"name": row["name"], "order": order})
    for row in shipped["escalation"]:
        _load_rule(row)


def _load_type(row: dict[str, Any], order: int) -> None:
    facts = {
        "area_id": row["area"],
        "name": row["name"],
        "short": row["short"],
        "help": row["help"],
        "mim": row["mim"],
        "icps": row["icps"],
        "restricted": row["restricted"],
        "order": order,
    }
    top, _new = EventType.objects.get_or_create(code=row["code"], defaults=facts)
    for number, sub in enumerate(row["subtypes"]):
        EventType.objects.get_or_create(
            code=sub["code"],
            defaults={
                "area_id": row["area"],
                "parent": top,
                "name": sub["name"],
                "short": sub["name"],
                "restricted": row["restricted"],
                "order": number,
            },
        )


def _load_rule(row: dict[str, Any]) -> None:
    when, clock = row["when"], row["clock"] or {}
    EscalationRule.objects.get_or_create(
        code=row["code"],
        defaults={
            "area_id": when.get("area"),
            "type_id": when.get("type"),
            "either_min": when.get("either_min"),
            "physical_min": when.get("physical_min"),
            "potential_min": when.get("potential_min"),
            "tell": row["tell"],
            "restrict": row["restrict"],
            "clock_hours": clock.get("hours"),
            "clock_workdays": clock.get("workdays"),
            "reminder": row["reminder"],
            "source": row["source"] if row["verified"] or "egen" in row["source"] else "",
        },
    )

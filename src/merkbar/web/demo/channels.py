"""How a report came in and from whom: phone, PC or the public link, name hidden or not, which employee."""

from .draw import pick, share
from .rounding import largest_remainder, nearest
from .shapes import Draft
from .source import units

CHANNELS = {
    "2024": {"phone": 12, "pc": 87, "public": 1},
    "2025": {"phone": 46, "pc": 52, "public": 2},
    "2026": {"phone": 68, "pc": 29, "public": 3},
    "after": {"phone": 68, "pc": 29, "public": 3},
}
"""Share of reports [%]; the phone app came in March 2025."""
APP = (2025, 3)
HIDDEN = {"2024": 0.09, "2025": 0.07, "2026": 0.06, "after": 0.06}
SENSITIVE = {"HM06": 4.0, "PV06": 2.0, "BR16": 2.0, "BR11": 2.0}
NIGHT_2024, RESPONSE_2024, MERGED_IN = 12, 6, 2025


def _key(draft: Draft) -> int:
    return draft.key


def headcount(draft: Draft) -> int:
    """Employees of the unit the case is reported in, as it then was."""
    if draft.unit == "MH35":
        return RESPONSE_2024
    if draft.unit == "MH34" and draft.year < MERGED_IN:
        return NIGHT_2024
    return units()[draft.unit].employees


def _open_to_public(draft: Draft) -> float:
    if draft.pin or draft.kind != "deviation" or draft.reached is not None:
        return 0.0
    return {"BR06": 3.0, "BR16": 3.0, "BR18": 3.0, "TJ02": 2.0, "TJ04": 3.0, "BR08": 1.0}.get(draft.type, 0.0)


def _by_phone(draft: Draft) -> float:
    early = draft.year == APP[0] and draft.reported_at.month < APP[1]
    unit = units().get(draft.unit)
    kind = unit.kind if unit else "hjemmetjeneste"
    return (0.25 if early else 1.0) * {"hjemmetjeneste": 1.6, "teknisk": 1.3, "stab": 0.5, "tildeling": 0.5}.get(
        kind, 1
    )


def arrive(drafts: list[Draft], stratum: str) -> None:
    """Set channel, hidden and reporter of the drafts of one stratum, shares exact."""
    wanted = largest_remainder(len(drafts), CHANNELS[stratum])
    for draft in pick(drafts, wanted["public"], key=_key, purpose="public", weight=_open_to_public):
        draft.channel = "public"
    told = [draft for draft in drafts if "channel" in draft.pin]
    for draft in told:
        draft.channel = draft.pin["channel"]
    free = [draft for draft in drafts if draft.channel == "pc" and draft not in told]
    number = wanted["phone"] - sum(draft.channel == "phone" for draft in told)
    for draft in pick(free, number, key=_key, purpose="phone", weight=_by_phone):
        draft.channel = "phone"
    _names(drafts, stratum)


def _names(drafts: list[Draft], stratum: str) -> None:
    shy = [draft for draft in drafts if draft.pin.get("hidden")]
    number = nearest(HIDDEN[stratum], len(drafts)) - len(shy)
    named = [draft for draft in drafts if draft.channel != "public" and not draft.pin]
    chosen = pick(named, number, key=_key, purpose="hidden", weight=lambda row: SENSITIVE.get(row.type, 1))
    for draft in [*shy, *chosen]:
        draft.hidden = True
    for draft in drafts:
        if draft.channel != "public":
            staff = headcount(draft) - 1
            draft.reporter = draft.pin.get("reporter", 1 + int(share(draft.key, "reporter") * staff))

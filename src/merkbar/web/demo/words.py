"""What the reporter wrote, the title, what was done at once, and the leader's answer, in bokmål and without names."""

import re
from functools import cache

from .draw import one, share, whole
from .shapes import Draft
from .source import Text, read_json, texts, units

GROUPS = {
    "sykehjem": "inst", "omsorgsbolig": "inst", "hjemmetjeneste": "hjem", "bofellesskap": "bo", "dagtilbud": "bo",
    "rop": "bo", "helsestasjon": "helse", "lege": "helse", "friskliv": "helse", "barnehage": "bhg", "skole": "skole",
    "ppt": "skole", "voksenopplaering": "skole", "barnevern": "skole", "teknisk": "tek",
}  # fmt: skip
WHO = {
    "inst": ("beboeren", "en beboer"), "hjem": ("brukeren", "en bruker"), "bo": ("brukeren", "en bruker"),
    "helse": ("pasienten", "en pasient"), "bhg": ("barnet", "et barn"), "skole": ("eleven", "en elev"),
}  # fmt: skip
PLACES = {
    "inst": ("på rommet", "på badet", "i stua", "i gangen", "på spiserommet", "ved vaktrommet"),
    "hjem": ("på badet", "på soverommet", "i gangen", "på kjøkkenet", "ved sengen", "i stua"),
    "bo": ("på kjøkkenet", "i fellesstua", "på badet", "i gangen", "på rommet", "ute i hagen"),
    "helse": ("på venterommet", "på kontoret", "i gangen", "på undersøkelsesrommet"),
    "bhg": ("i garderoben", "i sandkassen", "på avdelingen", "ved grinda", "på stellerommet"),
    "skole": ("i gangen", "i garderoben", "i gymsalen", "i klasserommet", "ved sykkelstativet"),
    "tek": ("på verkstedet", "på lageret", "i grøfta", "i pumpestasjonen", "i fyrrommet"),
    "kontor": ("på møterommet", "i resepsjonen", "i kantina", "på kontoret", "i arkivet"),
}  # fmt: skip
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
PARTS_OF_DAY = (
    (6, "om natten", "kveldsmedisinen", "nattilsynet", "ved morgenstellet"),
    (11, "om morgenen", "morgenmedisinen", "morgenbesøket", "på neste vakt"),
    (15, "midt på dagen", "middagsmedisinen", "formiddagsbesøket", "på kveldsvakten"),
    (19, "på ettermiddagen", "ettermiddagsmedisinen", "ettermiddagsbesøket", "på kveldsvakten"),
    (24, "om kvelden", "kveldsmedisinen", "kveldsbesøket", "neste morgen"),
)
BREAKS = ("storefri", "friminuttet", "skolegården", "siste friminutt")
SLOT = re.compile(r"\{(\w+)\}")
DONE_AT_ONCE, STOPPED_IN_TIME = 0.62, 0.35
CIRCUMSTANCES, UNSAID = 0.6, 0.45
BARE = {"BR07", "BR15", "FO01", "FO02", "BR18", "BR08"}
"""Types whose text says nothing of how it went when no one was harmed."""


def group_of(unit: str) -> str:
    """Tell the group of sentences a unit's reporters would write."""
    found = units().get(unit)
    return GROUPS.get(found.kind, "kontor") if found else "hjem"


@cache
def options(code: str, variant: str, group: str) -> tuple[Text, ...]:
    """Sentences for a type in a group of units: the type's own, else the area's; the group's, else any."""
    for scope in (code, code[:2]):
        rows = [text for text in texts() if text.type == scope and text.variant == variant]
        fitting = tuple(text for text in rows if not text.groups or group in text.groups)
        if fitting or rows:
            return fitting or tuple(rows)
    raise ValueError(f"no text for {code} {variant}")


def _slots(draft: Draft, group: str) -> dict[str, str]:
    key, happened = draft.key, draft.occurred_at
    definite, indefinite = WHO.get(group, ("innbyggeren", "en innbygger"))
    part = next(row for row in PARTS_OF_DAY if happened.hour < row[0])
    return {
        "bruker": definite,
        "en_bruker": indefinite,
        "sted": one(key, "place", PLACES[group]),
        "kl": f"kl. {happened:%H.%M}",
        "tid": part[1],
        "medisin": part[2],
        "besok": part[3],
        "senere": part[4],
        "ukedag": WEEKDAYS[happened.weekday()],
        "min": str(whole(key, "minutes", 3, 18) * 5),
        "ant": one(key, "some", ("to", "tre", "fire")),
        "dager": one(key, "days", ("to", "tre", "fire", "fem")),
        "uker": one(key, "weeks", ("tre", "fire", "fem", "seks", "åtte")),
        "uke": str(whole(key, "week", 26, 32)),
        "friminutt": one(key, "break", BREAKS),
    }


def fill(sentence: str, slots: dict[str, str]) -> str:
    """Put words in the slots; a slot with a capital starts with one.

    >>> fill("{Bruker} falt {kl}.", {"bruker": "beboeren", "kl": "kl. 04.20"})
    'Beboeren falt kl. 04.20.'
    """

    def word(match: re.Match[str]) -> str:
        name = match[1]
        text = slots[name[0].lower() + name[1:]]
        return text[0].upper() + text[1:] if name[0].isupper() else text

    return SLOT.sub(word, sentence)


def write(drafts: list[Draft]) -> None:
    """Give every draft its words, going round the sentences so that neighbours differ."""
    turns: dict[tuple[str, str, str], int] = {}
    for draft in drafts:
        group = group_of(draft.unit)
        if draft.pin:
            draft.what, draft.title = draft.pin["what"], draft.pin["title"]
            draft.immediate_action = draft.pin.get("immediate", "")
        else:
            variant = {"near_miss": "near", "concern": "concern"}.get(draft.kind, "event")
            choices = options(draft.type, variant, group)
            place = (draft.type, variant, group)
            turn = turns[place] = turns.get(place, int(share(draft.key, "first") * len(choices))) + 1
            chosen = choices[turn * _stride(len(choices)) % len(choices)]
            slots = _slots(draft, group)
            parts = (fill(chosen.text, slots), _context(draft, group, slots), _outcome(draft))
            draft.what = " ".join(filter(None, parts))
            draft.title = fill(chosen.title, slots)
            draft.immediate_action = _at_once(draft)
        draft.answer = _answer(draft)


def _stride(number: int) -> int:
    """Find a step that visits every sentence before it repeats one."""
    return next(step for step in (7, 5, 3, 2, 1) if number % step or step == 1)


def _context(draft: Draft, group: str, slots: dict[str, str]) -> str:
    """Add a sentence on the circumstances, in a little over half of what is reported about events."""
    if draft.kind not in {"deviation", "near_miss"} or share(draft.key, "circumstances") >= CIRCUMSTANCES:
        return ""
    table: dict[str, list[str]] = read_json("phrases.json")["context"]
    return fill(one(draft.key, "context", table[group]), slots)


def _outcome(draft: Draft) -> str:
    table: dict[str, dict[str, list[str]]] = read_json("phrases.json")["outcome"]
    quiet = draft.kind != "deviation" or draft.area not in table
    if quiet or (draft.degree == "none" and (draft.type in BARE or share(draft.key, "say so") < UNSAID)):
        return ""
    scale = "mind" if draft.psychological > draft.physical else "body"
    degree = draft.degree if draft.degree == "none" else f"{draft.degree} {scale}"
    return one(draft.key, "outcome", table[draft.area][degree])


def _at_once(draft: Draft) -> str:
    near = draft.kind == "near_miss"
    if draft.kind == "concern" or share(draft.key, "at once") >= (STOPPED_IN_TIME if near else DONE_AT_ONCE):
        return ""
    table: dict[str, list[str]] = read_json("phrases.json")["immediate"]
    return one(draft.key, "did", table["near"] if near else table.get(draft.type) or table[draft.area])


def _answer(draft: Draft) -> str:
    phrases, key = read_json("phrases.json"), draft.key
    parts = [one(key, "thanks", phrases["thanks"]), one(key, "look", phrases["look"])]
    if draft.actions:
        what = draft.actions[0].what
        parts.append(fill(one(key, "next", phrases["next_action"]), {"tiltak": what[0].lower() + what[1:]}))
    elif draft.golden_state == "closed":
        parts.append(one(key, "next", phrases["next_none"][draft.close_reason]))
    else:
        parts.append(one(key, "next", phrases["next_open"]))
    return " ".join(parts)

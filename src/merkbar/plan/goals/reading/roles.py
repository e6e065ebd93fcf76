"""What a heading says of the points under it. The field's own planning words, bokmål and nynorsk; no plan's phrases."""

import re

_TARGETS = re.compile(
    r"\b(?:result\w*mål|effektmål|måltal\w*|måleindikator\w*|indikator\w*|målepunkt\w*|kpi\w*|måleparamet\w*|målekriteri\w*)",
    re.IGNORECASE,
)
_FACTORS = re.compile(r"(?:suksessfaktor|suksesskriteri|kritiske? faktor)\w*", re.IGNORECASE)
_OBJECTIVE = re.compile(
    r"^(?:\w+\s+)?(?:målsetting(?:er|en|a|ar)?|målsetjing\w*|hovedmål(?:et|sett\w+)?|hovudmål(?:et)?"
    r"|overordnet mål|overordna mål|målbilde|målbilete|mål)$",
    re.IGNORECASE,
)
_GOALS = re.compile(
    r"^(?:\w+\s+){0,2}(?:hovedmål|hovudmål|delmål|langsiktige mål|overordnede mål|overordna mål|strategiske mål"
    r"|\w*årsmål|\d+-?års\s?-?mål)\b"
    r"|^(?:langsiktig|overordn|strategisk|kommunens|våre)\w*\s(?:\w+\s){0,2}(?:mål|målsettinger|målsetjingar)\b"
    r"|^(?:mål|målsettinger|målsetjingar)\s(?:for|fram|mot|i|på|dei|de)\b.*\b(?:år|perioden|20\d\d|\w+årsperiode\w*|lang)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:tiltak|handling|aktivitet|oppgave|oppgåve|utfordring|status|bakgrunn|nåsituasjon|notid|dagens|innledning|innleiing|forord|føreord"
    r"|føring|lovverk|sammendrag|samandrag|historikk|kilde|kjelde|litteratur|vedlegg|referanse|statistikk|fakta|begrep|omgrep|definisjon)\w*",
    re.IGNORECASE,
)
_AREAS = re.compile(
    r"\b(?:satsings?|satsnings?|fokus|innsats|tema|hovedsatsings?|hovudsatsings?|prioriterte|mål)(?:områd\w+)|^(?:våre\s|\w+\s)?(?:satsinger|satsingar)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:\w+\s+)?(?:oppfølging|oppfølgjing|evaluering|rullering|revisjon|revidering|vedlegg|kilder|kjelder|litteratur\w*|referanser|referansar|avslutning|"
    r"ordliste|begreper|økonomiske konsekvenser|gjennomføring)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:innledning|innleiing|forord|føreord|bakgrunn|sammendrag|samandrag|om planen|formål|føremål"
    r"|visjon\w*|verdier|verdiar|mandat|lovgrunnlag|planprosess\w*"
    r"|kommunens?\s(?:visjon|verdi)\w*)\b",
    re.IGNORECASE,
)


def role_of(title: str) -> str:
    """The part a section inside a focus area plays: targets, success_factors, objective, never (no targets), or open.

    >>> role_of("RESULTATMÅL"), role_of("Viktige suksessfaktorar"), role_of("Målsetting"), role_of("Tiltak"), role_of("Veien dit")
    ('targets', 'success_factors', 'objective', 'never', '')
    """
    if _TARGETS.search(title):
        return "targets"
    if _FACTORS.search(title):
        return "success_factors"
    if _OBJECTIVE.match(title.strip(" :")):
        return "objective"
    return "never" if _NEVER.search(title) else ""


def names_goals(title: str) -> bool:
    """Whether a chapter outside the focus areas holds the plan's own goals."""
    return bool(_GOALS.search(title.strip(" :"))) and not names_areas(title)


def names_areas(title: str) -> bool:
    """Whether the chapters under this one are the focus areas.

    >>> names_areas("Fem satsingsområder"), names_areas("Innleiing")
    (True, False)
    """
    return bool(_AREAS.search(title))


def closes(title: str) -> bool:
    """Whether a chapter usually stands after the focus areas."""
    return bool(_CLOSING.search(title)) or bool(_NEVER.search(title) and role_of(title) == "never")


def opens(title: str) -> bool:
    """Whether a chapter usually stands before the focus areas."""
    return bool(_OPENING.search(title)) or bool(
        re.match(r"^(?:vedlegg|kilder|kjelder|litteratur|referanser)", title, re.IGNORECASE)
    )

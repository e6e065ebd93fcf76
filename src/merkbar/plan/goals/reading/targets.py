"""One result target out of one sentence. What the words leave open becomes a question, never a silent guess."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from merkbar.plan.goals.reading.model import Target
from merkbar.plan.goals.reading.periods import deadline_of, other_period, period_of, says_plan_period
from merkbar.plan.goals.reading.quantities import TIMES, Quantity, blank, quantities
from merkbar.plan.goals.reading.spans import limits, met_in_one
from merkbar.plan.goals.reading.units import unit_after, unit_of_subject

HUNDRED = Decimal(100)
_ALL = re.compile(r"(?<!\w)(?:alle|samtlige|samtlege)(?!\s+(?:muligheter|måter))\b", re.IGNORECASE)
_NONE = re.compile(r"^\W*(?:ingen|inga|null)\b", re.IGNORECASE)
_FULL = re.compile(r"\b(?:full(?:e|t)?(?:book|tegn|dekk|teikn)\w*|fulltallig\w*)", re.IGNORECASE)
_OFFERED = re.compile(
    r"\b(?:får|har|gis|blir gitt|skal få)\s+(?:et\s+|eit\s+)?(?:årlig\s+|årleg\s+)?tilbu?o?d\b|\btilbys\b"
    r"|\bblir tilbudt\b|\bblir tilbode\b",
    re.IGNORECASE,
)
_YEARLY_FOR = re.compile(r"^\W*(?:årlige?|årlege?)\s+[^.;]{3,60}?\b(?:til|av|for|hos|med)\s+\w+", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:er|blir)\b[^.;]{0,60}?\bi\s+(?:hele|heile)\s+\w+", re.IGNORECASE)
_PER_UNIT = re.compile(
    r"\b(?:(?:hver|kvar|hvert|kvart|per|pr\.?|egen|eigen|eiga|i alle|alle|den enkelte|på hver)\s+(?:enkelt\s+)?"
    r"(?:enhet|eining|avdeling|virksomhet|verksemd|sone|tjeneste|teneste|seksjon|bofellesskap|sykehjem|sjukeheim|skole|skule|barnehage|område|kommunalområde|sektor)\w*"
    r"|(?:hver|kvar)\s+(?:leder|leiar|ansatt|tilsett|medarbeider|bruker|brukar|pasient)\b)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:unntatt|unntak|med mindre|bortsett fra|bortsett frå|utenom|utanom|med unnatak|unnateke)\b", re.IGNORECASE
)
_ABOUT = re.compile(r"(?<!\w)(?:ca\.?|cirka|omtrent|omkring|rundt)(?!\w)", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:jevnlige?|jamleg\w*|regelmessige?|løpende|løpande|kontinuerlig\w*|ofte|tilstrekkelig\w*|tilstrekkeleg\w*|jamt)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(r"\b(?:redus\w+|reduksjon|færre|lavere|lågare|nedgang|senk\w+|mindre)\b", re.IGNORECASE)
_UP = re.compile(
    r"\b(?:økt|økes?|økning|auka?|auke|flere|fleire|høyere|høgare|bedre|betre|styrk\w+|forbedring)\b", re.IGNORECASE
)
_EXACT = re.compile(r"\b(?:nøyaktig|akkurat|lik|eksakt)\s*$", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:snitt|gjennomsnitt\w*|median\w*|i snitt)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    comparator: str | None = None
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    direction: str | None = None
    baseline: Decimal | None = None
    parts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        if question not in self.questions:
            self.questions.append(question)


def is_measured(text: str) -> bool:
    """Whether a sentence sets a number to reach: a comparator or a percentage, not just any number in it."""
    found = [q for q in _within(text) if q.role in {"target", "change", "relative"}]
    return any(q.comparator or q.unit == "%" or _is_span(q) for q in found)


def _is_span(quantity: Quantity) -> bool:
    """Whether both ends were named with a word of their own: «mellom 10 og 20 dager»."""
    return quantity.span == "between" and bool(quantity.unit)


def parse(text: str, *, page: int | None = None, section: str = "", plan_end: int | None = None) -> Target:
    """Read a target.

    >>> t = parse("Minst ti klager brukes i forbedring hvert år")
    >>> t.comparator, t.value, t.unit, t.period, t.questions
    ('>=', Decimal('10'), 'klager', 'year', ())
    """
    draft = _Draft()
    main, others = _chosen(_within(text))
    if main:
        _number(draft, text, main, others)
    else:
        _wordless(draft, text)
    day = _deadline(draft, text, plan_end)
    period = _period(draft, text, main, day)
    per_unit = bool(_PER_UNIT.search(text))
    _remarks(draft, text, per_unit=per_unit)
    one_sided = {"<": "down", "<=": "down", ">": "up", ">=": "up"} if draft.high is None else {}
    direction = draft.direction or one_sided.get(draft.comparator or "")
    return Target(
        quote=text, comparator=draft.comparator, value=draft.value, high=draft.high, unit=draft.unit, period=period,
        deadline=day.isoformat() if day else None, direction=direction, baseline=draft.baseline, per_unit=per_unit,
        parts=tuple(draft.parts), notes=tuple(draft.notes), questions=tuple(draft.questions), page=page, section=section,
    )  # fmt: skip


def _within(text: str) -> list[Quantity]:
    """The quantities outside deadlines."""
    rest = text
    while deadline := deadline_of(rest):
        rest = blank(rest, deadline.start, deadline.end)
    return met_in_one(rest, quantities(rest))


def _chosen(found: list[Quantity]) -> tuple[Quantity | None, list[Quantity]]:
    """The number that is the target, and the other requirements beside it."""
    fit = [q for q in found if q.role in {"target", "change", "relative", "interval"}]
    if not fit and len([q for q in found if q.role == "condition"]) == 1:
        fit = [q for q in found if q.role == "condition"]
    strong = [q for q in fit if q.comparator or q.unit == "%" or _is_span(q)]
    if not fit:
        return None, []
    best = max(strong or fit, key=_weight)
    return best, [q for q in fit if q is not best and not (q.loose and not q.comparator)]


def _weight(quantity: Quantity) -> tuple[int, ...]:
    return (
        quantity.role == "change",
        quantity.unit == "%" and quantity.role == "target",
        (quantity.comparator in {">=", "<="} or _is_span(quantity)) and quantity.role == "target",
        quantity.comparator is not None or _is_span(quantity),
        quantity.unit not in TIMES,
        quantity.role == "target",
        -quantity.start,
    )


def _number(draft: _Draft, text: str, main: Quantity, others: list[Quantity]) -> None:
    draft.comparator, draft.value = main.comparator, main.value
    draft.unit = main.unit or unit_of_subject(text)
    if main.role == "change":
        draft.baseline = Decimal(main.verb)
    said = " ".join(text[main.start : main.end].split())
    if main.role == "relative":
        draft.comparator = None
        draft.direction = "down" if _DOWN.search(text[: main.start]) else "up"
        draft.ask(f"Teksten sier en endring på {said}. Hvilket tall skal endringen måles fra?")
    elif main.role == "interval":
        draft.notes.append("Tallet er tiden mellom to ganger.")
    elif main.high is not None:
        draft.comparator, draft.value, draft.high = limits(text, main, said, draft.ask)
    elif main.comparator is None:
        _bare(draft, text, main, said)
    if _all_of(text, main):
        draft.ask("Teksten sier «alle» og har i tillegg et tall. Skal andelen eller tallet måles?")
    for other in others:
        if other.comparator or other.unit:
            draft.parts.append(_clause(text, other))
    if draft.parts:
        draft.ask(
            f"Målet har flere krav: «{_clause(text, main)}» og «{'», «'.join(draft.parts)}». Skal de måles hver for seg?"
        )


def _bare(draft: _Draft, text: str, main: Quantity, said: str) -> None:
    """A number without a word for more or less."""
    if _EXACT.search(text[: main.start]) or (main.unit == "%" and main.value == HUNDRED):
        draft.comparator = "="
    elif main.unit == "%":
        draft.comparator = ">="
        draft.ask(f"Teksten sier «{said}» uten «minst» eller «høyst». Menes minst?")
    else:
        draft.comparator = "="
        draft.ask(f"Teksten sier «{said}». Menes nøyaktig dette, eller minst?")


def _all_of(text: str, main: Quantity) -> bool:
    return (
        main.unit != "%"
        and bool(_ALL.search(text[: main.start]))
        and main.role != "interval"
        and not _PER_UNIT.search(text)
    )


def _clause(text: str, quantity: Quantity) -> str:
    start = quantity.start
    lead = re.search(
        r"(?:\b(?:minst|minimum|maks\w*|høyst|over|under|innen|mellom|\w+ enn)\s+)$", text[:start], re.IGNORECASE
    )
    return " ".join(text[lead.start() if lead else start : quantity.end].split())


def _wordless(draft: _Draft, text: str) -> None:
    """No number: «alle» is 100 %, «ingen» is none; else it stays visible that it cannot be measured as it stands."""
    if _ALL.search(text):
        draft.comparator, draft.value, draft.unit = "=", HUNDRED, "%"
    elif match := _NONE.match(text):
        draft.comparator, draft.value, draft.unit, draft.direction = (
            "=",
            Decimal(0),
            unit_after(text, match.end())[0],
            "down",
        )
        draft.ask("Teksten sier «ingen». Er målet null?")
    elif _FULL.search(text) or _OFFERED.search(text) or _YEARLY_FOR.search(text) or _WHOLE.search(text):
        draft.comparator, draft.value, draft.unit = "=", HUNDRED, "%"
        draft.ask("Teksten har ikke noe tall. Menes alle, altså 100 %?")
    elif _DOWN.search(text) or _UP.search(text):
        draft.direction = "down" if _DOWN.search(text) else "up"
        draft.ask("Ikke målbar slik: teksten sier en retning, men ikke noe tall. Hvor langt skal det gå?")
    elif period_of(text):
        draft.ask("Teksten sier hvor ofte, men har ikke noe tall. Holder det at det er gjort hver gang?")
    else:
        draft.ask(
            "Ikke målbar slik: teksten har ikke noe tall. Kan målet krysses av som gjort, eller skal noe annet måles?"
        )


def _deadline(draft: _Draft, text: str, plan_end: int | None) -> date | None:
    found = deadline_of(text)
    if found:
        if found.doubtful:
            draft.ask(f"Teksten sier «{found.words}». Menes ved utgangen av året, eller før det begynner?")
        return found.day
    if says_plan_period(text) and plan_end:
        return date(plan_end, 12, 31)
    return None


def _period(draft: _Draft, text: str, main: Quantity | None, day: date | None) -> str | None:
    period = period_of(text)
    if period is None and (words := other_period(text)):
        draft.ask(f"Teksten sier «{words}». Skal det måles hver måned, hvert tertial eller hvert år?")
    elif period is None and draft.value is not None and day is None and (main is None or main.role != "interval"):
        draft.ask("Teksten sier ikke for hvilken periode. Måned, tertial eller år?")
    return period


def _remarks(draft: _Draft, text: str, *, per_unit: bool) -> None:
    if _MEAN.search(text):
        draft.notes.append("Gjennomsnitt.")
    if per_unit:
        draft.notes.append("Gjelder hver for seg.")
    if match := _EXCEPT.search(text):
        draft.notes.append(f"Har unntak: «{text[match.start() :].strip(' .()')}».")
    if match := _ABOUT.search(text):
        draft.ask(f"Teksten sier «{match[0]}». Hvor stort avvik er godt nok?")
    if (match := _VAGUE.search(text)) and draft.value is None:
        draft.ask(f"Teksten sier «{match[0].lower()}». Hvor ofte eller hvor mye er nok?")

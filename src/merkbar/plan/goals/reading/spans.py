"""Spans: «mellom 5 og 10 %», «3–6», «fra 2 til 4 ganger», «minst to og høyst fire». Both ends belong to them.

In Norwegian «mellom 5 og 10» holds 5 and 10 themselves, so a span is at least its lower and at most its upper end.
A word before a span («høyst 5–7») is stronger than the span: then the end it points at is the target.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from merkbar.plan.goals.reading.quantities import Quantity

_JOINED = re.compile(
    r"^[\s,]*(?:og|men)?\s*(?:minst|minimum|høyst|høgst|maks(?:imum|imalt)?\.?|ikke over|ikke mer enn)\s*$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:ikke|ikkje|aldri)\s+(?:\w+\s+)?mellom\s*$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:fra|frå)\s*$", re.IGNORECASE)


def met_in_one(text: str, found: list[Quantity]) -> list[Quantity]:
    """Make a span of a lower and an upper limit that stand side by side and count the same."""
    whole: list[Quantity] = []
    for quantity in found:
        before = whole[-1] if whole else None
        if before and _are_limits(before, quantity) and _JOINED.match(text[before.end : quantity.start]):
            low, high = sorted((before.value, quantity.value))
            unit = quantity.unit or before.unit
            whole[-1] = replace(
                before, end=quantity.end, value=low, high=high, unit=unit, comparator=None, span="between"
            )
        else:
            whole.append(quantity)
    return whole


def _are_limits(one: Quantity, other: Quantity) -> bool:
    low, high = (one, other) if one.comparator == ">=" else (other, one)
    return (
        (low.comparator, high.comparator) == (">=", "<=")
        and low.value < high.value
        and {low.role, high.role} == {"target"}
        and low.high is None is high.high
        and (low.unit == high.unit or not (low.unit and high.unit))
    )


def limits(
    text: str, main: Quantity, said: str, ask: Callable[[str], None]
) -> tuple[str | None, Decimal, Decimal | None]:
    """Read a span as (comparator, number, upper end); `ask` takes what it leaves open. The upper end is null without a span."""
    if main.high is None or main.high == main.value:
        return "=", main.value, None
    if _NOT.search(text[: main.start]):
        ask(f"Teksten sier «ikke mellom», «{said}». Hvor skal tallet ligge?")
        return None, main.value, main.high
    if main.comparator and not main.verb:
        upper = main.comparator in {"<", "<="}
        ask(
            f"Teksten gir et spenn, «{said}», men også en grense. Er det {'høyeste' if upper else 'laveste'} tallet grensen?"
        )
        return main.comparator, main.high if upper else main.value, None
    if main.unit == "%" and _FROM.search(text[: main.start]):
        ask(f"Teksten sier «fra {said}». Menes et spenn, eller en endring fra det første tallet til det andre?")
    elif main.span != "between":
        ask(f"Teksten gir et spenn, «{said}». Er det også greit å komme over det høyeste tallet?")
    return ">=", main.value, main.high

"""Comparisons of a measured value with a target, and the target as read. Pure: no Django.

`gettext_noop` only marks a text for the catalogues; whoever shows the sentence gives the translator (`tell`).
"""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, Protocol

BETWEEN: Final = "between"
"""Both ends are within: in Norwegian «mellom 5 og 10» holds 5 and 10."""
COMPARES: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
Tell = Callable[[str], str]
"""A translator; `str` leaves the bokmål as it is."""


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogues and give it back."""
    return message


ASKED: Final[Mapping[str, str]] = {
    "<": gettext_noop("under %(value)s"),
    "<=": gettext_noop("høyst %(value)s"),
    "=": "%(value)s",
    ">=": gettext_noop("minst %(value)s"),
    ">": gettext_noop("over %(value)s"),
    BETWEEN: gettext_noop("mellom %(value)s og %(value_to)s"),
}
PERIODS: Final[Mapping[str, str]] = {
    "month": gettext_noop("hver måned"),
    "tertial": gettext_noop("hvert tertial"),
    "year": gettext_noop("hvert år"),
}
FEW: Final = 10
"""Values below this are shown with two decimals."""
TERTIALS: Final = 3
"""Tertials in a year."""


def meets(comparator: str, value: Decimal, measured: Decimal, value_to: Decimal | None = None) -> bool:
    """Whether the measured value reaches the target, in the target's own unit. Strict is kept strict.

    >>> meets("<", Decimal(2), Decimal(2)), meets("<=", Decimal(2), Decimal(2))
    (False, True)
    >>> [meets("between", Decimal(5), Decimal(one), Decimal(10)) for one in ("4.9", "5", "10", "10.1")]
    [False, True, True, False]
    """
    if comparator == BETWEEN:
        return value_to is not None and value <= measured <= value_to
    return COMPARES[comparator](measured, value)


def number(value: Decimal) -> str:
    """A number as Norwegians write it: comma, no zeros at the end, a thin gap between thousands.

    >>> number(Decimal("33.5000")), number(Decimal(50))
    ('33,5', '50')
    """
    whole, _point, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", "\u00a0") if len(digits) > len("9999") else digits
    return f"{sign}{grouped},{rest}" if rest else f"{sign}{grouped}"


def shown(value: Decimal) -> Decimal:
    """A measured value with as many decimals as tell something: two below ten, else one.

    >>> shown(Decimal("85.714286")), shown(Decimal("1.171")), shown(Decimal("50"))
    (Decimal('85.7'), Decimal('1.17'), Decimal('50.0'))
    """
    return value.quantize(Decimal("0.01") if abs(value) < FEW else Decimal("0.1"))


def sentence(
    comparator: str,
    value: Decimal | None,
    unit: str,
    period: str = "",
    *,
    value_to: Decimal | None = None,
    tell: Tell = str,
) -> str:
    r"""Say the target: a milestone has no comparator and says nothing. No line breaks before «%».

    >>> sentence("<=", Decimal(21), "virkedager"), sentence(">", Decimal(50), "%"), sentence("<", Decimal(2), "klager", "year")
    ('høyst 21 virkedager', 'over 50\xa0%', 'under 2 klager hvert år')
    >>> sentence("between", Decimal(3), "revisjoner", "year", value_to=Decimal(6))
    'mellom 3 og 6 revisjoner hvert år'
    """
    if not comparator or value is None or (comparator == BETWEEN and value_to is None):
        return ""
    facts = {"value": number(value), "value_to": "" if value_to is None else number(value_to)}
    said = tell(ASKED[comparator]) % facts
    every = tell(PERIODS[period]) if period in PERIODS else ""
    return " ".join(part for part in (said, unit, every) if part).replace(" %", "\u00a0%")


class Aimed(Protocol):
    """What has a comparator, a number (two for a span) and a unit: a result target."""

    comparator: str
    value: Decimal | None
    value_to: Decimal | None
    unit_text: str


def sentence_of(target: Aimed, period: str = "", *, tell: Tell = str) -> str:
    """Say what a target asks for; a milestone asks for no number and gives «»."""
    return sentence(target.comparator, target.value, target.unit_text, period, value_to=target.value_to, tell=tell)


def tertial_of(month: int) -> int:
    """The tertial a month belongs to.

    >>> tertial_of(4), tertial_of(5), tertial_of(12)
    (1, 2, 3)
    """
    return (month - 1) // 4 + 1

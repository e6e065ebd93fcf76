"""The lists an administrator edits, described once: address, title, rows, columns and what is written about each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations.taxonomy import Area, Cause, CloseReason, EventType, HarmLevel
from merkbar.check.deviations.writes.taxonomy import CHANGEABLE


@dataclass(frozen=True)
class ListKind:
    """One list: `help` says where its words are met, `fixed` what can never change and why."""

    slug: str
    title: Any
    help: Any
    model: type[Model]
    fixed: Any
    key: str = "code"
    detail: Callable[[Any], str] = lambda _entry: ""

    @property
    def rows(self) -> "QuerySet[Any]":
        """Every entry in order."""
        rows: QuerySet[Any] = self.model._default_manager.all()  # noqa: SLF001 - any of the lists
        return rows

    @property
    def fields(self) -> tuple[str, ...]:
        """What may be changed."""
        return CHANGEABLE[self.model]


_CODES = _("Koden er fast, så gamle saker og tall betyr det samme som før.")
KINDS = (
    ListKind("omrader", _("Områder"), _("Det første melder velger."), Area, _CODES, detail=lambda a: a.tile),
    ListKind(
        "hendelsestyper",
        _("Hendelsestyper"),
        _("Det andre melder velger. Egne undertyper kan legges under hver type."),
        EventType,
        _CODES,
        detail=lambda t: t.short,
    ),
    ListKind(
        "arsaker",
        _("Årsaker"),
        _("Det lederen velger blant. Systemet rundt kommer først, og individuelle forhold står aldri alene."),
        Cause,
        _CODES,
        detail=lambda c: c.help,
    ),
    ListKind(
        "skade",
        _("Ord for skade"),
        _("Skalaen fra 0 til 5, for fysisk og psykisk skade. Melder ser bare nivåene som har et eget ord."),
        HarmLevel,
        _("Nivået er fast, så gamle saker og tall betyr det samme som før."),
        key="level",
        detail=lambda h: h.help,
    ),
    ListKind(
        "lukkegrunner",
        _("Grunner til å lukke uten tiltak"),
        _("Lederen velger én når en sak er ferdig uten tiltak."),
        CloseReason,
        _CODES,
    ),
)
LISTS = {kind.slug: kind for kind in KINDS}


def kind_of(entry: Model) -> ListKind:
    """Give the list an entry belongs to."""
    return next(kind for kind in KINDS if isinstance(entry, kind.model))


def key_of(entry: Model) -> str:
    """Give what an entry is called in addresses."""
    return str(entry.pk)

"""The municipality's lists as pages need them, in memory: one small statement a request tells whether they still hold."""

from dataclasses import dataclass

from merkbar.check.deviations.taxonomy import Area, Cause, CloseReason, EscalationRule, EventType, HarmLevel
from merkbar.ground.trail.kept import Kept


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything an administrator edits, in its order; `types` have their area and parent with them."""

    areas: tuple[Area, ...]
    types: tuple[EventType, ...]
    harms: tuple[HarmLevel, ...]
    causes: tuple[Cause, ...]
    reasons: tuple[CloseReason, ...]
    rules: tuple[EscalationRule, ...]

    def type(self, code: str | None) -> EventType | None:
        """The type with this code."""
        return next((kind for kind in self.types if kind.code == code), None)


def _read() -> Lists:
    return Lists(
        areas=tuple(Area.objects.all()),
        types=tuple(EventType.objects.select_related("area", "parent").order_by("area__order", "code")),
        harms=tuple(HarmLevel.objects.all()),
        causes=tuple(Cause.objects.filter(active=True)),
        reasons=tuple(CloseReason.objects.all()),
        rules=tuple(EscalationRule.objects.filter(active=True)),
    )


lists = Kept(_read, Area, EventType, HarmLevel, Cause, CloseReason, EscalationRule)

"""Which rules a case meets, and what they remind a leader of. The rules are data; nothing of them stands here."""

from merkbar.check.deviations.lists import lists
from merkbar.check.deviations.models import Area, Deviation, EscalationRule, EventType


def rules_for(deviation: Deviation) -> list[EscalationRule]:
    """The active rules that this case meets."""
    return [
        rule
        for rule in lists().rules
        if rule.fits(
            area=deviation.area_id or "",
            type_code=deviation.type_id,
            harm=deviation.harm_level,
            physical=deviation.harm_physical,
            potential=deviation.potential,
        )
    ]


def shields(type: EventType | None, area: Area | None, harm: int | None) -> bool:  # noqa: A002 - the field's own name
    """Whether a report is shielded from its first moment: by its type, or by a rule that it meets as it is told."""
    if type and type.restricted:
        return True
    where, code = area.code if area else "", type.code if type else None
    rules = (rule for rule in lists().rules if rule.restrict)
    return any(rule.fits(area=where, type_code=code, harm=harm, physical=None, potential=None) for rule in rules)


def reminders(deviation: Deviation) -> list[EscalationRule]:
    """Rules with something to say on the case page."""
    return [rule for rule in rules_for(deviation) if rule.reminder]

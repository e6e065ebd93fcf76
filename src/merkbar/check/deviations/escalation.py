"""Which rules a case meets, and what they remind a leader of. The rules are data; nothing of them stands here."""

from merkbar.check.deviations.lists import lists
from merkbar.check.deviations.models import Deviation, EscalationRule


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


def reminders(deviation: Deviation) -> list[EscalationRule]:
    """Rules with something to say on the case page."""
    return [rule for rule in rules_for(deviation) if rule.reminder]

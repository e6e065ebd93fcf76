"""What actions have to say when their source is to be finished: sentences that refuse, or none."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from merkbar.act.actions import states
from merkbar.act.actions.models import Action, ActionQuerySet, Strength
from merkbar.check.deviations.models import Deviation
from merkbar.ground.records.models import Record
from merkbar.ground.records.registries import add_guard


def actions_of(record: Record | int) -> ActionQuerySet:
    """Everything that grew out of a record, the nearest deadline first."""
    return Action.objects.of(record).select_related("record__owner", "record__unit", "type")


def waits_for_effect(record: Record) -> bool:
    """Whether something is done that nobody has judged yet."""
    return Action.objects.of(record).waiting().exists()


def finish(record: Record) -> Iterator[str]:
    """Refuse while something remains to be done, and when all that was chosen is known to help little (B9)."""
    chosen = [action for action in actions_of(record) if action.state != states.STOPPED]
    for action in chosen:
        if action.state in states.UNFINISHED:
            yield _(
                "Tiltaket «%(title)s» er ikke gjort. "
                "Marker det som gjort eller stopp det før saken settes til ferdig behandlet."
            ) % {"title": action.record.title}
    if not chosen:
        return
    if all(action.type is not None and action.type.blocked_alone for action in chosen):
        yield _(
            "«%(kind)s» kan ikke være det eneste tiltaket. Velg også noe som endrer måten arbeidet er lagt opp på."
        ) % {"kind": chosen[0].type}
    elif all(action.strength == Strength.WEAK for action in chosen) and not _weak_reason(record):
        yield _("Alle tiltakene er svake. Velg ett som virker bedre, eller skriv hvorfor dette er nok.")


def _weak_reason(record: Record) -> str:
    """Find the reason given with the step, else the one stored."""
    given = getattr(record, "weak_reason", "")
    stored = Deviation.objects.filter(pk=record.pk).values_list("weak_reason", flat=True).first()
    return (given or stored or "").strip()


def close(record: Record) -> Iterator[str]:
    """Refuse while an effect is not judged."""
    for action in actions_of(record).filter(state__in=[*states.UNFINISHED, *states.WAITING]):
        yield _("Vi vet ikke ennå om tiltaket «%(title)s» virket.") % {"title": action.record.title}


def skip_effect(record: Record) -> Iterator[str]:
    """Say that the case waits for an effect before it closes."""
    for action in actions_of(record).waiting():
        yield _("Tiltaket «%(title)s» venter på effektsjekk.") % {"title": action.record.title}


def finish_without_action(record: Record) -> Iterator[str]:
    """Say that the case has actions and needs no reason for having none."""
    if Action.objects.of(record).exclude(state=states.STOPPED).exists():
        yield _("Saken har tiltak.")


def register() -> None:
    """Take part in the steps of deviations."""
    for step in (finish, close, skip_effect, finish_without_action):
        add_guard("deviation", step.__name__, step)

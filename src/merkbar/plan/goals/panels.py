"""Who sees the files of a plan: who sees the plan. They come in as pictures only, with words for who does not see them."""

from merkbar.ground.access.standing import Standing
from merkbar.ground.files.registry import add_finder
from merkbar.ground.records.models import Record
from merkbar.plan.goals.models import Plan


def sees(standing: Standing, record: Record) -> bool:
    """Whether a person sees a plan."""
    return Plan.objects.visible_to(standing).filter(pk=record.pk).exists()


def adds(_standing: Standing, _record: Record) -> bool:
    """Nobody hangs a file on a plan from the page of its files."""
    return False


def register() -> None:
    """Answer for the files of plans."""
    add_finder("plan", sees, adder=adds)

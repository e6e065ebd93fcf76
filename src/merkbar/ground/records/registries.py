"""How later phases take part in earlier ones: panels, guards, makers, and steps asked for by kind.

An app registers in `AppConfig.ready`; the page or write that owns the record asks. Nothing is found by name at run time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from merkbar.ground.records.models import Record

Panel = Callable[[Record, Any], str]
"""(record, standing) → safe HTML, or '' when there is nothing to show."""
Guard = Callable[[Record], Iterable[str]]
"""record → the sentences that refuse the step; none lets it pass."""
Maker = Callable[..., Record]
Follower = Callable[..., None]

_panels: dict[tuple[str, str], list[Panel]] = defaultdict(list)
_guards: dict[tuple[str, str], list[Guard]] = defaultdict(list)
_makers: dict[str, Maker] = {}
_followers: dict[tuple[str, str], list[Follower]] = defaultdict(list)


def add_panel(kind: str, place: str, panel: Panel) -> None:
    """Show something at a named place on the page of a kind of record."""
    _panels[kind, place].append(panel)


def panels(record: Record, place: str, standing: Any) -> list[str]:
    """The HTML of every panel registered for this place."""
    return [html for panel in _panels[record.kind, place] if (html := panel(record, standing))]


def add_guard(kind: str, step: str, guard: Guard) -> None:
    """Let a later phase refuse a step with a sentence."""
    _guards[kind, step].append(guard)


def refusals(record: Record, step: str) -> list[str]:
    """Why a step cannot be taken now, in sentences."""
    return [sentence for guard in _guards[record.kind, step] for sentence in guard(record)]


def add_maker(kind: str, maker: Maker) -> None:
    """Say who creates records of a kind when an earlier phase asks for one."""
    _makers[kind] = maker


def make(kind: str, **facts: Any) -> Record:
    """Create a record of a kind by the one who knows how."""
    return _makers[kind](**facts)


def can_make(kind: str) -> bool:
    """Whether anybody makes this kind here."""
    return kind in _makers


def add_follower(kind: str, event: str, follower: Follower) -> None:
    """Follow what happens to records that have their origin in a record of `kind` (an action done, an effect missing)."""
    _followers[kind, event].append(follower)


def tell_followers(record: Record, event: str, **facts: Any) -> None:
    """Tell the record's own module what happened to something that grew out of it."""
    for follower in _followers[record.kind, event]:
        follower(record=record, **facts)

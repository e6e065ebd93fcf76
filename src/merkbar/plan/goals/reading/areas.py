"""Where the focus areas are: numbered labels, headings with the same sub-headings under them, or a chapter that names them."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from merkbar.plan.goals.reading.blocks import Block
from merkbar.plan.goals.reading.headings import CAPITALS, GUESSED, SHORT, label_of, short_title
from merkbar.plan.goals.reading.lines import key
from merkbar.plan.goals.reading.roles import closes, names_areas, names_goals, opens, role_of

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Span:
    """Blocks from `begin` (the area's heading) to before `end`."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """The areas in order, and how sure we are: `how` is label, pattern, chapter, top or none."""

    spans: list[Span]
    how: str


def find(blocks: list[Block]) -> Found:
    """Find the focus areas of a document."""
    heads = [at for at, block in enumerate(blocks) if block.kind == "heading"]
    for how, finder in (("label", _labelled), ("pattern", _patterned), ("chapter", _chaptered), ("top", _top)):
        starts = finder(blocks, heads)
        if starts:
            return Found(_ends(blocks, heads, starts), how)
    return Found([], "none")


def _labelled(blocks: list[Block], heads: list[int]) -> list[int]:
    """«Satsingsområde 1 …, 2 …»: the label whose numbers are each used once and hold the most text."""
    stems: dict[str, dict[str, int]] = defaultdict(dict)
    again: set[str] = set()
    for at in heads:
        if label := label_of(blocks[at].text):
            if label.number in stems[label.stem]:
                again.add(label.stem)
            stems[label.stem].setdefault(label.number, at)
    fit = {stem: sorted(found.values()) for stem, found in stems.items() if len(found) >= FEWEST and stem not in again}
    if not fit:
        return []
    return min(fit.values(), key=lambda starts: starts[0])


def _patterned(blocks: list[Block], heads: list[int]) -> list[int]:
    """Headings that come back, each time under another heading: what they stand under are the areas."""
    counts = Counter(key(blocks[at].text) for at in heads)
    roles = {key(blocks[at].text) for at in heads if _inner(blocks[at].text)}
    again = {mark for mark, count in counts.items() if count >= FEWEST}
    if len(again) < FEWEST and not (again & roles) and not roles:
        return []
    inner = again | roles
    first = next((key(blocks[at].text) for at in heads if key(blocks[at].text) in again), "")
    marks = [at for at in heads if key(blocks[at].text) in inner]
    starts: list[int] = []
    for at in marks:
        parent = _parent(blocks, heads, at, inner, starts)
        if parent is not None and parent not in starts:
            starts.append(parent)
    return _aligned(blocks, heads, starts, inner) if first or roles else []


def _aligned(blocks: list[Block], heads: list[int], starts: list[int], inner: set[str]) -> list[int]:
    """Without known levels the first area's heading is sought as far above its sub-headings as in the other areas."""
    if len(starts) < FEWEST or (blocks[starts[0]].level or SHORT) < CAPITALS or label_of(blocks[starts[0]].text):
        return starts
    above = []
    for start in starts[1:]:
        below = [head for head in heads if head > start]
        above.append(next((n for n, head in enumerate(below) if key(blocks[head].text) in inner), 0))
    place = heads.index(starts[0]) - min(above)
    moved = heads[place] if place >= 0 else starts[0]
    passed = [blocks[head].text for head in heads[max(place, 0) : heads.index(starts[0])]]
    return starts if any(opens(text) or names_goals(text) for text in passed) else [moved, *starts[1:]]


def _inner(title: str) -> bool:
    """Whether a heading by its own words stands inside a focus area."""
    return role_of(title) in {"targets", "success_factors", "objective"} and not names_goals(title)


def _parent(blocks: list[Block], heads: list[int], at: int, inner: set[str], starts: list[int]) -> int | None:
    """The area a recurring heading belongs to: nearest higher heading when levels are known, else nearest other one."""
    level = blocks[at].level or SHORT
    before = [head for head in heads if head < at and key(blocks[head].text) not in inner]
    if not before:
        return None
    if level < GUESSED:
        higher = [head for head in before if (blocks[head].level or SHORT) < level]
        if higher:
            return higher[-1]
    nearest = before[-1]
    between = [head for head in heads if starts and starts[-1] < head < at and key(blocks[head].text) in inner]
    if starts and nearest > starts[-1] and not between:
        return starts[-1]
    return _chief(
        blocks,
        [head for head in before if not starts or head > (between[-1] if between else starts[-1])],
        nearest,
        starts,
    )


def _chief(blocks: list[Block], among: list[int], nearest: int, starts: list[int]) -> int:
    """Of several headings before a round of sub-headings: the one at the level of the earlier areas, or the highest."""
    if not among:
        return starts[-1] if starts else nearest
    if not starts:
        lists = {key(block.text) for block in blocks if block.kind == "item"}
        listed = [head for head in among if key(short_title(blocks[head].text)) in lists]
        return listed[-1] if listed else nearest
    like = [head for head in among if blocks[head].level == blocks[starts[0]].level]
    return like[0] if like else among[0]


def _chaptered(blocks: list[Block], heads: list[int]) -> list[int]:
    """The headings one level under a chapter called satsingsområder or the like."""
    for at in heads:
        if not names_areas(blocks[at].text):
            continue
        level = blocks[at].level or SHORT
        under = []
        for head in heads[heads.index(at) + 1 :]:
            if (blocks[head].level or SHORT) <= level:
                break
            under.append(head)
        if under:
            highest = min(blocks[head].level or SHORT for head in under)
            chosen = [head for head in under if (blocks[head].level or SHORT) == highest]
            if len(chosen) >= FEWEST:
                return chosen
    return []


def _top(blocks: list[Block], heads: list[int]) -> list[int]:
    """No focus areas are named: the highest headings that come more than once and hold something."""
    held = [at for at in heads if at + 1 < len(blocks) and not opens(blocks[at].text) and not closes(blocks[at].text)]
    counts = Counter(blocks[at].level or SHORT for at in held)
    if not counts:
        return []
    highest = next((level for level in sorted(counts) if counts[level] >= FEWEST), min(counts))
    return [at for at in held if (blocks[at].level or SHORT) == highest]


def _ends(blocks: list[Block], heads: list[int], starts: list[int]) -> list[Span]:
    """Where each area stops: the next one, or a chapter of its own rank, or for the last one what no other area has."""
    spans = []
    titles: set[str] = set()
    for number, begin in enumerate(starts):
        last = number + 1 == len(starts)
        limit = len(blocks) if last else starts[number + 1]
        level = blocks[begin].level or SHORT
        inside = [head for head in heads if begin < head < limit]
        end = limit
        for head in inside:
            other = blocks[head].level or SHORT
            known = level < 40 and other <= level  # noqa: PLR2004
            alien = last and number and level >= 40 and key(blocks[head].text) not in titles  # noqa: PLR2004
            if known or (alien and (closes(blocks[head].text) or _after_round(blocks, inside, head, titles))):
                end = head
                break
        titles |= {key(blocks[head].text) for head in inside if head < end}
        spans.append(Span(begin, end))
    return spans


def _after_round(blocks: list[Block], inside: list[int], head: int, titles: set[str]) -> bool:
    """Whether all sub-headings the other areas have are behind us in the last one."""
    seen = {key(blocks[other].text) for other in inside if other < head}
    later = {key(blocks[other].text) for other in inside if other > head}
    return bool(seen & titles) and not (later & titles)

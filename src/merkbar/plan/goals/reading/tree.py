"""The tree: blocks into focus areas, sections and points; points under targets become result targets."""

import re
from collections.abc import Iterable

from merkbar.plan.goals.reading.areas import Span, find
from merkbar.plan.goals.reading.blocks import Block
from merkbar.plan.goals.reading.headings import CAPITALS, SHORT, short_title
from merkbar.plan.goals.reading.lines import key
from merkbar.plan.goals.reading.model import FocusArea, Passage, Reading, Section
from merkbar.plan.goals.reading.periods import PERIOD_YEARS, years_in
from merkbar.plan.goals.reading.roles import names_goals, role_of
from merkbar.plan.goals.reading.targets import is_measured, parse

LABEL = 90
SHORT_LABEL = 60
GOAL = 250
_PLAN = re.compile(r"(?:plan|strategi|program|melding)\w*", re.IGNORECASE)
NO_AREAS = "Fant ingen satsingsområder. De øverste overskriftene er brukt i stedet. Stemmer det?"
NO_HEADINGS = "Fant ingen overskrifter. All teksten står samlet. Hva er satsingsområdene?"
NO_TARGETS = "Fant ingen resultatmål. Hvilke punkter skal måles?"


def build(blocks: list[Block], name: str) -> Reading:
    """Make the tree of a whole document."""
    reading = Reading(name=name)
    reading.unplaced = [Passage(block.raw, block.page) for block in blocks if block.kind == "debris"]
    reading.source = [(block.kind, Passage(block.raw, block.page)) for block in blocks]
    blocks = [block for block in blocks if block.kind != "debris"]
    blocks = _cover(blocks, reading)
    found = find(blocks)
    reading.period = _period(reading, blocks)
    at = 0
    for span in found.spans:
        reading.sections += _sections(blocks[at : span.begin], reading)
        reading.focus_areas.append(_area(blocks, span, reading))
        at = span.end
    reading.sections += _sections(blocks[at:], reading)
    for top in reading.sections:
        _goals(top, reading, inside=False)
    if found.how in {"top", "none"}:
        reading.questions.append(NO_AREAS if found.spans else NO_HEADINGS)
    if not any(area.targets for area in reading.focus_areas):
        reading.questions.append(NO_TARGETS)
    _doubtful_sections(reading.focus_areas)
    return reading


def _cover(blocks: list[Block], reading: Reading) -> list[Block]:
    """The title, and the short lines around it that are no chapter."""
    titled = next((at for at, block in enumerate(blocks) if block.kind == "heading" and block.level == 0), None)
    if titled is None:
        titled = next((at for at, block in enumerate(blocks[:10]) if block.headed and _entitles(block)), None)
    if titled is None and blocks and blocks[0].kind == "heading":
        level = blocks[0].level or SHORT
        lone = sum(block.kind == "heading" and (block.level or SHORT) <= level for block in blocks) == 1
        bare = (
            len(blocks) > 1
            and blocks[1].kind == "heading"
            and (level >= CAPITALS or level < (blocks[1].level or SHORT))
        )
        titled = 0 if lone or bare else None
    if titled is None:
        return blocks
    reading.title = Passage(blocks[titled].text, blocks[titled].page)
    rest = blocks[titled + 1 :]
    before = blocks[:titled]
    if all(len(block.text) < LABEL for block in before):
        reading.unplaced = [*(Passage(block.raw, block.page) for block in before), *reading.unplaced]
        before = []
    return before + rest


def _entitles(block: Block) -> bool:
    return bool(_PLAN.search(block.text)) and (years_in(block.text) is not None or len(block.text.split()) > 1)


def _period(reading: Reading, blocks: list[Block]) -> tuple[int, int] | None:
    """The plan's years: in its title, on its cover, or said early and clearly."""
    cover = [reading.title.text if reading.title else "", *(passage.text for passage in reading.unplaced[:5])]
    texts = [*cover, *(block.text for block in blocks[:40])]
    return next((years for text in texts if PERIOD_YEARS.search(text) and (years := years_in(text))), None)


def _sections(blocks: list[Block], reading: Reading) -> list[Section]:
    """Nested sections outside the focus areas."""
    top = nested(blocks)
    for passage in top.texts + top.items:
        if not top.sections and not reading.focus_areas and not reading.sections and len(passage.text) < LABEL:
            reading.unplaced.append(passage)
        else:
            reading.sections.append(Section(page=passage.page, texts=[passage]))
    return top.sections


def nested(blocks: Iterable[Block]) -> Section:
    """Put blocks under their headings; a line with a colon before points is a heading of its own."""
    top = Section()
    open_: list[tuple[int, Section]] = [(-1, top)]
    blocks = list(blocks)
    for at, block in enumerate(blocks):
        now = open_[-1][1]
        if block.kind == "heading" or (block.kind in {"label", "para", "weak"} and _heads(blocks, at, now)):
            level = (block.level or SHORT) if block.kind == "heading" else LABEL
            while open_[-1][0] >= level:
                open_.pop()
            section = Section(short_title(block.text), block.text, block.page)
            open_[-1][1].sections.append(section)
            open_.append((level, section))
        elif block.kind == "item":
            now.items.append(Passage(block.text, block.page))
        else:
            if now.items and open_[-1][0] == LABEL:
                open_.pop()
            open_[-1][1].texts.append(Passage(block.text, block.page))
    return top


def _heads(blocks: list[Block], at: int, now: Section) -> bool:
    """Whether a lead-in stands over the points after it as a heading does."""
    text = blocks[at].text
    points = at + 1 < len(blocks) and blocks[at + 1].kind == "item"
    if not text.endswith(":") or len(text) > 2 * LABEL:
        return False
    later = bool(now.items) or (now.quote.endswith(":") and not now.texts)
    return (points and (len(text) <= SHORT_LABEL or later or bool(now.sections))) or (
        len(text) <= SHORT_LABEL and at + 1 < len(blocks) and blocks[at + 1].kind in {"label", "para"}
    )


def _area(blocks: list[Block], span: Span, reading: Reading) -> FocusArea:
    head = blocks[span.begin]
    inner = nested(blocks[span.begin + 1 : span.end])
    area = FocusArea(short_title(head.text), head.text, head.page, inner.texts, sections=inner.sections)
    if inner.items:
        area.sections.insert(0, Section(page=inner.items[0].page, items=inner.items))
    plan_end = reading.period[1] if reading.period else None
    for top in area.sections:
        _fill(area, top, role_of(top.quote), plan_end)
    return area


def _fill(area: FocusArea, section: Section, role: str, plan_end: int | None) -> None:
    """Take what a section's heading promises out of it."""
    own = role_of(section.quote) or role
    measured = any(is_measured(item.text) for item in section.items)
    if own == "targets" or (measured and own in {"", "objective"}):
        section.role = "targets"
        passages = section.items or [text for text in section.texts if not text.text.endswith(":")]
        area.targets += [parse(p.text, page=p.page, section=section.title, plan_end=plan_end) for p in passages]
        _taken(section, passages)
    elif own == "success_factors":
        section.role = own
        passages = section.items or section.texts
        area.success_factors += passages
        _taken(section, passages)
    elif own == "objective":
        section.role = own
        area.objective += [*section.texts, *section.items]
        section.texts, section.items = [], []
    for child in section.sections:
        _fill(area, child, own, plan_end)


def _taken(section: Section, passages: list[Passage]) -> None:
    if passages is section.items:
        section.items = []
    else:
        section.texts = [text for text in section.texts if text not in passages]


def _goals(section: Section, reading: Reading, *, inside: bool) -> None:
    """The plan's own goals, outside the focus areas."""
    here = names_goals(section.quote) or (inside and not section.sections)
    if here and section.items:
        section.role = "goals"
        reading.goals += section.items
        section.items = []
    elif here and len(goals := _goal_texts(section)) > 1:
        section.role = "goals"
        reading.goals += goals
        section.texts = [text for text in section.texts if text not in goals]
    for child in section.sections:
        _goals(child, reading, inside=names_goals(section.quote))


def _goal_texts(section: Section) -> list[Passage]:
    """Paragraphs that are goals: several, each a sentence or two."""
    goals = [text for text in section.texts if not text.text.endswith(":")]
    return goals if not section.sections and all(len(goal.text) <= GOAL for goal in goals) else []


def _doubtful_sections(areas: list[FocusArea]) -> None:
    """The same heading holds targets in one area and none in another: the reader decides."""
    named = {key(top.quote): area.title for area in areas for top in area.sections if top.role == "targets"}
    for area in areas:
        for top in area.sections:
            other = named.get(key(top.quote))
            if other and not top.role and top.items:
                top.questions.append(f"Under «{other}» er punktene med denne overskriften mål. Er de det her også?")

"""What is read out of a plan document. `quote` is always the source's own words; `title` is short and may be edited."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the source as it stands, and the page it stands on (None where the format has no pages)."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A result target. `value` and `high` have the unit `unit`; `deadline` is ISO.

    A span has its lower end in `value` (`>=`) and its upper in `high` (`<=`), both within it.
    `parts` are the other requirements of a compound target in their own words, `notes` facts that need no answer,
    `questions` what the reader must decide before the target can be measured.
    """

    quote: str
    comparator: str | None = None
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    period: str | None = None
    deadline: str | None = None
    direction: str | None = None
    baseline: Decimal | None = None
    per_unit: bool = False
    parts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    page: int | None = None
    section: str = ""

    @property
    def comparator_to(self) -> str | None:
        """How the upper end of a span is compared."""
        return None if self.high is None or not self.comparator else "<="

    @property
    def measurable(self) -> bool:
        """Whether the text itself says a number to measure against."""
        return self.value is not None


@dataclass(slots=True)
class Section:
    """A heading with what stands under it; `role` says what its points became (`targets`, `goals` …)."""

    title: str = ""
    quote: str = ""
    page: int | None = None
    role: str = ""
    texts: list[Passage] = field(default_factory=list)
    items: list[Passage] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    def walk(self) -> Iterator["Section"]:
        """This section and all beneath it, in the document's order."""
        yield self
        for child in self.sections:
            yield from child.walk()


@dataclass(slots=True)
class FocusArea:
    """A focus area: its sections keep the headings; targets and success factors are taken out of them."""

    title: str
    quote: str
    page: int | None = None
    texts: list[Passage] = field(default_factory=list)
    objective: list[Passage] = field(default_factory=list)
    success_factors: list[Passage] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A whole document. `sections` are chapters outside the focus areas; `unplaced` is the rest, nothing is lost.

    `source` is the document from first to last: the kind of each piece (heading, item, debris …) and the piece.
    """

    title: Passage | None = None
    name: str = ""
    period: tuple[int, int] | None = None
    goals: list[Passage] = field(default_factory=list)
    focus_areas: list[FocusArea] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    unplaced: list[Passage] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    source: list[tuple[str, Passage]] = field(default_factory=list)

    def passages(self) -> Iterator[str]:
        """Every word of the source once, in the order of the tree."""
        if self.title:
            yield self.title.text
        yield from (goal.text for goal in self.goals)
        for area in self.focus_areas:
            yield area.quote
            for passage in (*area.texts, *area.objective, *area.success_factors):
                yield passage.text
            yield from (target.quote for target in area.targets)
            yield from _words_of(area.sections)
        yield from _words_of(self.sections)
        yield from (passage.text for passage in self.unplaced)


def _words_of(sections: list[Section]) -> Iterator[str]:
    for top in sections:
        for section in top.walk():
            yield section.quote
            yield from (passage.text for passage in (*section.texts, *section.items))


def as_json(reading: Reading) -> dict[str, Any]:
    """The shape `merkbar plan read` prints."""
    begin, end = reading.period or (None, None)
    return {
        "title": reading.title.text if reading.title else reading.name,
        "period": {"from": begin, "to": end},
        "focus_areas": [_area(area) for area in reading.focus_areas],
        "goals": _texts(reading.goals),
        "sections": [_section(section) for section in reading.sections],
        "unplaced": _texts(reading.unplaced),
        "questions": reading.questions,
    }


def _area(area: FocusArea) -> dict[str, Any]:
    return {
        "title": area.title,
        "quote": area.quote,
        "page": area.page,
        "text": _joined(area.texts),
        "objective": _joined(area.objective) or None,
        "success_factors": _texts(area.success_factors),
        "targets": [_target(target) for target in area.targets],
        "sections": [_section(section) for section in area.sections],
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "text": target.quote,
        "comparator": target.comparator,
        "value": number(target.value),
        "comparator_to": target.comparator_to,
        "value_to": number(target.high),
        "unit": target.unit,
        "period": target.period,
        "deadline": target.deadline,
        "direction": target.direction,
        "baseline": number(target.baseline),
        "per_unit": target.per_unit,
        "measurable": target.measurable,
        "parts": list(target.parts),
        "notes": list(target.notes),
        "questions": list(target.questions),
        "page": target.page,
        "section": target.section,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "quote": section.quote,
        "page": section.page,
        "role": section.role or None,
        "text": _joined(section.texts),
        "items": _texts(section.items),
        "sections": [_section(child) for child in section.sections],
        "questions": section.questions,
    }


def _texts(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages]


def _joined(passages: list[Passage]) -> str:
    return "\n\n".join(_texts(passages))


def number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it: whole numbers without a fraction."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)

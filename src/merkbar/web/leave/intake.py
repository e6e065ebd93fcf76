"""A file of leaves as lines: who, from when, back when. A file with more columns than that is refused unread."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Final

from django.utils.translation import gettext as _
from pydantic import Field

from merkbar.ground.files.sheets import Unreadable
from merkbar.ground.people.models import Person
from merkbar.web.ops.import_reading import Row
from merkbar.web.ops.import_rows import PLAIN, Day, Line, MaybeDay, parse

HEADINGS: Final = {
    "ansattnummer": "employee_no",
    "employee_no": "employee_no",
    "brukernavn": "login",
    "login": "login",
    "fra": "valid_from",
    "valid_from": "valid_from",
    "tilbake": "valid_to",
    "valid_to": "valid_to",
}
WORDS: Final = {"employee_no": "ansattnummer", "login": "brukernavn", "valid_from": "fra", "valid_to": "tilbake"}
MOST: Final = 2000
"""Lines of one file [persons]."""


class LeaveLine(Line):
    """One leave."""

    required: ClassVar = ("valid_from",)
    employee_no: Annotated[str, Field(max_length=30), PLAIN] = ""
    login: Annotated[str, Field(max_length=80), PLAIN] = ""
    valid_from: Day
    valid_to: MaybeDay = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a row."""

    number: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """A line that can be kept."""

    line: LeaveLine
    person: Person
    corrects: bool


@dataclass
class Intake:
    """What a file comes to."""

    changes: list[Change] = field(default_factory=list)
    same: int = 0
    findings: list[Finding] = field(default_factory=list)

    def wrong(self, number: int, column: str, sentence: str) -> None:
        """Write down what is wrong; columns by the words of the file."""
        self.findings.append(Finding(number, WORDS.get(column, column), sentence))


def lines(rows: Sequence[Sequence[str]], found: Intake) -> list[LeaveLine]:
    """Read the rows of a table, its headings first; what cannot be read is told to `found`."""
    names = columns(rows[0])
    if len(rows) - 1 > MOST:
        raise Unreadable(_("Filen har mer enn %(rows)s rader. Del den i flere.") % {"rows": MOST})
    read: list[LeaveLine] = []
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        cells = {name: row[place] if place < len(row) else "" for place, name in enumerate(names)}
        line = parse(LeaveLine, Row(number, cells))
        if isinstance(line, list):
            for column, sentence in line:
                found.wrong(number, column, sentence)
        elif isinstance(line, LeaveLine):
            read.append(line)
    return read


def columns(headings: Sequence[str]) -> list[str]:
    """Name the columns, or refuse the file: what else a list of leaves holds may be a reason, and is not for us."""
    known = [HEADINGS.get(heading.strip().lower(), "") for heading in headings]
    strangers = [heading for heading, name in zip(headings, known, strict=True) if not name]
    if strangers:
        raise Unreadable(
            _("Ta bort kolonnen «%(column)s» og velg filen på nytt. Bare hvem og når skal inn her, aldri hvorfor.")
            % {"column": strangers[0][:40] or _("uten overskrift")}
        )
    if len(set(known)) < len(known):
        raise Unreadable(_("To kolonner har samme overskrift."))
    if "valid_from" not in known or not {"employee_no", "login"} & set(known):
        raise Unreadable(_("Filen må ha kolonnene ansattnummer eller brukernavn, og fra."))
    return known

"""Types of the API's fields, with what makes a value wrong."""

import base64
import binascii
import datetime as dt
import unicodedata
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, Field, StrictInt

from merkbar.ground.clock import clock

LONGEST_TEXT = 20_000
"""Characters of one field: about seven pages."""
FIRST_YEAR = 1970
KEPT_CONTROLS = "\n\t"
REFUSED_KINDS = {"Cc", "Cs", "Co", "Cn"}
"""Unicode categories of control characters, surrogates, private use and unassigned."""
CLOCKS_DIFFER = dt.timedelta(minutes=5)
"""How far ahead of ours another system's clock may be."""
SEPARATOR = "\n"


def plain(text: str) -> str:
    """Make line breaks alike; refuse characters that no text has."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(c) in REFUSED_KINDS and c not in KEPT_CONTROLS for c in text):
        raise ValueError(_("Teksten har kontrolltegn eller andre tegn som ikke kan vises."))
    return text.strip()


def filled(text: str) -> str:
    """Refuse a text of nothing but space."""
    if not text:
        raise ValueError(_("Kan ikke være tom."))
    return text


def moment(value: Any) -> Any:
    """Read a time in ISO 8601; one without a zone is Norwegian time."""
    how = _("Skriv tidspunktet slik: 2026-09-20T14:30:00+02:00.")
    if not isinstance(value, str):
        raise ValueError(how)  # noqa: TRY004 - pydantic turns only ValueError into an answer
    try:
        read = dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(how) from error
    if not FIRST_YEAR <= read.year < dt.MAXYEAR:
        raise ValueError(_("Tidspunktet er for langt tilbake eller fram i tid."))
    return read if read.tzinfo else read.replace(tzinfo=clock.OSLO)


def past(value: dt.datetime) -> dt.datetime:
    """Refuse what has not happened yet."""
    if value > clock.now() + CLOCKS_DIFFER:
        raise ValueError(_("Tidspunktet er ikke kommet ennå."))
    return value


def day(value: Any) -> Any:
    """Read a date in ISO 8601 and nothing else."""
    try:
        read = dt.date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ValueError(_("Skriv datoen slik: 2026-09-21.")) from error
    if not FIRST_YEAR <= read.year < dt.MAXYEAR:
        raise ValueError(_("Datoen er for langt tilbake eller fram i tid."))
    return read


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(plain)]
Written = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(plain), AfterValidator(filled)]
Code = Annotated[str, Field(max_length=30), AfterValidator(plain), AfterValidator(filled)]
Name = Annotated[str, Field(max_length=40), AfterValidator(plain)]
Query = Annotated[str, Field(max_length=400), AfterValidator(plain)]
Harm = Annotated[StrictInt, Field(ge=0, le=5)]
Past = Annotated[dt.datetime, BeforeValidator(moment), AfterValidator(past)]
Day = Annotated[dt.date, BeforeValidator(day)]
Limit = Annotated[int, Field(ge=1, le=200)]


def cursor_of(*parts: object) -> str:
    """Wrap the place of the last row of a page.

    >>> parts_of(cursor_of("a", 1), 2)
    ('a', '1')
    """
    return base64.urlsafe_b64encode(SEPARATOR.join(map(str, parts)).encode()).decode().rstrip("=")


def parts_of(cursor: str, number: int) -> tuple[str, ...]:
    """Unwrap a cursor that we gave; ValueError for anything else."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise ValueError(cursor) from error
    parts = tuple(text.split(SEPARATOR))
    if len(parts) != number or "\0" in text:
        raise ValueError(cursor)
    return parts

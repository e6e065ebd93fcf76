"""An event as a file that calendars take in (RFC 5545). Pure."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 75
"""Octets a line may have before it is folded (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a calendar shows."""

    uid: str
    title: str
    place: str
    text: str
    starts: dt.datetime
    ends: dt.datetime
    made: dt.datetime
    cancelled: bool = False


def ics(entry: Entry) -> bytes:
    """Write one event; times in UTC, lines folded at 75 octets and ended by CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Merkbar//Kvalitetsnettverk//NO",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}",
        f"DTSTAMP:{_utc(entry.made)}",
        f"DTSTART:{_utc(entry.starts)}",
        f"DTEND:{_utc(entry.ends)}",
        f"SUMMARY:{escaped(entry.title)}",
        f"LOCATION:{escaped(entry.place)}",
        f"DESCRIPTION:{escaped(entry.text)}",
        f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def escaped(text: str) -> str:
    r"""Give a text that can neither end its line nor begin another.

    >>> escaped("Kaffe; te, saft\nBEGIN:VALARM")
    'Kaffe\\; te\\, saft\\nBEGIN:VALARM'
    """
    safe = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return safe.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """Fold a line so that none is longer than 75 octets and no letter is split."""
    parts: list[str] = []
    part = ""
    for letter in line:
        room = LONGEST - bool(parts)
        if len((part + letter).encode()) > room:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")

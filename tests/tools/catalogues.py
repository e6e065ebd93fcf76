"""The message catalogues: nothing is uncertain, every placeholder is still there; before a release all is translated.

`python -m tests.tools.catalogues` counts what waits for a translation; with `--release` that is a fault too.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
LOCALE = Path("src/merkbar/web/locale")


def faults(catalogue: Path) -> Iterator[str]:
    """Name what is wrong in one catalogue."""
    for entry in polib.pofile(str(catalogue)):
        if entry.obsolete:
            continue
        texts = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        if entry.fuzzy:
            yield f"{catalogue}:{entry.linenum}: usikker: {entry.msgid!r}"
        elif not all(texts):
            yield f"{catalogue}:{entry.linenum}: mangler: {entry.msgid!r}"
        elif any(sorted(set(PLACEHOLDER.findall(text))) != sorted(set(_wanted(entry))) for text in texts):
            yield f"{catalogue}:{entry.linenum}: andre plassholdere: {entry.msgid!r}"


def _wanted(entry: polib.POEntry) -> list[str]:
    return PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)


if __name__ == "__main__":
    found = [fault for catalogue in sorted(LOCALE.rglob("*.po")) for fault in faults(catalogue)]
    waiting = [] if "--release" in sys.argv else [fault for fault in found if ": mangler: " in fault]
    sys.stdout.writelines(f"{fault}\n" for fault in found if fault not in waiting)
    sys.stdout.write(f"{len(waiting)} tekster venter på oversettelse\n" if waiting else "")
    sys.exit(1 if len(found) > len(waiting) else 0)

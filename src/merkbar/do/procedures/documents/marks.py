"""What stands in a Word document that a web page does not carry, and the changes that were tracked in it.

Element names: ECMA-376 part 1, WordprocessingML.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from merkbar.do.procedures.documents.container import NO_WORD, Package
from merkbar.do.procedures.documents.refusal import Refused
from merkbar.do.procedures.documents.xml import WORD, parse, split

ADDED: Final = frozenset({"ins", "moveTo"})
GONE: Final = frozenset({"del", "moveFrom"})
LOST: Final = {
    "object": ("innebygd objekt (for eksempel et regneark)", "innebygde objekter (for eksempel regneark)"),
    "commentReference": ("kommentar", "kommentarer"),
    "oMath": ("formel", "formler"),
    "diagram": ("SmartArt-figur", "SmartArt-figurer"),
    "chart": ("diagram fra Excel", "diagrammer fra Excel"),
    "altChunk": ("innfelt dokument", "innfelte dokumenter"),
    "control": ("skjemakontroll", "skjemakontroller"),
    "highlight": ("markeringsfarge", "markeringsfarger"),
    "cols": ("inndeling i spalter", "inndelinger i spalter"),
}
"""Element (or kind of drawing) → singular and plural."""
MOVED: Final = {
    "txbxContent": ("Teksten i 1 tekstboks", "Teksten i {n} tekstbokser"),
    "footnoteReference": ("1 fotnote", "{n} fotnoter"),
    "endnoteReference": ("1 sluttnote", "{n} sluttnoter"),
}
"""What is carried, but stands elsewhere."""
OFFICE_DOCUMENT: Final = re.compile(rb'<[^>]*Type="[^"]*/officeDocument"[^>]*>')
TARGET: Final = re.compile(rb'Target="/?([^"]+)"')


class Marks:
    """What a walk through the main part finds."""

    def __init__(self, top: Element, package: Package, path: str) -> None:
        self.counts: Counter[str] = Counter()
        self.added = self.gone = 0
        self._walk(top)
        self.headers = any(re.search(r"/(?:header|footer)\d*\.xml$", name) for name in package.names)
        self.links, self.far_pictures = _outside(package, path)

    def _walk(self, top: Element) -> None:
        waiting = [top]
        while waiting:
            element = waiting.pop()
            space, name = split(element.tag)
            if name != "Fallback":
                self._count(space, name, element)
                waiting.extend(element)

    def _count(self, space: str, name: str, element: Element) -> None:
        if name == "graphicData":
            self.counts[element.get("uri", "").rpartition("/")[2]] += 1
        elif name == "cols":
            self.counts["cols"] += any(key.endswith("}num") and value != "1" for key, value in element.items())
        elif space in WORD and name in ADDED:
            self.added += 1
        elif space in WORD and name in GONE:
            self.gone += 1
        elif name not in {"diagram", "chart"}:
            self.counts[name] += 1

    def report(self, *, accepted: bool) -> Iterator[str]:
        """Say what became of it, a sentence each."""
        if both := self.added + self.gone:
            done = "godtatt" if accepted else "avvist"
            many = _many(both, "sporet endring er", "sporede endringer er")
            yield f"{many} {done}: {self.added} lagt til, {self.gone} fjernet."
        for name, (one, many) in LOST.items():
            if count := self.counts[name]:
                yield f"{_many(count, one, many)} er ikke tatt med."
        for name, (one, many) in MOVED.items():
            if count := self.counts[name]:
                yield f"{one if count == 1 else many.format(n=count)} kan stå et annet sted enn i dokumentet."
        if self.headers:
            yield "Topptekst og bunntekst er ikke tatt med."
        if self.far_pictures:
            yield f"{_many(self.far_pictures, 'bilde', 'bilder')} utenfor dokumentet er ikke hentet."


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def main_part(package: Package) -> str:
    """Name the part that holds the text."""
    relation = OFFICE_DOCUMENT.search(package.part("_rels/.rels"))
    target = TARGET.search(relation[0]) if relation else None
    path = target[1].decode("utf-8", "replace") if target else "word/document.xml"
    if path not in package.names:
        raise Refused(NO_WORD)
    return path


def _outside(package: Package, path: str) -> tuple[tuple[str, ...], int]:
    """Give the addresses that the document links to, and how many pictures it would fetch from elsewhere."""
    folder, _slash, name = path.rpartition("/")
    links: dict[str, None] = {}
    pictures = 0
    relations = package.part(f"{folder}/_rels/{name}.rels")
    for element in parse(relations) if relations else ():
        if element.get("TargetMode") == "External":
            kind = element.get("Type", "")
            pictures += kind.endswith("/image")
            if kind.endswith("/hyperlink"):
                links[element.get("Target", "")] = None
    return tuple(links), pictures


def reject_tracked(top: Element) -> None:
    """Turn the text back to what it was before the tracked changes."""
    for parent in list(top.iter()):
        kept: list[Element] = []
        for element in parent:
            space, name = split(element.tag)
            if space in WORD and name in GONE and len(element):
                kept += list(element)
            elif not (space in WORD and name in ADDED and len(element)):
                kept.append(element)
        parent[:] = kept
    for element in top.iter():
        space, name = split(element.tag)
        if space in WORD and name == "delText":
            element.tag = f"{{{space}}}t"

"""From a Word document to a procedure's text, with a report of what could not come along."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

import mammoth

from merkbar.do.procedures.documents import marks, numbering, pictures, slimming, tree
from merkbar.do.procedures.documents.cleaning import sanitise
from merkbar.do.procedures.documents.container import Package
from merkbar.do.procedures.documents.refusal import Refused
from merkbar.do.procedures.documents.tidying import NO_PICTURE_TEXT
from merkbar.do.procedures.documents.tree import Node
from merkbar.do.procedures.documents.xml import BROKEN, is_word, parse, serialise, split

HEADINGS: Final = "\n".join(
    f"p[style-name='{name}'] => h{level}:fresh"
    for level, names in (
        (2, ("Title", "heading 1", "Overskrift 1", "Tittel")),
        (3, ("heading 2", "Overskrift 2", "Subtitle")),
        (
            4,
            ("heading 3", "Overskrift 3", "heading 4", "heading 5", "heading 6", "heading 7", "heading 8", "heading 9"),
        ),
    )
    for name in names
)
STYLES: Final = f"{HEADINGS}\np[style-name='Quote'] => blockquote > p:fresh\nu => u\nbr[type='page'] =>\n"
MARK: Final = re.compile(f"{numbering.OPEN}([1aAiI])\\|(\\d+)\\|([^{numbering.CLOSE}]*){numbering.CLOSE}")
MARKS_LEFT: Final = re.compile(f"[{numbering.OPEN}{numbering.CLOSE}]")
NOTE_BACK: Final = re.compile(r'\s*<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')
BOXES: Final = {"☐": "false", "☑": "true", "☒": "true", "□": "false"}
DROPPED: Final = re.compile(
    r"vbaProject|/embeddings/|/activeX/|/fonts/|/theme/|docProps/|customXml/|(?:header|footer|settings|fontTable|webSettings)",
    re.IGNORECASE,
)
OUTSIDE: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
LONGEST_LINK, SHOWN_LINK, MOST_LINKS = 300, 80, 5
"""Characters of a link that are kept, and that are told of; links told of by name."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of a document: its stand-in in the text (`bilde:3`), a file name, its bytes."""

    source: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A document taken in: clean text, images, what was not carried, addresses it links to."""

    html: str
    pictures: tuple[Picture, ...] = ()
    report: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    has_macros: bool = False


def word_in(data: bytes, *, accept_tracked: bool = True) -> Document:
    """Read a Word document, or raise `Refused` with a sentence. Nothing in it is run or fetched."""
    package = Package(data)
    path = marks.main_part(package)
    top = parse(package.part(path))
    found = marks.Marks(top, package, path)
    if not accept_tracked:
        marks.reject_tracked(top)
    _mark_numbers(top, package, path)
    reader = _Reader()
    slimming.slim_text(top)
    html = reader.read(_repacked(package, path, serialise(top)))
    text, tables, addresses = _finished(html)
    links = list(dict.fromkeys([*found.links, *addresses]))
    ways = [link for link in links if OUTSIDE.match(link)]
    report = [*found.report(accepted=accept_tracked), *reader.report, *_silent(text), *tables]
    report += _cut([link for link in links if link not in ways])
    if package.has_macros:
        report.append("Makroer er ikke tatt med. Heller ikke filen selv er lagt ved, for den kan kjøre dem.")
    return Document(
        text, tuple(reader.kept), tuple(report), tuple(way[:LONGEST_LINK] for way in ways), package.has_macros
    )


def _mark_numbers(top: Element, package: Package, path: str) -> None:
    folder = path.rpartition("/")[0]
    lists = numbering.read(package.part(f"{folder}/numbering.xml"), package.part(f"{folder}/styles.xml"))
    for paragraph in top.iter():
        mark = lists.mark(paragraph) if is_word(paragraph, "p") else ""
        if mark:
            space = split(paragraph.tag)[0]
            run = SubElement(paragraph, f"{{{space}}}r")
            SubElement(run, f"{{{space}}}t").text = mark
            paragraph.remove(run)
            paragraph.insert(1 if len(paragraph) and is_word(paragraph[0], "pPr") else 0, run)


def _repacked(package: Package, path: str, main: bytes) -> io.BytesIO:
    """Pack again what the text needs, with the marked main part and slim styles."""
    slim = {path: main}
    styles = f"{path.rpartition('/')[0]}/styles.xml"
    if styles in package.names:
        slim[styles] = slimming.slim_styles(package.part(styles))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(package.names):
            if not DROPPED.search(name):
                archive.writestr(name, slim.get(name) or package.part(name))
    packed.seek(0)
    return packed


class _Reader:
    """Reads the text and gathers the images."""

    def __init__(self) -> None:
        self.kept: list[Picture] = []
        self.report: list[str] = []

    def read(self, packed: io.BytesIO) -> str:
        try:
            result = mammoth.convert_to_html(
                packed, style_map=STYLES, convert_image=mammoth.images.img_element(self._image)
            )
        except (RecursionError, OSError, KeyError, ValueError, AttributeError, TypeError, IndexError) as error:
            raise Refused(BROKEN) from error
        return str(result.value)

    def _image(self, image: Any) -> dict[str, str]:
        with image.open() as opened:
            data = opened.read()
        number = len(self.kept) + 1
        refused = pictures.refusal(data)
        if refused:
            self.report.append(f"Et bilde {refused}")
            return {"src": ""}
        source = f"bilde:{number}"
        self.kept.append(Picture(source, f"bilde-{number}.{pictures.ending_of(data)}", data))
        return {"src": source}


def _cut(lost: list[str]) -> list[str]:
    """Tell of links that lead to no page: files of a disk elsewhere, and scripts."""
    if not lost:
        return []
    shown = ", ".join(f"«{link[:SHOWN_LINK]}»" for link in lost[:MOST_LINKS])
    many = "1 lenke til en fil eller et skript" if len(lost) == 1 else f"{len(lost)} lenker til filer eller skript"
    return [f"{many} er ikke tatt med: {shown}."]


def _finished(html: str) -> tuple[str, list[str], list[str]]:
    """Turn marks into numbers and boxes into check lists, then clean; also what is told, and the addresses linked to."""
    top = tree.read(NOTE_BACK.sub("", html))
    _number(top)
    _check_lists(top)
    headless = sum(
        1 for node in top.walk() if node.tag == "table" and not any(cell.tag == "th" for cell in node.walk())
    )
    told = f"{headless} tabell hadde" if headless == 1 else f"{headless} tabeller hadde"
    report = [f"{told} ingen overskriftsrad. Første rad er gjort til overskrift."] if headless else []
    found = (node.attributes.get("href", "") for node in top.walk() if node.tag == "a")
    addresses = [address for address in found if address and not address.startswith("#")]
    return sanitise(MARKS_LEFT.sub("", MARK.sub("", tree.write(top)))), report, addresses


def _number(top: Node) -> None:
    """Let a list begin where it did; write the number of a heading before its words."""
    for node in top.walk():
        if node.tag == "ol" and node.elements:
            found = MARK.search(node.elements[0].text())
            if found:
                node.attributes |= {"start": found[2]} if found[2] != "1" else {}
                node.attributes |= {"type": found[1]} if found[1] != "1" else {}
        elif node.tag in {"h2", "h3", "h4"}:
            found = MARK.match(node.text().strip())
            if found and found[3]:
                node.children.insert(0, f"{found[3]} ")


def _check_lists(node: Node) -> None:
    """Gather lines that begin with a box into check lists."""
    kept: list[Node | str] = []
    for child in node.children:
        if not isinstance(child, Node):
            kept.append(child)
            continue
        _check_lists(child)
        checked = _box(child) if child.tag == "p" else None
        if checked is None:
            kept.append(child)
            continue
        item = Node("li", {"data-type": "taskItem", "data-checked": checked}, [Node("p", {}, child.children)])
        last = kept[-1] if kept else None
        if isinstance(last, Node) and last.attributes.get("data-type") == "taskList":
            last.children.append(item)
        else:
            kept.append(Node("ul", {"data-type": "taskList"}, [item]))
    node.children = kept


def _box(paragraph: Node) -> str | None:
    """Take the box from the front of a line: whether it is checked; None when there is none."""
    first = paragraph.children[0] if paragraph.children else ""
    if isinstance(first, Node) and first.tag == "input":
        paragraph.children = [child for child in paragraph.children if child is not first]
        return "true" if "checked" in first.attributes else "false"
    if isinstance(first, str) and first.lstrip()[:1] in BOXES:
        line = first.lstrip()
        paragraph.children[0] = line[1:].lstrip()
        return BOXES[line[0]]
    return None


def _silent(html: str) -> Iterator[str]:
    """Tell of images without a description."""
    silent = html.count(f'alt="{NO_PICTURE_TEXT}"')
    if silent:
        yield f"{silent} {'bilde' if silent == 1 else 'bilder'} mangler beskrivelse for den som ikke ser."

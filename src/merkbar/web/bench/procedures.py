"""Move in: 400 Word documents of ten pages, and how fast a search among them answers."""

import argparse
import contextlib
import csv
import io
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from merkbar.web.bench.place import Place
from merkbar.web.bench.table import Figure, quantile
from merkbar.web.bench.visitor import Visitor

DOCUMENTS, PARTS = 400, 40
MOVE_LIMIT, SEARCH_LIMIT = 240.0, 100.0
"""Seconds for all documents; milliseconds for a search at the 95th percentile."""
SEED = 20260921
WORDS = ("bruker", "medisin", "fall", "hygiene", "nøkkel", "kontroll", "vedtak", "smitte", "løft", "brann", "journal")
QUERIES = ("falt", "legemiddel", "nøkler", "medisinkontroll", "P-BM-1", "brukere smitte", "vedtaket", "hjelpemidler")
WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    ),
}


def measure(place: Place, _asked: argparse.Namespace) -> Iterator[Figure]:
    """Move in on trial, so that the data stay as they were; then search."""
    with tempfile.TemporaryDirectory() as folder:
        _lay(Path(folder))
        command = [sys.executable, "-X", "utf8", "-m", "merkbar.web.ops", "import", "procedures", folder, "--dry-run"]
        began = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        seconds = time.monotonic() - began
    yield Figure(f"move in {DOCUMENTS} .docx", seconds, "s", f"≤ {MOVE_LIMIT:.0f} s", seconds <= MOVE_LIMIT)
    times = list(_searches(Visitor(place.port).log_in("ansatt.ost")))
    p95 = quantile(times, 0.95)
    yield Figure(
        "procedure search", quantile(times, 0.5), "ms", f"p95 ≤ {SEARCH_LIMIT:.0f} ms", p95 <= SEARCH_LIMIT, p95=p95
    )


def _searches(reader: Visitor) -> Iterator[float]:
    """Time the page of each query ten times for one reader, after a first that does not count [ms]."""
    for turn, query in enumerate((QUERIES[0], *QUERIES * 10)):
        took, _page = reader.ask(f"/prosedyrer/gjelder-meg/?q={quote(query)}")
        if turn:
            yield took


def _lay(folder: Path) -> None:
    dice = random.Random(SEED)  # noqa: S311 - words of a measurement
    with (folder / "liste.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["number", "title", "unit", "owner", "file"])
        for number in range(DOCUMENTS):
            rows.writerow([f"P-BM-{number:03}", f"Prosedyre {number}", "SOLVIK", "kvalitetsradgiver", f"{number}.docx"])
            (folder / f"{number}.docx").write_bytes(_document(dice))


def _document(dice: random.Random) -> bytes:
    """A document of about ten pages in 40 parts, with a table."""
    parts = []
    for part in range(PARTS):
        parts += [f"Del {part}", " ".join(dice.choices(WORDS, k=90)).capitalize() + "."]
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in parts)
    cell = "<w:tc><w:p><w:r><w:t>celle</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl>{f'<w:tr>{cell * 4}</w:tr>' * 20}</w:tbl>"
    made = io.BytesIO()
    with contextlib.closing(zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED)) as archive:
        for name, text in PACKAGE.items():
            archive.writestr(name, text)
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD_SPACE}"><w:body>{body}{table}</w:body></w:document>'
        )
    return made.getvalue()

"""Reading a plan document of 15 pages, from the start of the program to its JSON. Seconds of the wall clock."""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from merkbar.web.bench.place import Place
from merkbar.web.bench.table import Figure, quantile

PAGES = 15
LINES = 46
LIMIT = 2.0
ROUNDS = 5


def measure(place: Place, asked: argparse.Namespace) -> Iterator[Figure]:
    """Read the same PDF several times, each time in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.pdf"
        file.write_bytes(document())
        seconds = [_once(file) for _round in range(ROUNDS)]
    middle = quantile(seconds, 0.5)
    yield Figure("plan of 15 pages read", middle, "s", f"≤ {LIMIT:.0f} s", middle <= LIMIT, p95=quantile(seconds, 0.95))


def _once(file: Path) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "merkbar.web.ops", "plan", "read", str(file)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - begun


def document() -> bytes:
    """A PDF of full pages: headings, paragraphs and points."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for page in range(PAGES):
        drawn = [_line(page, row) for row in range(LINES)]
        stream = b"\n".join(drawn)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        inside = b"/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(b"<</Type/Page%s/Contents %d 0 R>>" % (inside, len(objects)))
    kids = b" ".join(b"%d 0 R" % number for number in range(5, len(objects) + 1, 2))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (PAGES, kids)
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return bytes(out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end)


def _line(page: int, row: int) -> bytes:
    if row == 0:
        size, text = 16, f"Tema {page + 1}: Noe vi vil"
    elif row % 3:
        size, text = 11, "Vi skal ha gode og trygge tjenester til alle som bor i kommunen vår, hver dag hele året."
    else:
        size, text = 11, f"- Minst {row + 1} brukere er med hvert år"
    return b"BT /F1 %d Tf 1 0 0 1 60 %d Tm (%s) Tj ET" % (size, 800 - 16 * row, text.encode("latin-1"))

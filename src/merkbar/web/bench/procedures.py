"""Procedures: 400 Word documents moved in, one published to many readers, a reading list, and search among them."""

import argparse
import importlib
import re
import time
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from merkbar.web.bench.documents import DOCUMENTS, packed
from merkbar.web.bench.library import READER
from merkbar.web.bench.pages import SMALL, Page, beside_floor
from merkbar.web.bench.place import Place
from merkbar.web.bench.table import Figure, quantile
from merkbar.web.bench.visitor import Visitor

MOVE_LIMIT, SEARCH_LIMIT, PUBLISH_LIMIT = 240.0, 100.0, 1000.0
"""Seconds for all documents; milliseconds for a search at the 95th percentile, and for the request that publishes."""
QUERIES = ("falt", "legemiddel", "nøkler", "medisinkontroll", "P-MH-03", "brukere smitte", "vedtaket", "hjelpemidler")
SEARCHED = ("/prosedyrer/?q=", "/prosedyrer/gjelder-meg/?q=")
PUBLISHED = 5
"""Procedures published, one after the other."""
PAUSE = 4.0
"""Seconds between two of them, for the job that tells the readers of the first."""
SENDER = "kvalitetsradgiver"
MOVE_IN = "/prosedyrer/flytt-inn/"
TOLD = re.compile(r"(\d+) av \d+ dokumenter er lest")
ENDED = f"{DOCUMENTS} av {DOCUMENTS} dokumenter kan flyttes inn."


class NotMoved(Exception):
    """The move-in ended otherwise than it should."""


def measure(place: Place, asked: argparse.Namespace) -> Iterator[Figure]:
    """Each in turn, the ones that change something last."""
    page = Page("reading list", READER, "/leseliste/")
    yield from beside_floor(place, [page], asked.rounds, SMALL + 1)
    for address in SEARCHED:
        yield _search(place, address)
    yield _publish(place)
    yield from _move_in(place)


def _search(place: Place, address: str) -> Figure:
    """Time each query ten times for one reader, after a first that does not count."""
    reader = Visitor(place.port).log_in(READER)
    reader.ask(address + quote(QUERIES[0]))
    times = [reader.ask(address + quote(query))[0] for query in QUERIES * 10]
    p95 = quantile(times, 0.95)
    limit = f"p95 ≤ {SEARCH_LIMIT:.0f} ms"
    return Figure(f"search {address[:-3]}", quantile(times, 0.5), "ms", limit, p95 <= SEARCH_LIMIT, p95=p95)


def _publish(place: Place) -> Figure:
    """Approve several texts that many must read; the readers are told by a job."""
    publishing: Any = importlib.import_module(
        "merkbar.web.bench.publishing"
    )  # asks the database, so not before it is there
    unit, readers = publishing.many_readers()
    approver = Visitor(place.port).log_in(publishing.APPROVER)
    times = []
    for number in range(PUBLISHED):
        reference = f"P-BM-{number + 1}"
        publishing.submit(reference, unit)
        home = f"/prosedyrer/{reference}/utkast/"
        seen = re.search(r'name="seen" value="(\d+)"', approver.ask(home)[1])
        times.append(approver.post(f"{home}godkjenn/", seen=seen[1] if seen else "", planned_from=""))
        time.sleep(PAUSE)
    worst = max(times)
    name = f"publish to {readers} readers, request"
    return Figure(name, quantile(times, 0.5), "ms", f"≤ {PUBLISH_LIMIT:.0f} ms", worst <= PUBLISH_LIMIT, p95=worst)


def _move_in(place: Place) -> Iterator[Figure]:
    """Send the zip by the page on trial, which writes all and takes it back, and look until it has ended."""
    data = packed()
    sender = Visitor(place.port).log_in(SENDER)
    mark = uuid.uuid4().hex
    began = time.monotonic()
    request = _send(sender, data, mark)
    page = sender.ask(MOVE_IN)[1]
    address = max((int(pk) for pk in re.findall(rf'href="{MOVE_IN}(\d+)/"', page)), default=0)
    seen: set[str] = set()
    while 'id="framdrift"' in (page := sender.ask(f"{MOVE_IN}{address}/")[1]):
        seen |= set(TOLD.findall(page))
        time.sleep(0.5)
    seconds = time.monotonic() - began
    if ENDED not in " ".join(page.split()):
        raise NotMoved(page[:2000])
    met = seconds <= MOVE_LIMIT and len(seen) > 1
    yield Figure(f"move in {DOCUMENTS} .docx, to the end", seconds, "s", f"≤ {MOVE_LIMIT:.0f} s", met)
    yield Figure(f"move in, {len(data) / 1e6:.0f} MB sent", request, "ms")


def _send(sender: Visitor, data: bytes, mark: str) -> float:
    """Send a file and the tick for a trial; gives the time [ms]."""
    fields = {"csrfmiddlewaretoken": sender.token, "trial": "on"}
    head = "".join(f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items())
    head += f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="p.zip"\r\nContent-Type: application/zip\r\n\r\n'
    body = head.encode() + data + f"\r\n--{mark}--\r\n".encode()
    sent = {"Content_Type": f"multipart/form-data; boundary={mark}", "Origin": f"http://127.0.0.1:{sender.port}"}
    return sender.ask(MOVE_IN, method="POST", body=body, expect=302, **sent)[0]

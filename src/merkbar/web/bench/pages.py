"""The pages of a working day, each beside its floor, for two users at a time."""

import argparse
import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import psycopg
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from merkbar.web.bench.place import Place, together
from merkbar.web.bench.table import Figure, quantile
from merkbar.web.bench.visitor import Visitor

USERS = 2
EACH = 6
"""Requests of one user in one round, before the floor has its turn."""
SMALL, SMALL_LIMIT, RATIO, P95, STATISTICS, SLACK = 2, 40.0, 3.0, 150.0, 1.5, 30.0
"""Register and case 40 ms at 10,000 cases; else 3 × the floor and 150 ms at p95; statistics 1.5 × its statements + 30 ms."""
FRAME = {"django_session", "people_person", "people_post", "notices_notice"}
"""What the frame of every page asks: who is here, where they sit, what waits. No part of the floor."""
TABLE = re.compile(r'FROM "(\w+)"')
ONWARD = re.compile(r'href="[^"]*[?&;]etter=([^"&]+)"')
PEOPLE = (("unit", "leder.ost", "MH33"), ("sector", "kommunalsjef.mh", "MH3"), ("all", "kvalitetsradgiver", "MH3"))
DASHBOARD = ("/", "/indikatorer/", "/indikatorer/oversikt/", "/indikatorer/I05/")
"""What a director opens in the morning, with three years of numbers."""


@dataclass
class Page:
    """A page and what was measured."""

    name: str
    login: str
    path: str
    times: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    sql: float = 0.0
    queries: int = 0


def measure(place: Place, asked: argparse.Namespace) -> Iterator[Figure]:
    """Every page: median, 95th percentile, floor, statements."""
    yield from beside_floor(
        place, [page for page in _pages(place) if asked.match in page.name], asked.rounds, asked.size
    )


def beside_floor(place: Place, pages: Sequence[Page], rounds: int, size: int) -> Iterator[Figure]:
    """Each page and its floor in turn: median, 95th percentile, statements. `size` says which limit holds."""
    statements = {str(number): _statements(page) for number, page in enumerate(pages)}
    place.statements.write_text(json.dumps(statements), encoding="utf-8")
    visitors = {login: [Visitor(place.port).log_in(login) for _n in range(USERS)] for login in _logins(pages)}
    with place.floor() as port:
        bare = [Visitor(port) for _n in range(USERS)]
        for number, page in enumerate(pages):
            page.sql = _alone(place, statements[str(number)])
            _in_turn(page, visitors[page.login], bare, f"/{number}/", rounds)
            yield _figure(page, size)


def _logins(pages: Sequence[Page]) -> list[str]:
    return list(dict.fromkeys(page.login for page in pages))


def _pages(place: Place) -> Iterator[Page]:
    yield Page("report", "ansatt.ost", "/meld/")
    yield Page("my reports", "ansatt.ost", "/mine-meldinger/")
    if place.addresses.embedded:
        for path in DASHBOARD:
            yield Page(f"dashboard, sector {path}", "kommunalsjef.mh", path)
    for scope, login, unit in PEOPLE:
        visitor = Visitor(place.port).log_in(login)
        first = visitor.ask("/avvik/?status=alle")[1]
        onward, case = ONWARD.search(first), re.search(r'href="(/avvik/AV-[^"]+)"', first)
        yield Page(f"home, {scope}", login, "/")
        yield Page(f"register open, {scope}", login, "/avvik/")
        yield Page(f"register all, {scope}", login, "/avvik/?status=alle")
        if onward:
            yield Page(f"register next, {scope}", login, f"/avvik/?status=alle&etter={onward[1]}")
        narrow = f"/avvik/?status=alle&type=BR01&enhet={unit}&periode=i-ar"
        yield Page(f"register narrowed, {scope}", login, narrow)
        yield Page(f"register words, {scope}", login, "/avvik/?status=alle&q=multidose")
        yield Page(f"search, {scope}", login, "/sok/?q=fall")
        if case:
            yield Page(f"case, {scope}", login, case[1])
        if place.addresses.embedded:
            yield Page(f"statistics, {scope}", login, "/avvik/statistikk/")


def _statements(page: Page) -> list[str]:
    """What the page asks beyond its frame, as the database receives it."""
    client = Client()
    client.force_login(get_user_model().objects.get(login=page.login))
    client.get(page.path)
    with CaptureQueriesContext(connection) as seen:
        client.get(page.path)
    page.queries = len(seen.captured_queries)
    texts = [query["sql"] for query in seen.captured_queries]
    return [text for text in texts if _is_own(text)]


def _is_own(text: str) -> bool:
    found = TABLE.search(text)
    return text.startswith("SELECT") and bool(found) and found[1] not in FRAME  # type: ignore[index]


def _alone(place: Place, statements: Sequence[str]) -> float:
    """The statements alone on one connection, all rows fetched: median of seven [ms]."""
    times = []
    with psycopg.connect(place.addresses.url, autocommit=True) as alone:
        for _turn in range(7):
            began = time.perf_counter()
            for text in statements:
                alone.execute(text.encode()).fetchall()
            times.append((time.perf_counter() - began) * 1000)
    return quantile(times, 0.5)


def _in_turn(page: Page, visitors: list[Visitor], bare: list[Visitor], floor: str, rounds: int) -> None:
    """Page and floor in turn, so that what else the machine does hits both."""

    def ask(visitor: Visitor, path: str, times: list[float]) -> None:
        for _n in range(EACH):
            times.append(visitor.ask(path)[0])  # noqa: PERF401 - each is measured when it comes

    for visitor in (*visitors, *bare):
        visitor.line.close()
    warm: list[float] = []
    together([partial(ask, visitor, page.path, warm) for visitor in visitors])
    together([partial(ask, visitor, floor, warm) for visitor in bare])
    for _round in range(rounds):
        together([partial(ask, visitor, page.path, page.times) for visitor in visitors])
        together([partial(ask, visitor, floor, page.floor) for visitor in bare])


def _figure(page: Page, size: int) -> Figure:
    p50, p95, floor = quantile(page.times, 0.5), quantile(page.times, 0.95), quantile(page.floor, 0.5)
    limit, met = f"≤ {RATIO:.0f}×, p95 ≤ {P95:.0f}", p50 <= RATIO * floor and p95 <= P95
    if page.name.startswith("statistics"):
        limit, met = f"≤ {STATISTICS} sql + {SLACK:.0f}", p50 <= STATISTICS * page.sql + SLACK
    elif size <= SMALL and page.name.startswith(("register", "case")):
        limit, met = f"≤ {SMALL_LIMIT:.0f}", p50 <= SMALL_LIMIT
    return Figure(page.name, p50, "ms", limit, met, p95, floor, page.sql, page.queries)

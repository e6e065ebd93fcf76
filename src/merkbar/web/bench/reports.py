"""Reporting: one at a time for two users, and as fast as several clients can, durably, with all that a report writes."""

import argparse
import json
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial

import psycopg

from merkbar.web.bench.demo import PROGRAM
from merkbar.web.bench.place import Place, together
from merkbar.web.bench.table import Figure, quantile
from merkbar.web.bench.visitor import WORDS, Visitor

EACH = 60
CLIENTS = 8
CREATE_LIMIT, RATE = 30.0, 100.0
"""Milliseconds to create one; reports a second."""
SENDERS = (("ansatt.ost", "MH33"), ("ansatt.sykehjem", "MH13"), ("ansatt.skole", "MH31"), ("leder.ost", "MH33"))
WRITTEN = {
    "case": "deviations_deviation",
    "record": "records_record",
    "history of cases": "deviations_deviationevent",
    "history of records": "records_recordevent",
    "timeline": "records_entry",
    "receipt": "deviations_feedback",
    "notice": "notices_notice",
    "job": "procrastinate_jobs",
}


class Lost(Exception):
    """Fewer rows were written than reports were answered."""


def one_at_a_time(place: Place, _asked: argparse.Namespace) -> Iterator[Figure]:
    """Two users: by the API with a token, and by the form with a session."""
    for name, makers in (("create, API", _by_api(place, 2)), ("create, form", _by_form(place, 2))):
        times: list[float] = []
        together([partial(_times, make, times) for make in makers])
        p50 = quantile(times, 0.5)
        yield Figure(name, p50, "ms", f"≤ {CREATE_LIMIT:.0f}", p50 <= CREATE_LIMIT, quantile(times, 0.95))


def full_speed(place: Place, asked: argparse.Namespace) -> Iterator[Figure]:
    """Several clients without a pause; what was answered must be what was written, with fsync on."""
    for name, makers in (("reports, API", _by_api(place, CLIENTS)), ("reports, form", _by_form(place, CLIENTS))):
        before = _counts(place)
        times: list[float] = []
        began = time.monotonic()
        together([partial(_until, began + asked.seconds, make, times) for make in makers])
        rate = len(times) / (time.monotonic() - began)
        _whole(before, _counts(place), len(times))
        yield Figure(name, rate, "/s", f"≥ {RATE:.0f}/s durable", rate >= RATE, quantile(times, 0.95))


def _times(make: Callable[[], float], times: list[float]) -> None:
    for turn in range(EACH + 5):
        took = make()
        if turn >= 5:  # noqa: PLR2004 - the first ones warm up
            times.append(took)


def _until(end: float, make: Callable[[], float], times: list[float]) -> None:
    while time.monotonic() < end:
        times.append(make())


def _by_api(place: Place, number: int) -> list[Callable[[], float]]:
    makers: list[Callable[[], float]] = []
    for turn in range(number):
        login, unit = SENDERS[turn % len(SENDERS)]
        command = [*PROGRAM, "token", "create", login, "--scope", "read,write"]
        secret = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
        makers.append(partial(_post, Visitor(place.port), secret, unit))
    return makers


def _post(visitor: Visitor, secret: str, unit: str) -> float:
    body = json.dumps({"what": WORDS, "unit": unit, "harm": 1}).encode()
    sent = {
        "Authorization": f"Bearer {secret}",
        "Content_Type": "application/json",
        "Idempotency_Key": str(uuid.uuid4()),
    }
    return visitor.ask("/api/v1/deviations", method="POST", body=body, expect=201, **sent)[0]


def _by_form(place: Place, number: int) -> list[Callable[[], float]]:
    chosen = [SENDERS[turn % len(SENDERS)] for turn in range(number)]
    return [partial(Visitor(place.port).log_in(login).report, unit) for login, unit in chosen]


def _counts(place: Place) -> dict[str, int]:
    with psycopg.connect(place.addresses.url, autocommit=True) as alone:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            if alone.execute(f"SHOW {setting}").fetchone() != ("on",):
                raise Lost(f"{setting} is not on")
        text = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in WRITTEN.values())  # noqa: S608 - our own names
        row = alone.execute(text.encode()).fetchone()
        return dict(zip(WRITTEN, row or (), strict=True))


def _whole(before: dict[str, int], after: dict[str, int], answered: int) -> None:
    missing = [name for name in WRITTEN if after[name] - before[name] < answered]
    if missing:
        raise Lost(", ".join(f"{name}: {after[name] - before[name]} of {answered}" for name in missing))

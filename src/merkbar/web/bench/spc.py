"""Figures of many indicators by `merkbar spc`. Seconds of processor time above that of an empty list."""

import argparse
import json
import random
import resource
import subprocess
import sys
from collections.abc import Iterator

from merkbar.web.bench.place import Place
from merkbar.web.bench.table import Figure, quantile

INDICATORS, MONTHS = 500, 24
LONG = 1_000
LIMIT, LONG_LIMIT = 1.0, 0.05
ROUNDS = 7
CHARTS = ("run", "i", "p", "pp", "u", "up", "c", "g", "t")


def measure(place: Place, asked: argparse.Namespace) -> Iterator[Figure]:
    """Many short series, and one long one, each set beside a start that answers nothing."""
    many = f"spc, {INDICATORS} indicators × {MONTHS} points"
    yield _figure(many, [_case(nth, MONTHS) for nth in range(INDICATORS)], LIMIT)
    yield _figure(f"spc, {LONG} points", [_case(1, LONG)], LONG_LIMIT)


def _figure(name: str, cases: list[dict[str, object]], limit: float) -> Figure:
    words = json.dumps(cases).encode()
    above = [_processor(words) - _processor(b"[]") for _round in range(ROUNDS)]
    seconds = max(0.0, quantile(above, 0.5))
    return Figure(name, seconds * 1000, "ms", f"≤ {limit * 1000:.0f} ms", seconds <= limit, p95=max(above) * 1000)


def _processor(words: bytes) -> float:
    """Processor time of one run of the program [s]."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "merkbar.web.ops", "spc"]
    subprocess.run(command, input=words, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _case(nth: int, points: int) -> dict[str, object]:
    """A series with all kinds of charts in turn, and every fourth by the NHS rules."""
    chance = random.Random(nth)  # noqa: S311 - the same figures every time
    n = [chance.randint(60, 90) for _point in range(points)]
    y = [chance.randint(5, 50) for _point in range(points)]
    if nth % 4 == 0:
        return {"engine": "ptd", "series": {"y": y}, "options": {"target": 20}}
    return {"engine": "qic", "series": {"y": y, "n": n}, "options": {"chart": CHARTS[nth % len(CHARTS)]}}

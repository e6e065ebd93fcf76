"""How long it takes until a municipality can be looked at: load, warm start, cold start."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from merkbar.web.bench.table import Figure
from merkbar.web.ops.serving import free_port

PROGRAM = [sys.executable, "-X", "utf8", "-m", "merkbar.web.ops"]
LOAD_LIMIT, WARM_LIMIT, COLD_LIMIT = 20.0, 10.0, 180.0
"""Seconds (the demo's own size for the first)."""
STOP_WITHIN = 30


class NotReady(Exception):
    """The server ended before it said that it was ready."""


def loaded(var: Path, size: int) -> Iterator[Figure]:
    """Make the data folder if it is not there: migrate, load, and say how long the load took."""
    mark = var / "loaded"
    if mark.exists():
        return
    shutil.rmtree(var, ignore_errors=True)
    subprocess.run([*PROGRAM, "migrate"], check=True)  # noqa: S603
    began = time.monotonic()
    subprocess.run([*PROGRAM, "demo", "load", "--size", str(size)], check=True)  # noqa: S603
    seconds = time.monotonic() - began
    mark.touch()
    limit, met = (f"≤ {LOAD_LIMIT:.0f} s", seconds <= LOAD_LIMIT) if size == 1 else ("", None)
    yield Figure(f"demo load --size {size}", seconds, "s", limit, met)


def warm(var: Path) -> Iterator[Figure]:
    """Time a start on data and files that are there already, like the second `make demo`."""
    with serving(var):
        pass
    began = time.monotonic()
    with serving(var):
        seconds = time.monotonic() - began
    yield Figure("demo ready, warm", seconds, "s", f"≤ {WARM_LIMIT:.0f} s", seconds <= WARM_LIMIT)


def cold(var: Path) -> Figure:
    """Time `make demo` in a fresh clone: packages, build, database, load."""
    clone = var.parent / "clone"
    shutil.rmtree(clone, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", ".", str(clone)], check=True)  # noqa: S603, S607
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MERKBAR_")}
    port = free_port("127.0.0.1", 0)
    began = time.monotonic()
    with _until_ready(["make", "-C", str(clone), "demo", f"PORT={port}"], environment):
        seconds = time.monotonic() - began
    return Figure("make demo ready, cold", seconds, "s", f"≤ {COLD_LIMIT:.0f} s", seconds <= COLD_LIMIT)


@contextmanager
def serving(var: Path) -> Iterator[int]:
    """Serve the demo as `make demo` does; gives the port."""
    port = free_port("127.0.0.1", 0)
    with _until_ready([*PROGRAM, "demo", "serve", "--port", str(port)], {**os.environ, "MERKBAR_VAR": str(var)}):
        yield port


@contextmanager
def _until_ready(command: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    """Run a program from the moment it says «Ready» until we are done with it."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)  # noqa: S603
    try:
        if process.stdout is None or not any(line.startswith("Ready") for line in process.stdout):
            raise NotReady(" ".join(command))
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(STOP_WITHIN)

"""`python -m merkbar.web.bench`: load, serve, measure, and print one table."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.db import connections

from merkbar.web.bench import demo, library, pages, phone, plans, procedures, reports, spc
from merkbar.web.bench.place import Place
from merkbar.web.bench.table import Figure, kept, show, write
from merkbar.web.ops.django_ready import connect, prepare
from merkbar.web.ops.surroundings import database

Part = Callable[[Place, argparse.Namespace], Iterator[Figure]]
SERVED: dict[str, Part] = {
    "pages": pages.measure,
    "create": reports.one_at_a_time,
    "reports": reports.full_speed,
    "phone": phone.measure,
    "plans": plans.measure,
    "spc": spc.measure,
}
APART: dict[str, Part] = {"procedures": procedures.measure}
"""Parts on data of their own, so that the others keep theirs."""
PARTS = ("demo", *SERVED, *APART)
WRITING = {"create", "reports"}
"""Parts that leave thousands of cases behind."""
FOLDER = Path("var/bench")


def arguments() -> argparse.Namespace:
    """Read the words."""
    parser = argparse.ArgumentParser(prog="merkbar.web.bench", description=__doc__)
    parser.add_argument("--size", type=int, default=2, help="times the demo's 5,657 cases (2; 200 is 1.1 million)")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts to run ({','.join(PARTS)})")
    parser.add_argument("--rounds", type=int, default=8, help="rounds of page and floor in turn (8)")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long to report at full speed (10)")
    parser.add_argument("--cold", action="store_true", help="also `make demo` in a fresh clone, from nothing")
    parser.add_argument("--match", default="", help="only pages whose name has this")
    return parser.parse_args()


def figures(asked: argparse.Namespace, var: Path) -> Iterator[Figure]:
    """Measure the parts asked for, each on the same data."""
    parts = asked.only.split(",")
    if not set(parts) <= set(APART):
        yield from demo.loaded(var, asked.size)
    if "demo" in parts:
        yield from demo.warm(var)
    if asked.cold:
        yield demo.cold(var)
    yield from _served([SERVED[part] for part in parts if part in SERVED], asked, var)
    if set(parts) & WRITING:
        (var / "loaded").unlink()  # the next time on data of the size it says
    if set(parts) & set(APART):
        apart = var.parent / "procedures"
        os.environ["MERKBAR_VAR"] = str(apart)
        library.laid(apart)
        yield from _served([APART[part] for part in parts if part in APART], asked, apart)


def _served(parts: Sequence[Part], asked: argparse.Namespace, var: Path) -> Iterator[Figure]:
    """Measure these on the data of one folder, served."""
    if not parts:
        return
    with database() as addresses, demo.serving(var) as port:
        prepare()
        connect(addresses.url)
        place = Place(addresses, port, var, Path("var/bench/pages.json").resolve())
        for part in parts:
            yield from part(place, asked)
        connections.close_all()
        del connections["default"]


def main() -> int:
    """Measure and print; the figures are kept as lines of JSON."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what we started is stopped
    asked = arguments()
    var = (FOLDER / f"size-{asked.size}").resolve()
    os.environ["MERKBAR_VAR"] = str(var)
    os.environ.pop("DATABASE_URL", None)
    found = []
    for figure in figures(asked, var):
        found.append(figure)
        sys.stdout.write(f"… {figure.name}: {figure.shown}\n")
        sys.stdout.flush()
    place = FOLDER / f"size-{asked.size}.jsonl"
    small = kept(FOLDER / "size-2.jsonl") if asked.size > 2 else {}  # noqa: PLR2004
    write(place, found)
    sys.stdout.write(show(found, small))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

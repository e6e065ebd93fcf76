"""`merkbar import`: tables from other systems, all or nothing."""

import argparse
import sys
from pathlib import Path

from merkbar.web.movein.lines import HEADINGS
from merkbar.web.movein.running import move_in
from merkbar.web.movein.source import open_source
from merkbar.web.ops.importing import headings, import_file

MOST_SHOWN = 200
PROCEDURES = "procedures"
EVERY = 25
"""Documents between two lines of progress."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what and from where."""
    kinds = {**headings(), PROCEDURES: HEADINGS}
    parser.add_argument("kind", choices=kinds, metavar="SLAG", help=f"hva filen holder: {', '.join(kinds)}")
    parser.add_argument(
        "file",
        type=Path,
        metavar="FIL",
        help="CSV (UTF-8) eller XLSX; første rad er overskrifter. Prosedyrer: en mappe eller zip med dokumentene og en slik liste",
    )
    parser.add_argument("--dry-run", action="store_true", help="prøv alt, men ta ikke vare på noe")
    lines = [f"  {kind:<14}{' '.join(names)}" for kind, names in kinds.items()]
    parser.epilog = "\n".join(["overskrifter:", *lines])


def run(args: argparse.Namespace) -> int:
    """Import, or tell every fault and keep nothing."""
    if args.kind == PROCEDURES:
        number, faults = _procedures(args)
    else:
        number, faults = import_file(args.kind, args.file, dry_run=args.dry_run)
    if faults:
        sys.stderr.writelines(f"{fault}\n" for fault in faults[:MOST_SHOWN])
        more = f" De første {MOST_SHOWN} står over." if len(faults) > MOST_SHOWN else ""
        sys.stderr.write(f"\n{len(faults)} feil i {number} rader.{more} Ingenting er lest inn.\n")
        return 1
    sys.stdout.write(
        f"{number} rader er i orden. Ingenting er lest inn.\n" if args.dry_run else f"{number} rader er lest inn.\n"
    )
    return 0


def _procedures(args: argparse.Namespace) -> tuple[int, list[str]]:
    """Move in a folder or a zip, tell how far it has come, and what could not be carried."""
    outcome = move_in(open_source(args.file), by=None, trial=args.dry_run, progress=_tell)
    for one in outcome.carried:
        sys.stdout.writelines(f"{one.number} ({one.file}): {sentence}\n" for sentence in one.lost)
        sys.stdout.writelines(f"{one.number} ({one.file}): lenke ut: {link}\n" for link in one.links)
    sys.stdout.writelines(f"Står ikke på lista: {name}\n" for name in outcome.unused)
    return outcome.rows, outcome.sentences


def _tell(done: int, total: int) -> None:
    if done % EVERY == 0 or done == total:
        sys.stderr.write(f"{done} av {total} dokumenter er lest.\n")

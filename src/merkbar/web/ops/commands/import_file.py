"""`merkbar import`: tables from other systems, all or nothing."""

import argparse
import sys
from pathlib import Path

from merkbar.web.ops.importing import headings, import_file

MOST_SHOWN = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what and from where."""
    kinds = headings()
    parser.add_argument("kind", choices=kinds, metavar="SLAG", help=f"hva filen holder: {', '.join(kinds)}")
    parser.add_argument("file", type=Path, metavar="FIL", help="CSV (UTF-8) eller XLSX; første rad er overskrifter")
    parser.add_argument("--dry-run", action="store_true", help="prøv alt, men ta ikke vare på noe")
    lines = [f"  {kind:<14}{' '.join(names)}" for kind, names in kinds.items()]
    parser.epilog = "\n".join(["overskrifter:", *lines])


def run(args: argparse.Namespace) -> int:
    """Import, or tell every fault and keep nothing."""
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

"""`merkbar demo load`: the demo municipality, into an empty database."""

import argparse
import datetime as dt
import sys

from django.utils.translation import gettext as _

from merkbar.ground.people.models import Person
from merkbar.web.demo.loader import load
from merkbar.web.ops.refusal import Refusal
from merkbar.web.ops.surroundings import is_production

TODAY = dt.date(2026, 9, 21)
"""The day of the story (scenario 4.1)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which day it is and how much."""
    parser.add_argument(
        "--today", type=dt.date.fromisoformat, default=TODAY, metavar="DATO", help=f"dagens dato ({TODAY})"
    )
    parser.add_argument("--size", type=int, default=1, metavar="N", help="så mange ganger flere avvik (1)")


def run(args: argparse.Namespace) -> int:
    """Load it, unless somebody is here already."""
    if is_production():
        raise Refusal(_("Demokommunen kan ikke lastes når MERKBAR_ENV er «production»."))
    if args.size < 1:
        raise Refusal(_("--size må være minst 1."))
    if Person.objects.exists():
        raise Refusal(_("Databasen er ikke tom. Kjør «make demo-reset» for å begynne på nytt."))
    load(today=args.today, size=args.size)
    sys.stdout.write(_("Demokommunen Solvik er lastet.") + "\n")
    return 0

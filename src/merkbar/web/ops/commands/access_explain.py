"""`merkbar access explain`: why a person may or may not see a record, one sentence each and a conclusion."""

import argparse
import sys

from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.web.ops.explaining import explain
from merkbar.web.ops.refusal import Refusal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say who and what."""
    parser.add_argument("person", metavar="PERSON", help="brukernavnet")
    parser.add_argument("ref", metavar="SAK", help="saksnummeret, for eksempel AV-2026-00017")


def run(args: argparse.Namespace) -> int:
    """Explain."""
    person = Person.objects.filter(login__iexact=args.person).first()
    if person is None:
        raise Refusal(f"Fant ingen person med brukernavn «{args.person}».")
    record = Record.objects.select_related("unit", "owner").filter(reference=args.ref.upper()).first()
    if record is None:
        raise Refusal(f"Fant ingen sak med nummer «{args.ref}».")
    sys.stdout.writelines(f"{line}\n" for line in explain(person, record))
    return 0

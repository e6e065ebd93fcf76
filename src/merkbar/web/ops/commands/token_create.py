"""`merkbar token create`: one API token on standard output and nothing else."""

import argparse
import sys

from django.core.exceptions import ValidationError

from merkbar.ground.people.models import Person
from merkbar.web.api.models import Scope
from merkbar.web.api.writes import make_token
from merkbar.web.ops.refusal import Refusal

NAME = "laget av driftsansvarlig"


def scope(text: str) -> str:
    """Read `read`, `write` or both, in any order."""
    asked = set(text.split(","))
    for value in Scope.values:
        if set(value.split(",")) == asked:
            return value
    raise ValueError(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say whose, for what and how long."""
    parser.add_argument("login", metavar="BRUKERNAVN", help="personen nøkkelen handler på vegne av")
    parser.add_argument("--scope", type=scope, default="read", help="read, write eller read,write (read)")
    parser.add_argument("--days", type=int, default=1, metavar="N", help="så mange dager den gjelder (1)")
    parser.add_argument("--name", default=NAME, metavar="TEKST", help="hva den brukes til")


def run(args: argparse.Namespace) -> int:
    """Make the token and print it."""
    person = Person.objects.filter(login__iexact=args.login, is_active=True).first()
    if person is None:
        raise Refusal(f"Fant ingen aktiv person med brukernavn «{args.login}».")
    try:
        _token, secret = make_token(by=None, person=person, name=args.name, scope=args.scope, days=args.days)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    sys.stdout.write(f"{secret}\n")
    return 0

"""The program `merkbar`. Its table names each command's module, which is imported only when asked for.

A module has `add_arguments(parser)` and `run(args) -> int`: 0 is done, 1 refused; misuse is 2. Django is loaded only
for commands that need it, the database only once the words are understood.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import psycopg

from merkbar.web.ops.norwegian import Parser
from merkbar.web.ops.postgres import PostgresError
from merkbar.web.ops.refusal import Refusal
from merkbar.web.ops.surroundings import database

DONE, REFUSED, MISUSED = 0, 1, 2
HOME = "merkbar.web.ops.commands"


class Needs(Enum):
    """What a command must have before it runs."""

    NOTHING = 0
    DATABASE = 1
    OWNER = 2


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the table."""

    module: str
    help: str
    needs: Needs = Needs.DATABASE


COMMANDS = {
    "serve": Command(f"{HOME}.serve", "start Merkbar: nettsider, jobber og database", Needs.NOTHING),
    "migrate": Command(f"{HOME}.migrate", "gjør databasen klar for denne versjonen", Needs.OWNER),
    "demo serve": Command(f"{HOME}.demo_serve", "start Merkbar med demokommunen Solvik", Needs.NOTHING),
    "demo load": Command(f"{HOME}.demo_load", "fyll en tom database med demokommunen", Needs.OWNER),
    "demo reset": Command(f"{HOME}.demo_reset", "tøm demodatabasen", Needs.NOTHING),
    "token create": Command(f"{HOME}.token_create", "lag en API-nøkkel for en person"),
    "import": Command(
        f"{HOME}.import_file", "les inn enheter, personer, roller, avvik eller målinger fra CSV eller XLSX"
    ),
    "plan read": Command(f"{HOME}.plan_read", "les et plandokument og skriv det ut som et tre (JSON)", Needs.NOTHING),
    "access matrix": Command(
        f"{HOME}.access_matrix", "skriv ut hvilke roller som har hvilke rettigheter", Needs.NOTHING
    ),
    "access explain": Command(f"{HOME}.access_explain", "forklar hvorfor en person kan eller ikke kan se en sak"),
    "spc": Command(f"{HOME}.spc", "regn ut seriediagram og kontrollkart fra JSON", Needs.NOTHING),
    "doctor": Command(f"{HOME}.doctor", "sjekk at installasjonen har det bra"),
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if words is None else words)
    name = command_in(words)
    if name is None:
        return _overview(words)
    try:
        return _run(COMMANDS[name], name, words[len(name.split()) :])
    except (Refusal, PostgresError) as refusal:
        return _say(str(refusal))
    except KeyboardInterrupt:
        return _say("Avbrutt.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED


def command_in(words: Sequence[str]) -> str | None:
    """Find the command at the start of a command line.

    >>> command_in(["demo", "load", "--size", "2"])
    'demo load'
    """
    for length in (2, 1):
        name = " ".join(words[:length])
        if len(words) >= length and name in COMMANDS:
            return name
    return None


def _run(command: Command, name: str, words: Sequence[str]) -> int:
    if command.needs is Needs.NOTHING:
        module = importlib.import_module(command.module)
        return int(module.run(_arguments(module, command, name, words)))
    ready = importlib.import_module("merkbar.web.ops.django_ready")
    ready.prepare()
    module = importlib.import_module(command.module)
    args = _arguments(module, command, name, words)
    with database() as addresses:
        ready.connect(addresses.owner_url if command.needs is Needs.OWNER else addresses.url)
        try:
            return int(module.run(args))
        except ready.OperationalError as error:
            raise Refusal(f"Fikk ikke kontakt med databasen: {_first_line(error)}") from error
        except ready.ProgrammingError as error:
            if not isinstance(error.__cause__, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn):
                raise
            raise Refusal("Databasen er ikke klar for denne versjonen. Kjør «merkbar migrate» først.") from error


def _arguments(module: Any, command: Command, name: str, words: Sequence[str]) -> argparse.Namespace:
    parser = Parser(f"merkbar {name}", sentence(command.help))
    module.add_arguments(parser)
    return parser.parse_args(words)


def _overview(words: Sequence[str]) -> int:
    """Show the commands, all of them or those of one group; anything but a question for help is misuse."""
    asked = [word for word in words if word not in {"-h", "--help"}]
    group = asked[0] if asked and any(name.startswith(f"{asked[0]} ") for name in COMMANDS) else ""
    helped = len(asked) < len(words) and asked == ([group] if group else [])
    chosen = {name: command for name, command in COMMANDS.items() if not group or name.startswith(f"{group} ")}
    width = max(map(len, chosen)) + 2
    lines = [f"  {name:<{width}}{command.help}" for name, command in chosen.items()]
    unknown = [word for word in asked if word != group][:1]
    opening = [f"Ukjent kommando: {unknown[0]}."] if unknown else ["Merkbar – kvalitet og avvik i kommunen."]
    text = "\n".join([*opening, "", "bruk: merkbar KOMMANDO …", "", *lines, "", "Hjelp: merkbar KOMMANDO --help", ""])
    (sys.stdout if helped else sys.stderr).write(text)
    return DONE if helped else MISUSED


def sentence(text: str) -> str:
    """Make a help line into a sentence."""
    return f"{text[:1].upper()}{text[1:]}."


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]


def _say(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return REFUSED

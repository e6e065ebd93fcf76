"""Command lines that speak bokmål: argparse knows only English."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

SENTENCES = (
    (r"the following arguments are required: (.*)", r"Mangler: \1."),
    (r"unrecognized arguments: (.*)", r"Ukjent: \1."),
    (r"argument (.*): invalid choice: (\S+) \(choose from (.*)\)", r"\1: \2 finnes ikke. Velg mellom \3."),
    (r"argument (.*): expected one argument", r"\1: mangler verdi."),
    (r"argument (.*): invalid int value: (.*)", r"\1: \2 er ikke et helt tall."),
    (r"argument (.*): invalid \w+ value: (.*)", r"\1: \2 kan ikke brukes."),
    (r"argument (.*): not allowed with argument (.*)", r"\1 kan ikke brukes sammen med \2."),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 tar ingen verdi: \2."),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 kan være flere: \2."),
    (r"argument (.*): (.*)", r"\1: \2"),
)
"""What argparse says → what we say; the first that fits."""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """«bruk:» before the usage line."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable["argparse._MutuallyExclusiveGroup"],
        prefix: str | None = None,
    ) -> None:
        """Write the usage line."""
        super().add_usage(usage, actions, groups, prefix or "bruk: ")


class Parser(argparse.ArgumentParser):
    """An argparse parser in bokmål: misuse ends with status 2 and one sentence."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog, description=description, formatter_class=Formatter, add_help=False, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "argumenter", "valg"
        self.add_argument("-h", "--help", action="help", help="vis denne hjelpen")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is."""
        self.exit(2, f"{in_norwegian(message)}\nHjelp: {self.prog} --help\n")

    def _print_message(self, message: str, file: Any = None) -> None:
        (file or sys.stderr).write(message)


def in_norwegian(message: str) -> str:
    """Turn one of argparse's messages into bokmål.

    >>> in_norwegian("unrecognized arguments: --x")
    'Ukjent: --x.'
    """
    for english, norwegian in SENTENCES:
        found = re.fullmatch(english, message, re.DOTALL)
        if found:
            return found.expand(norwegian)
    return message

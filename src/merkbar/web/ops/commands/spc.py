"""`merkbar spc < cases.json`: run and control charts of series on standard input, as JSON on standard output."""

import argparse
import json
import sys

from merkbar.check.indicators.figures import program

MISUSED = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Answer one case or a list of them; a case that is refused says why in its place."""
    try:
        cases = json.loads(sys.stdin.buffer.read())
    except (ValueError, RecursionError):
        return _misused("Det som ble lest inn, er ikke gyldig JSON i UTF-8.")
    if not isinstance(cases, dict | list):
        return _misused("Forventet ett tilfelle eller en liste med tilfeller.")
    json.dump(program(cases), sys.stdout, ensure_ascii=False, allow_nan=False)
    sys.stdout.write("\n")
    return 0


def _misused(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\nHjelp: merkbar spc --help\n")
    return MISUSED

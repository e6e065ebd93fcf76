"""`merkbar doctor`: a health report; status 1 if anything is wrong."""

import argparse
import sys

from merkbar.web.ops.checkup import Finding, examine

SIGNS = {"ok": "i orden", "warning": "merk", "wrong": "FEIL"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Print one line for each thing examined."""
    findings = examine()
    sys.stdout.writelines(f"{_line(finding)}\n" for finding in findings)
    wrong = sum(finding.verdict == "wrong" for finding in findings)
    sys.stdout.write(f"\n{wrong} feil.\n" if wrong else "\nIngen feil.\n")
    return 1 if wrong else 0


def _line(finding: Finding) -> str:
    return f"{SIGNS[finding.verdict]:<9}{finding.what:<14}{finding.sentence}"

"""`merkbar access matrix`: the policy as CSV on standard output."""

import argparse
import csv
import sys

from merkbar.ground.access.table import matrix


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Write one line a role and one column a right."""
    csv.writer(sys.stdout, lineterminator="\n").writerows(matrix())
    return 0

"""`merkbar demo serve`: what `make demo` runs."""

import argparse

from merkbar.web.ops.commands import serve
from merkbar.web.ops.serving import serve as start


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say where to listen."""
    serve.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Load the demo if the database is empty, and serve until stopped."""
    return start(args.host, args.port, demo=True)

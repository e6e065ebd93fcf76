"""`merkbar serve`: everything a municipality needs, in the foreground."""

import argparse

from merkbar.web.ops.serving import DEFAULT_HOST, DEFAULT_PORT, serve

HIGHEST_PORT = 65_535


def port(text: str) -> int:
    """Read a port number."""
    number = int(text)
    if not 0 <= number <= HIGHEST_PORT:
        raise ValueError
    return number


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say where to listen."""
    parser.add_argument("--host", default=DEFAULT_HOST, help=f"adressen å lytte på ({DEFAULT_HOST})")
    parser.add_argument("--port", type=port, default=DEFAULT_PORT, help=f"porten å lytte på ({DEFAULT_PORT})")


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    return serve(args.host, args.port, demo=False)

"""`merkbar plan read`: a plan document as JSON on standard output. Loads no Django."""

import argparse
import json
import sys
from pathlib import Path

from merkbar.plan.goals.reading import Unreadable, as_json, read
from merkbar.web.ops.refusal import Refusal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which document."""
    parser.add_argument("file", type=Path, metavar="FIL", help="planen: .txt, .md, .docx eller .pdf")


def run(args: argparse.Namespace) -> int:
    """Write the tree, or one sentence about why not."""
    try:
        reading = read(args.file)
    except Unreadable as error:
        raise Refusal(str(error)) from error
    text = json.dumps(as_json(reading), ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.buffer.flush()
    return 0

"""Django's own commands on our own database: `python -m tests.tools.django makemigrations --check`."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from merkbar.web.ops import postgres


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merkbar.web.settings")
    server = postgres.start(Path("var/test"), durable=False)
    os.environ["DATABASE_URL"] = server.owner_url
    try:
        execute_from_command_line(sys.argv)
    finally:
        server.stop()


if __name__ == "__main__":
    main()

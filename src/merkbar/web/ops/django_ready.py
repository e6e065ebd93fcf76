"""Make Django ready for a command: settings first, the database when the words are understood."""

import os

import django
from django.db import OperationalError, ProgrammingError, connections

from merkbar.web.ops.surroundings import secret_key
from merkbar.web.settings import database

__all__ = ["OperationalError", "ProgrammingError", "connect", "prepare"]


def prepare() -> None:
    """Read the settings and load the models; no database is asked yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merkbar.web.settings")
    os.environ["MERKBAR_SECRET_KEY"] = secret_key()
    django.setup()


def connect(url: str) -> None:
    """Let this process use the database at a libpq address, one connection and no pool."""
    settings = database(url)
    settings["OPTIONS"] = {key: value for key, value in settings["OPTIONS"].items() if key != "pool"}
    connections.settings["default"].update(settings)

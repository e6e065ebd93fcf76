"""`merkbar demo reset`: empty our own database, if what is in it is a demo."""

import argparse
import os
import shutil
import sys

import psycopg

from merkbar.web.ops import postgres
from merkbar.web.ops.refusal import Refusal
from merkbar.web.ops.surroundings import is_production, var


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Drop the demo's database and make an empty one."""
    if is_production() or os.environ.get("DATABASE_URL"):
        raise Refusal("Bare den innebygde demodatabasen kan tømmes, ikke databasen i DATABASE_URL eller i produksjon.")
    server = postgres.start(var())
    try:
        if not _is_demo(server.owner_url):
            raise Refusal("Databasen ser ikke ut som demoen, så den blir ikke tømt.")
        with psycopg.connect(server.admin_url, autocommit=True) as admin:
            admin.execute("DROP DATABASE merkbar")
    except psycopg.errors.ObjectInUse as error:
        raise Refusal("Merkbar kjører. Stopp det først.") from error
    finally:
        server.stop()
    postgres.start(var()).stop()
    shutil.rmtree(var() / "files", ignore_errors=True)
    sys.stdout.write("Demodatabasen er tom.\n")
    return 0


def _is_demo(url: str) -> bool:
    """Whether the data are a demo's, which alone stores a start of the clock, or there are none."""
    with psycopg.connect(url) as connection:
        for table in ("clock_clockstart", "people_person"):
            there = connection.execute("SELECT to_regclass(%s)", [table]).fetchone() != (None,)
            held = there and bool(connection.execute(f"SELECT FROM {table} LIMIT 1").rowcount)
            if table == "clock_clockstart" and held:
                return True
    return not held

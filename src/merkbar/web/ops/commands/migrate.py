"""`merkbar migrate`: bring the tables to this version, as their owner, one at a time."""

import argparse
import sys
import time

from django.core.management import call_command
from django.db import OperationalError, connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from merkbar.ground.clock.models import ClockStart
from merkbar.ground.people.models import Role
from merkbar.web import baseline
from merkbar.web.ops.refusal import Refusal
from merkbar.web.ops.surroundings import database, is_production

LOCK = 7_266_227
"""Number of the advisory lock that lets one migration run at a time («MRK» on a phone)."""
RIGHTS = (
    "GRANT USAGE ON SCHEMA public TO {app}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {app}",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say how long to wait."""
    parser.add_argument("--wait", type=int, default=60, metavar="SEKUNDER", help="vent så lenge på databasen (60)")


def run(args: argparse.Namespace) -> int:
    """Wait for the database, lock, migrate, let the serving role use what is new; give a new one its first lists."""
    _wait(args.wait)
    refuse_the_demo()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            call_command("migrate", interactive=False, verbosity=0)
            _grant(connection.settings_dict["USER"])
            if not Role.objects.exists():
                baseline.load()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    sys.stdout.write("Databasen er klar.\n")
    return 0


def refuse_the_demo() -> None:
    """Stop a production that was pointed at the demo's database: its log-ins and passwords are known to all."""
    if not is_production() or "clock_clockstart" not in connection.introspection.table_names():
        return
    if ClockStart.objects.exists():
        raise Refusal(
            "Denne databasen er demokommunens, med innlogginger alle kjenner. "
            "Bruk en annen database når MERKBAR_ENV er «production»."
        )


def _wait(seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            if time.monotonic() > end:
                raise Refusal(f"Databasen svarte ikke innen {seconds} sekunder: {error}".strip()) from error
            time.sleep(0.5)
        else:
            return


def _grant(owner: str) -> None:
    """Give the role that serves its rights, where it is another than the owner."""
    with database() as addresses:
        app = str(conninfo_to_dict(addresses.url).get("user", ""))
    if not app or app == owner:
        return
    with connection.cursor() as cursor:
        for right in RIGHTS:
            cursor.execute(sql.SQL(right).format(app=sql.Identifier(app)).as_string(None))

"""Every address has a door, and doors.csv says who meets what behind it.

A new address, and a cell that changes, fails until the table says so. `HOUSE_DOORS=write pytest tests/house/test_doors.py`
writes the table anew; read what changed before it is committed. A view that only takes POST is posted to, and undone.
"""

import csv
import os

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from psycopg import sql

from merkbar.ground.access.table import POLICY
from tests.house import source, stage
from tests.house.addresses import addresses

pytestmark = pytest.mark.django_db

TABLE = source.ROOT / "tests" / "house" / "doors.csv"
WITHOUT_DOOR = {
    "api:openapi-json": "the description of the API: asks for a token itself",
    "api:api-root": "answers 404; exists for reverse()",
    "api:report": "asks for a token with the scope write",
    "api:deviations": "asks for a token with the scope read",
    "api:deviation": "asks for a token with the scope read, and finds through visible_to",
    "api:indicators": "asks for a token with the scope read",
    "api:indicator": "asks for a token with the scope read",
    "api:series": "asks for a token with the scope read",
    "api:measurements": "asks for a token with the scope write",
    "api:procedures": "asks for a token with the scope read, and finds through visible_to",
    "api:versions": "asks for a token with the scope read, and finds through visible_to",
    "api:units": "asks for a token with the scope read",
    "api:targets": "asks for a token with the scope read, and finds through visible_to",
    "api:nothing": "answers 404 to everybody",
}
"""Addresses guarded in another way, and how."""
UNSTABLE = {"readyz": "depends on whether a job worker lives"}
"""Addresses whose answer is not about who asks."""


def test_every_address_has_a_door():
    found = list(addresses())
    assert len(found) > 60
    bare = {address.name for address in found if not hasattr(address.view, "door")}
    assert bare == set(WITHOUT_DOOR)


def test_every_address_has_one_name_and_every_name_one_address():
    found = [address for address in addresses() if address.name not in {"api:report", "api:deviations"}]
    names = [address.name for address in found]
    assert "" not in names
    assert {name for name in names if names.count(name) > 1} == set()


HEADERS = {
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cache-Control",
}
"""What every answer must carry (trust S4)."""


SEEN = {"django_session": "when somebody was last seen", "api_token": "when a token was last used"}
"""Tables that a GET may touch, and for what."""


def fingerprint():
    """One digest for each table."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - set(SEEN))
        digests = {}
        for table in tables:
            rows = sql.SQL("SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t").format(
                sql.Identifier(table)
            )
            cursor.execute(rows)
            digests[table] = cursor.fetchone()[0]
    return digests


def ask(client, address, headers):
    answer = client.get(address, headers=headers)
    if answer.streaming:
        b"".join(answer.streaming_content)
    if answer.status_code != 405:
        return "GET", answer
    with transaction.atomic():
        answer = client.post(address, headers=headers)
        transaction.set_rollback(True)
    return "POST", answer


def walk(scene, client):
    """Ask for every address as the person of the stage: {(name, place, method): response}."""
    answers = {}
    for name, place, address in stage.lines(scene):
        headers = {"Authorization": f"Bearer {scene.secret}"} if name.startswith("api:") else {}
        method, answer = ask(client, address, headers)
        answers[name, place, method] = answer
    return answers


def read():
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row.pop("adresse"), row.pop("sted"), row.pop("metode")): row for row in csv.DictReader(file)}


def write_column(role, met):
    kept = read()
    rows = {key: {**kept.get(key, {}), role: status} for key, status in met.items()}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["adresse", "sted", "metode", *POLICY])
        table.writerows([*key, *(row.get(code, "") for code in POLICY)] for key, row in rows.items())


@pytest.mark.parametrize("role", POLICY)
def test_each_role_meets_the_doors_as_written_and_looking_changes_nothing(role, solvik, cast, tmp_path):
    settings.FILES_ROOT = tmp_path
    scene = stage.build(solvik, cast, role)
    client = Client(raise_request_exception=False)
    client.force_login(scene.person)
    before = fingerprint()
    answers = walk(scene, client)
    after = fingerprint()
    assert {table for table, digest in after.items() if before[table] != digest} == set(), "a GET has written here"
    met = {key: str(answer.status_code) for key, answer in answers.items() if key[0] not in UNSTABLE}
    assert {key for key, status in met.items() if status.startswith("5")} == set()
    assert {
        (key, tuple(HEADERS - set(answer.headers))) for key, answer in answers.items() if HEADERS - set(answer.headers)
    } == set()
    if os.environ.get("HOUSE_DOORS") == "write":
        write_column(role, met)
    assert met == {key: row[role] for key, row in read().items()}

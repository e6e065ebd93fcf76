"""What `merkbar doctor` examines."""

import os
import shutil
import smtplib
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection

from merkbar.web.ops.health import jobs_are_done, jobs_by_state, pending_migrations
from merkbar.web.ops.surroundings import is_production, var

OLDEST_SERVER = 150_000
"""PostgreSQL 15, as the server numbers its versions."""
LEAST_FREE, FEW_FREE = 1_000_000_000, 5_000_000_000
"""Bytes on the disk below which something is wrong, or soon will be."""
MANY_WAITING = 1_000
SHORTEST_KEY = 32
SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
SHUT_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname LIKE '%%event'
  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'pgh_id')
  AND NOT EXISTS (
    SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled IN ('O', 'A')
      AND t.tgname LIKE 'pgtrigger_append_only%%')
"""
"""History tables whose rows the database would let somebody change or delete."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined."""

    what: str
    verdict: Literal["ok", "warning", "wrong"]
    sentence: str


def examine() -> list[Finding]:
    """Examine everything; what needs the database is left out when it does not answer."""
    found = [database()]
    if found[0].verdict != "wrong":
        found += [migrations(), roles(), history(), workers(), jobs()]
    return [*found, disk(), mail(), dangers()]


def database() -> Finding:
    """Reach it and ask its version."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return Finding("database", "wrong", f"Svarer ikke: {str(error).strip().splitlines()[0]}")
    number = connection.pg_version  # type: ignore[attr-defined]
    version = f"PostgreSQL {number // 10_000}.{number % 10_000}"
    if number < OLDEST_SERVER:
        return Finding("database", "wrong", f"{version} er for gammel; Merkbar trenger 15 eller nyere.")
    return Finding("database", "ok", version)


def migrations() -> Finding:
    """Ask what this version lacks."""
    pending = pending_migrations()
    if pending:
        return Finding(
            "migreringer", "wrong", f"{len(pending)} gjenstår, den første er {pending[0]}. Kjør «merkbar migrate»."
        )
    return Finding("migreringer", "ok", "Alle er kjørt.")


def roles() -> Finding:
    """Make sure that the role that serves can neither change tables nor pass by row security."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        powers = dict(zip(("superuser", "BYPASSRLS", "CREATEROLE"), cursor.fetchone(), strict=True))
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        owned = cursor.fetchone()[0]
        cursor.execute("SELECT has_schema_privilege(current_user, 'public', 'CREATE')")
        creates = cursor.fetchone()[0]
    too_much = [name for name, has in powers.items() if has]
    too_much += [f"eier {owned} tabeller"] if owned else []
    too_much += ["kan lage tabeller"] if creates else []
    if too_much:
        verdict: Literal["wrong", "warning"] = "wrong" if is_production() else "warning"
        return Finding("databaserolle", verdict, f"Rollen som betjener nettsidene, kan for mye: {', '.join(too_much)}.")
    return Finding("databaserolle", "ok", "Kan lese og endre rader, ikke tabeller.")


def history() -> Finding:
    """Make sure that the database refuses changes to what has happened."""
    with connection.cursor() as cursor:
        cursor.execute(SHUT_TABLES, [])
        open_tables = [name for (name,) in cursor.fetchall()]
    if open_tables:
        return Finding("historikk", "wrong", f"Kan endres i ettertid: {', '.join(open_tables)}.")
    return Finding("historikk", "ok", "Kan ikke endres eller slettes.")


def workers() -> Finding:
    """Ask when a job worker last said that it lives."""
    if jobs_are_done():
        return Finding("jobber", "ok", "Utføres.")
    return Finding("jobber", "warning", "Ingen utfører jobber nå. Kjører «merkbar serve»?")


def jobs() -> Finding:
    """Count jobs that wait and that failed."""
    counted = jobs_by_state()
    sentence = f"{counted['todo']} venter, {counted['doing']} pågår, {counted['failed']} mislyktes."
    trouble = counted["failed"] or counted["todo"] > MANY_WAITING
    return Finding("jobbkø", "warning" if trouble else "ok", sentence)


def disk() -> Finding:
    """Ask how much room there is for data."""
    place = var()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    sentence = f"{free / 1e9:.1f} GB ledig i {place}.".replace(".", ",", 1)
    verdict: Literal["ok", "warning", "wrong"] = (
        "wrong" if free < LEAST_FREE else "warning" if free < FEW_FREE else "ok"
    )
    return Finding("disk", verdict, sentence)


def mail() -> Finding:
    """Say hello to the mail server; nothing is sent."""
    if settings.EMAIL_BACKEND != SMTP_BACKEND:
        return Finding("e-post", "wrong" if is_production() else "warning", "Sendes ikke: en annen måte er valgt.")
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
            server.noop()
    except (OSError, smtplib.SMTPException):
        return Finding("e-post", "wrong" if is_production() else "warning", f"E-posttjeneren {place} svarer ikke.")
    return Finding("e-post", "ok", f"{place} svarer.")


def dangers() -> Finding:
    """Look for settings that must not be in production."""
    if not is_production():
        return Finding("innstillinger", "warning", "MERKBAR_ENV er ikke «production».")
    found = []
    if settings.DEBUG:
        found.append("DEBUG er på")
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        found.append("nøkkelen MERKBAR_SECRET_KEY er for kort")
    if "*" in settings.ALLOWED_HOSTS or not os.environ.get("MERKBAR_HOSTS"):
        found.append("MERKBAR_HOSTS mangler eller slipper inn alle navn")
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        found.append("informasjonskapsler sendes uten kryptering")
    if found:
        return Finding("innstillinger", "wrong", f"{'; '.join(found)}.")
    return Finding("innstillinger", "ok", "Trygge for produksjon.")

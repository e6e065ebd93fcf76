"""What is inside a new server: roles, rights, extensions and the database `merkbar`; and how to address it."""

import os
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from merkbar.web.ops.postgres_place import PORT, PostgresFailed

DATABASE, OWNER, APP, ADMIN = "merkbar", "merkbar_owner", "merkbar_app", "postgres"
EXTENSIONS = ["pg_trgm", "unaccent", "btree_gist"]
ROLES = """
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['merkbar_owner', 'merkbar_app'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', name);
    END IF;
  END LOOP;
END $$
"""
RIGHTS = """
ALTER SCHEMA public OWNER TO merkbar_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE merkbar_owner GRANT USAGE ON SCHEMAS TO merkbar_app;
ALTER DEFAULT PRIVILEGES FOR ROLE merkbar_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO merkbar_app;
ALTER DEFAULT PRIVILEGES FOR ROLE merkbar_owner GRANT USAGE ON SEQUENCES TO merkbar_app;
"""


def address(socket: Path, role: str) -> str:
    """Write the libpq URI of a role: the superuser in the database `postgres`, the others in `merkbar`."""
    database = ADMIN if role == ADMIN else DATABASE
    return _uri(socket, role, database)


def answers(socket: Path) -> bool:
    """Whether the server takes connections now."""
    try:
        psycopg.connect(address(socket, ADMIN), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def prepare(socket: Path, data: Path) -> None:
    """Make roles, rights, extensions and last the database, whose existence says that all is there.

    Rights and extensions go into `template1`, so that every database made later, such as a test's, has them too.
    """
    try:
        with psycopg.connect(address(socket, ADMIN), autocommit=True) as server:
            if server.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
                return
            server.execute(ROLES)
            with psycopg.connect(_uri(socket, ADMIN, "template1"), autocommit=True) as template:
                template.execute(RIGHTS)
                there = "SELECT name FROM pg_available_extensions WHERE name = ANY(%s)"
                for (name,) in template.execute(there, [EXTENSIONS]).fetchall():
                    template.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
            server.execute("CREATE DATABASE merkbar OWNER merkbar_owner TEMPLATE template1")
    except psycopg.Error as error:
        raise PostgresFailed(PostgresFailed.NOT_MADE.format(data=data, said=error)) from error


def _uri(socket: Path, role: str, database: str) -> str:
    return f"postgresql://{role}@/{database}?host={quote(os.fsencode(socket), safe='')}&port={PORT}"

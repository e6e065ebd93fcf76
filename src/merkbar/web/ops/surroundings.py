"""Where this installation keeps its things, and what it shows to those it starts. No Django here."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from merkbar.web.ops import postgres
from merkbar.web.ops.refusal import Refusal

KEY_BYTES = 48


@dataclass(frozen=True, slots=True)
class Addresses:
    """libpq addresses: `url` reads and writes rows, `owner_url` also changes tables."""

    url: str
    owner_url: str
    embedded: bool


def var() -> Path:
    """Folder of data that is not code: `MERKBAR_VAR`, else `var` where the program is started."""
    return Path(os.environ.get("MERKBAR_VAR", "var")).resolve()


def is_production() -> bool:
    """Whether this installation serves a real municipality."""
    return os.environ.get("MERKBAR_ENV") == "production"


@contextmanager
def database() -> Iterator[Addresses]:
    """Lend the database: the one `DATABASE_URL` names, else our own, started here and left when done.

    `DATABASE_OWNER_URL` names the role that owns the tables, where that is another than the one that serves.
    Both are set for as long as our own is lent, so that the programs we start use the same.
    """
    url = os.environ.get("DATABASE_URL")
    if url:
        yield Addresses(url, os.environ.get("DATABASE_OWNER_URL") or url, embedded=False)
        return
    server = postgres.start(var())
    os.environ.update({"DATABASE_URL": server.url, "DATABASE_OWNER_URL": server.owner_url})
    try:
        yield Addresses(server.url, server.owner_url, embedded=True)
    finally:
        del os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"]
        server.stop()


def secret_key() -> str:
    """Give the key that signs sessions and seals words: `MERKBAR_SECRET_KEY`, else one made once and kept."""
    given = os.environ.get("MERKBAR_SECRET_KEY")
    if given:
        return given
    place = var() / "secret-key"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        return _kept(place) or _made(place)
    except OSError as error:
        raise Refusal(f"Fikk ikke lest eller laget nøkkelen i {place}: {error.strerror}.") from error


def _kept(place: Path) -> str:
    if not place.exists():
        return ""
    if place.stat().st_mode & 0o077:
        place.chmod(0o600)
    return place.read_text().strip()


def _made(place: Path) -> str:
    """Make the key whole or not at all; if another process was first, theirs counts."""
    fresh = place.with_name(f"{place.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(KEY_BYTES))
    try:
        os.link(fresh, place)
    except FileExistsError:
        if not place.read_text().strip():
            fresh.replace(place)
            return place.read_text()
    fresh.unlink(missing_ok=True)
    return place.read_text().strip()

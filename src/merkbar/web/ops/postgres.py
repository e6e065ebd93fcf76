"""Merkbar's own PostgreSQL server for one installation: made, started, shared and stopped without Django.

One server per folder `var`, reachable only through a socket in a folder closed to other users: no TCP, no
passwords. Every program that needs the database calls `start` and, when done, `stop`; a running server is
shared, and it stops with the last of them. `merkbar backup` beside `merkbar serve` thus disturbs nobody, and a
program killed with -9 leaves a server that the next `start` takes over.
"""

import fcntl
import os
import shutil
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from merkbar.web.ops.postgres_inside import ADMIN, APP, OWNER, address, answers, prepare
from merkbar.web.ops.postgres_place import (
    PORT,
    Place,
    PostgresFailed,
    one_at_a_time,
    open_file,
    place_of,
    private_folder,
    socket_folder,
)
from merkbar.web.ops.postgres_process import alive, clear_leftovers, halt, is_server, running, socket_of, wait_until
from merkbar.web.ops.postgres_programs import (
    PostgresError,
    PostgresMissing,
    copy_programs,
    find_binaries,
    major_of,
    version_of,
)

__all__ = ["PostgresError", "PostgresFailed", "PostgresMissing", "Server", "find_binaries", "start"]

LOCALE = "C.UTF-8"
BUILTIN_LOCALE_SINCE = 17
READY_WITHIN = 180.0
"""Seconds a start may take; recovery after a crash replays at most about 1 GB of log."""
LARGEST_LOG = 10_000_000
"""Bytes; a longer log is begun afresh at the next start."""
TAIL = 15
"""Lines of the log an error repeats."""
EXEC_WITHIN = 5.0
"""Seconds `sh` has to become `postgres`."""
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

_seats: dict[Path, int] = {}
"""Per user count file, this process's descriptor with a shared lock on it."""


@dataclass(frozen=True)
class Server:
    """A running server. `data` is PostgreSQL's folder, `pid` its first process; the addresses are libpq URIs.

    `url` may read and write rows, `owner_url` also changes tables (migrations, trusted extensions), `admin_url` is
    the superuser in the database `postgres`, for tests (CREATE DATABASE) and the health report.
    """

    url: str
    owner_url: str
    admin_url: str
    data: Path
    pid: int
    seat: Path

    def stop(self) -> None:
        """Leave the server; if no other process uses it, stop it (fast shutdown) and wait until it is gone.

        Calls after the first do nothing.
        """
        if self.seat not in _seats:
            return
        with one_at_a_time(self.seat.with_suffix(".lock")):
            if not _leave(self.seat):
                return
            socket, pid = socket_of(self.data), running(self.data)
            if pid:
                halt(pid, self.data)
            if socket:
                shutil.rmtree(socket, ignore_errors=True)


def start(var: Path, *, bin_dir: Path | None = None, durable: bool = True) -> Server:
    """Start the server of the folder `var`, or share it if it runs; `durable=False` is for tests' throw-away data.

    The two kinds have data folders of their own, so that reports never land where a power cut may take them.
    """
    programs = (bin_dir or find_binaries()).absolute()
    version = version_of(programs)
    name = f"pg{major_of(version)}" + ("" if durable else "-fast")
    try:
        if not var.exists():
            var.mkdir(parents=True)
            var.chmod(0o755)
        var = var.resolve()
        seat = var / f"{name}.users"
        with one_at_a_time(seat.with_suffix(".lock")), ExitStack() as undo:
            place = place_of(var, name)
            if _sit(seat):
                undo.callback(_leave, seat)
            pid, socket = _share(place)
            if not pid:
                if not place.account.succeeds([programs / "postgres", "--version"]):
                    place.home.mkdir(mode=0o755, parents=True, exist_ok=True)
                    programs = copy_programs(programs, place.home, version)
                pid, socket = _launch(place, programs, durable=durable, undo=undo)
            prepare(socket, place.data)
            undo.pop_all()
    except OSError as error:
        raise PostgresFailed(PostgresFailed.NO_PLACE.format(error=error)) from error
    return Server(
        url=address(socket, APP),
        owner_url=address(socket, OWNER),
        admin_url=address(socket, ADMIN),
        data=place.data,
        pid=pid,
        seat=seat,
    )


def _share(place: Place) -> tuple[int, Path]:
    """Find the running server and its socket folder once it answers; 0 if there is none or it goes away meanwhile.

    A server whose socket has been swept away (a cleaner in /tmp) has no users left and is stopped.
    """
    pid, socket = running(place.data), socket_of(place.data)
    if pid and not socket:
        halt(pid, place.data)
    elif pid and socket and _ready(place, pid, socket, since=0):
        return pid, socket
    return 0, place.home


def _launch(place: Place, programs: Path, *, durable: bool, undo: ExitStack) -> tuple[int, Path]:
    """Start the server in a session of its own, so that Ctrl-C in the terminal reaches only the application.

    Started by `sh`, which ends at once, so that the server is nobody's child and leaves no zombie. Paths travel as
    arguments and are never read by the shell (`pg_ctl` would let it).
    """
    if not (place.data / "PG_VERSION").exists():
        _make(place, programs, durable=durable)
    clear_leftovers(place)
    socket = socket_folder(place)
    settings = {
        **SETTINGS,
        **(DURABLE if durable else FAST),
        "unix_socket_directories": str(socket),
        "cluster_name": place.cluster,
    }
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    background = ["/bin/sh", "-c", 'exec "$@" >&2 & echo $!', "sh"]
    log = open_file(place.log, os.O_WRONLY | os.O_APPEND)
    try:
        if os.fstat(log).st_size > LARGEST_LOG:
            os.ftruncate(log, 0)
        since = os.fstat(log).st_size
        command: list[str | Path] = [*background, programs / "postgres", "-D", place.data, *words]
        pid = int(place.account.run(command, errors_to=log, apart=True))
    finally:
        os.close(log)
    wait_until(lambda: is_server(pid, place.data) or not alive(pid), EXEC_WITHIN)
    undo.callback(halt, pid, place.data)
    if not _ready(place, pid, socket, since=since):
        raise _not_started(place, since)
    return pid, socket


def _make(place: Place, programs: Path, *, durable: bool) -> None:
    """Make a new data folder, whole or absent: `initdb` beside its place, then a rename.

    Sorting and letter case follow Unicode by code point, the same on every machine. From PostgreSQL 17 the server
    has that built in; the system's C.UTF-8 is asked for as well, since pg_trgm finds æ, ø and å by it.
    """
    provider = ["--locale-provider=builtin", f"--builtin-locale={LOCALE}"]
    builtin = major_of(version_of(programs)) >= BUILTIN_LOCALE_SINCE
    place.home.mkdir(mode=0o755, parents=True, exist_ok=True)
    fresh = place.home / f"{place.name}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    private_folder(fresh, place.account)
    options = ["--encoding=UTF8", f"--locale={LOCALE}", "--data-checksums", "--auth-local=trust", "--auth-host=reject"]
    options += [*(provider if builtin else []), *([] if durable else ["--no-sync"])]
    try:
        place.account.run([programs / "initdb", "-D", fresh, "-U", ADMIN, *options])
    except subprocess.CalledProcessError as error:
        raise PostgresFailed(PostgresFailed.NOT_MADE.format(data=place.data, said=error.stderr.strip())) from error
    fresh.rename(place.data)


def _ready(place: Place, pid: int, socket: Path, *, since: int) -> bool:
    """Wait until the server answers; False if its process ended instead."""

    def settled() -> bool:
        return not is_server(pid, place.data) or answers(socket)

    if not wait_until(settled, READY_WITHIN):
        raise _not_started(place, since)
    return is_server(pid, place.data)


def _not_started(place: Place, since: int) -> PostgresFailed:
    with os.fdopen(open_file(place.log, os.O_RDONLY), "rb") as log:
        log.seek(since)
        lines = log.read().decode(errors="replace").splitlines()
    said = "\n".join(lines[-TAIL:])
    return PostgresFailed(PostgresFailed.NOT_STARTED.format(data=place.data, log=place.log, said=said))


def _sit(seat: Path) -> bool:
    """Count this process among the users of a server, until it leaves or ends; False if it is counted already."""
    if seat in _seats:
        return False
    descriptor = open_file(seat, os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    _seats[seat] = descriptor
    return True


def _leave(seat: Path) -> bool:
    """Stop counting this process; whether it was the last."""
    descriptor = _seats.pop(seat)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True

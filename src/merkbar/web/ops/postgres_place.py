"""Who the embedded server runs as, and where its data, log and socket lie."""

import fcntl
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from merkbar.web.ops.postgres_programs import PostgresError

SERVICE_USERS = ("merkbar", "postgres", "nobody")
OUTSIDE = Path("/var/lib/merkbar")
PORT = 5432
LONGEST_SOCKET = 100
"""Bytes in a socket's path; the kernel ends at 108 on Linux and 104 on BSD."""


class PostgresFailed(PostgresError):
    """The server could not be prepared, started or stopped."""

    NOT_YOURS = "Databasen i {data} eies av en annen bruker. Start Merkbar som den brukeren, eller velg en annen mappe."
    OUT_OF_REACH = "Databasen ligger i {data}, men brukeren den kjører som, slipper ikke inn i mappen over."
    NO_USER = "Merkbar kjører som root, men fant ingen bruker databasen kan kjøre som. Lag systembrukeren «merkbar»."
    NO_PLACE = "Fikk ikke gjort klar mappene til databasen: {error}."
    NOT_MADE = "Fikk ikke laget databasen i {data}:\n{said}"
    NOT_STARTED = "Databasen i {data} startet ikke. Siste linjer i {log}:\n{said}"
    NOT_STOPPED = "Databasen i {data} (prosess {pid}) ville ikke stoppe. Den må stoppes for hånd."


@dataclass(frozen=True)
class Account:
    """The user the server runs as. `drop`: we are root, which PostgreSQL refuses, and step down to this user."""

    uid: int
    gid: int
    drop: bool

    def run(self, command: Sequence[str | Path], *, errors_to: int = subprocess.PIPE, apart: bool = False) -> str:
        """Run to the end as this user and return what it printed; `apart` from the terminal and its Ctrl-C.

        The environment is made anew: nothing of the caller's (`PGDATA`, passwords, locale) reaches the server.
        """
        inherited = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        return subprocess.run(  # noqa: S603
            command,
            user=self.uid if self.drop else None,
            group=self.gid if self.drop else None,
            extra_groups=[] if self.drop else None,
            cwd="/",
            env={**inherited, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors_to,
            text=True,
            errors="replace",
            start_new_session=apart,
            check=True,
        ).stdout

    def succeeds(self, command: Sequence[str | Path]) -> bool:
        """Whether this user can run the command, asked by running it: modes, ACLs and mounts all have a say."""
        try:
            self.run(command)
        except (OSError, subprocess.CalledProcessError):
            return False
        return True

    def reaches(self, folder: Path) -> bool:
        """Whether this user may pass through `folder`."""
        return not self.drop or self.succeeds(["/bin/sh", "-c", 'test -x "$1"', "sh", folder])

    def own(self, path: Path) -> None:
        """Give `path` and all in it to this user."""
        for entry in (path, *path.rglob("*")):
            os.chown(entry, self.uid, self.gid, follow_symlinks=False)


@dataclass(frozen=True)
class Place:
    """The folders of one embedded server; `name` is `pg18`, or `pg18-fast` for one that may lose data."""

    account: Account
    home: Path
    name: str

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.home / self.name

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.home / f"{self.name}.log"

    @property
    def cluster(self) -> str:
        """Shown in the title of every process of this server, so that they can be told from others'."""
        return f"merkbar-{mark_of(self.data)}"


def mark_of(path: Path) -> str:
    """Twelve hexadecimal digits that stand for a path."""
    return sha256(os.fsencode(path)).hexdigest()[:12]


def place_of(var: Path, name: str) -> Place:
    """Choose data under `var`, or under `/var/lib/merkbar` where root's service user cannot reach `var`.

    Data that exists stay where they are and run as their owner: a changed mode on a folder above must never
    bring an empty database.
    """
    inside, outside = var / name, OUTSIDE / mark_of(var) / name
    if os.geteuid() != 0:
        if inside.exists() and inside.stat().st_uid != os.geteuid():
            raise PostgresFailed(PostgresFailed.NOT_YOURS.format(data=inside))
        return Place(Account(os.geteuid(), os.getegid(), drop=False), var, name)
    existing = next((data for data in (outside, inside) if data.is_dir()), None)
    account = _owner(existing) or _service_account()
    if existing is None:
        return Place(account, var if account.reaches(var) else outside.parent, name)
    if existing.stat().st_uid == 0:
        account.own(existing)
    if not account.reaches(existing):
        raise PostgresFailed(PostgresFailed.OUT_OF_REACH.format(data=existing))
    return Place(account, existing.parent, name)


def socket_folder(place: Place) -> Path:
    """Make an empty folder only the server's user (and root) may enter; remove a dead server's leftovers.

    Beside the data, or where that path is too long for a socket (or has a comma, which libpq splits at) in a
    private short place. In a shared place such as /tmp somebody else's folder of the same name is refused.
    """
    folder = place.home / f"{place.name}.socket"
    size = len(os.fsencode(folder / f".s.PGSQL.{PORT}"))
    if size > LONGEST_SOCKET or "," in str(folder) or not str(folder).isprintable():
        folder = _short_base() / f"merkbar-{mark_of(place.data)}"
        folder.parent.mkdir(exist_ok=True)
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
    private_folder(folder, place.account)
    return folder


def private_folder(folder: Path, account: Account) -> None:
    """Make a new folder that only the account may enter."""
    folder.mkdir(mode=0o700)
    if account.drop:
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)


def open_file(path: Path, flags: int) -> int:
    """Open a private file that is created when missing, never through a planted symbolic link."""
    return os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Wait for the turn to start or stop a server; the kernel gives the turn back if we are killed."""
    descriptor = open_file(lock, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _short_base() -> Path:
    """Choose a short folder: /run/merkbar for root; else the user's own runtime folder; else /tmp."""
    if os.geteuid() == 0:
        return Path("/run/merkbar")
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    usable = runtime.is_absolute() and runtime.is_dir() and len(os.fsencode(runtime)) < LONGEST_SOCKET // 2
    return runtime if usable and runtime.stat().st_uid == os.geteuid() else Path("/tmp")  # noqa: S108


def _owner(data: Path | None) -> Account | None:
    if data is None or data.stat().st_uid == 0:
        return None
    return Account(data.stat().st_uid, data.stat().st_gid, drop=True)


def _service_account() -> Account:
    """System user `merkbar`, made when missing; where that is impossible `postgres` or `nobody`."""
    maker = shutil.which("useradd", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if maker and not _known(SERVICE_USERS[0]):
        shell = ["--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
        command = [maker, "--system", "--user-group", *shell, SERVICE_USERS[0]]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    for name in SERVICE_USERS:
        user = _known(name)
        if user:
            return Account(user.pw_uid, user.pw_gid, drop=True)
    raise PostgresFailed(PostgresFailed.NO_USER)


def _known(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None

"""Recognising, waiting for and stopping the server of one data folder, and touching no other process.

A pid in a leftover `postmaster.pid` may by now belong to anyone, so it counts only when /proc says that the
process is a `postgres` of this very folder. (Linux: without /proc nothing is recognised and nothing signalled.)
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from merkbar.web.ops.postgres_place import PORT, Place, PostgresFailed

PROC = Path("/proc")
STOPPING = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0))
"""PostgreSQL's fast, then immediate shutdown, and the seconds each is given; neither loses what is committed."""
SOCKET_LINE = 4
"""Where `postmaster.pid` names the socket folder, from 0."""
PATIENCE = 2.0
"""Seconds given to the children of a killed server to notice that it is gone, and then to die."""


def running(data: Path) -> int | None:
    """Process id of the live server of this data folder, if there is one."""
    lines = _pid_file(data)
    pid = int(lines[0]) if lines and lines[0].isdigit() else 0
    return pid if pid and is_server(pid, data) else None


def is_server(pid: int, data: Path) -> bool:
    """Whether the process is the postmaster of `data`: by its name, its owner, and its `-D` or working folder.

    `-D` comes first: root in a container without SYS_PTRACE does not see another user's working folder.
    """
    process = PROC / str(pid)
    try:
        words = [os.fsdecode(word) for word in (process / "cmdline").read_bytes().split(b"\0")]
        if Path(words[0]).name not in {"postgres", "postmaster"} or process.stat().st_uid != data.stat().st_uid:
            return False
        named = [after for word, after in pairwise(words) if word == "-D"]
        return str(data) in named or (process / "cwd").samefile(data)
    except OSError:
        return False


def alive(pid: int) -> bool:
    """Whether there is any process of this number."""
    return (PROC / str(pid)).exists()


def socket_of(data: Path) -> Path | None:
    """Socket folder of the running server as it wrote itself, if the socket is there."""
    lines = _pid_file(data)
    folder = Path(lines[SOCKET_LINE]) if len(lines) > SOCKET_LINE else None
    return folder if folder and (folder / f".s.PGSQL.{PORT}").is_socket() else None


def halt(pid: int, data: Path) -> None:
    """Stop the server of `data`, which is `pid`, and wait until it is gone."""
    for kind, seconds in STOPPING:
        if is_server(pid, data):
            os.kill(pid, kind)
        if wait_until(lambda: not is_server(pid, data), seconds):
            return
    raise PostgresFailed(PostgresFailed.NOT_STOPPED.format(data=data, pid=pid))


def clear_leftovers(place: Place) -> None:
    """Make a dead server's data folder ready to start: no orphaned children, no pid file naming a stranger.

    PostgreSQL itself settles a pid file whose process is gone; one whose pid now belongs to another program of
    the same user would stop it for ever, so that one is removed.
    """
    if not wait_until(lambda: not any(_children(place)), PATIENCE):
        for pid in _children(place):
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not any(_children(place)), PATIENCE)
    lines = _pid_file(place.data)
    if lines and (not lines[0].isdigit() or alive(int(lines[0]))):
        (place.data / "postmaster.pid").unlink()


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask every 20 ms until it is so, for at most `seconds` [s]; returns the last answer."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _children(place: Place) -> Iterator[int]:
    """List the processes whose title says that a server of this place is their parent."""
    title = f"postgres: {place.cluster}: ".encode()
    for process in PROC.glob("[0-9]*"):
        try:
            ours = process.stat().st_uid == place.account.uid and (process / "cmdline").read_bytes().startswith(title)
        except OSError:
            continue
        if ours:
            yield int(process.name)


def _pid_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text(errors="surrogateescape").splitlines()
    except FileNotFoundError:
        return []

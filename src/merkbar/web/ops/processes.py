"""The processes that `merkbar serve` looks after: started, restarted when they die, and all gone when it ends.

They share our process group. A child asks the kernel to be told when its parent dies, so that even `kill -9` of the
parent leaves nothing that holds the port; grandchildren whose parent died come to us and are ended.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
"""From <linux/prctl.h>."""
RESTARTS, WITHIN = 5, 60.0
"""A child may die this many times in so many seconds [s] before we give up."""
PATIENCE = 20.0
"""Seconds a child has to finish what it is doing; a request or a job is seldom longer."""
PARENT_FIELD = 1
"""Where /proc/<pid>/stat names the parent, counted after the name in brackets."""


def say(text: str) -> None:
    """Tell the operator at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def ask_kernel(option: int, value: int) -> None:
    """Ask Linux for one of the options above; other systems do without."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def end_with_parent(parent: int) -> None:
    """Ask to be ended when our parent is; called first thing by a child, told who its parent is."""
    ask_kernel(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        raise SystemExit(1)


def adopt_orphans() -> None:
    """Let descendants whose parent dies become our children instead of nobody's."""
    ask_kernel(PR_SET_CHILD_SUBREAPER, 1)


class Stop:
    """Whether we were asked to stop, by Ctrl-C, a closed terminal or SIGTERM."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def listen(self) -> None:
        """Take the signals from here on."""
        for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(kind, lambda *_: self._event.set())

    def asked(self, within: float = 0.0) -> bool:
        """Wait up to `within` [s] and say whether a stop was asked for."""
        return self._event.wait(within)

    def now(self) -> None:
        """Ask for it ourselves."""
        self._event.set()


@dataclass
class Child:
    """One long-lived process and how to start it again."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    starts: "deque[float]" = field(default_factory=lambda: deque(maxlen=RESTARTS + 1))

    def start(self) -> None:
        """Start it, and remember when."""
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(self.command, env=dict(self.environment), stdin=subprocess.DEVNULL)  # noqa: S603

    def died(self) -> int | None:
        """Exit status of a child that is not running any more."""
        return self.process.poll() if self.process else None

    def may_start_again(self) -> bool:
        """Whether it has not died too often of late."""
        return len(self.starts) <= RESTARTS or self.starts[-1] - self.starts[0] > WITHIN

    def stop(self) -> None:
        """Ask it to finish, wait, and insist if it does not."""
        if not self.process or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def keep_running(children: Sequence[Child], stop: Stop) -> bool:
    """Look after the children until a stop is asked for; False if one of them cannot be kept alive."""
    while not stop.asked(0.3):
        for child in children:
            status = child.died()
            if status is None:
                continue
            end_orphans(children)
            if stop.asked():
                break
            if not child.may_start_again():
                say(f"{child.name} stopper hele tiden (kode {status}). Merkbar avslutter; se meldingene over.")
                return False
            say(f"{child.name} stoppet uventet (kode {status}) og startes på nytt.")
            child.start()
    return True


def end_orphans(children: Sequence[Child]) -> None:
    """End processes that came to us when their parent died, such as the web server's workers."""
    known = {child.process.pid for child in children if child.process}
    orphans = [pid for pid in _children_of(os.getpid()) if pid not in known]
    for kind, seconds in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
        for pid in orphans:
            with suppress(ProcessLookupError):
                os.kill(pid, kind)
        end = time.monotonic() + seconds
        while orphans and time.monotonic() < end:
            orphans = [pid for pid in orphans if not _reaped(pid)]
            time.sleep(0.02)


def _reaped(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _children_of(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            after_name = stat.read_text(errors="replace").rpartition(") ")[2].split()
            if int(after_name[PARENT_FIELD]) == parent:
                found.append(int(stat.parent.name))
    return found

"""The web server process: granian over WSGI. Started by `merkbar serve` with its parent's pid, host and port."""

import os
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from merkbar.web.ops.processes import end_with_parent

WORKERS, THREADS, BACKLOG = 2, 4, 1024
"""Worker processes, threads that answer requests in each, and connections that may wait."""
KILL_AFTER = 15
"""Seconds a worker has to finish its requests when it is told to stop."""


def run(host: str, port: int) -> None:
    """Serve until told to stop."""
    Granian(
        "merkbar.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("MERKBAR_WORKERS", str(WORKERS))),
        blocking_threads=int(os.environ.get("MERKBAR_THREADS", str(THREADS))),
        backlog=BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER,
        log_level=LogLevels.warning,
        log_access=os.environ.get("MERKBAR_ACCESS_LOG") == "1",
    ).serve()


if __name__ == "__main__":
    end_with_parent(int(sys.argv[1]))
    run(sys.argv[2], int(sys.argv[3]))

"""What every measurement is told: where the data are and where the server answers."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from merkbar.web.bench.demo import NotReady
from merkbar.web.bench.visitor import Visitor
from merkbar.web.ops.serving import free_port
from merkbar.web.ops.surroundings import Addresses

BARE = (
    "import sys; from granian import Granian; from granian.constants import Interfaces;"
    "Granian('merkbar.web.bench.bare:application', address='127.0.0.1', port=int(sys.argv[1]), "
    "interface=Interfaces.WSGI, workers=2, blocking_threads=4, websockets=False, log_enabled=False).serve()"
)
"""The floor's server, set up as `merkbar.web.ops.web_server` sets up ours."""
PATIENCE = 15.0


@dataclass(frozen=True)
class Place:
    """Database addresses, the port of the demo, its folder, and the file of statements for the floor."""

    addresses: Addresses
    port: int
    var: Path
    statements: Path

    @contextmanager
    def floor(self) -> Iterator[int]:
        """Serve the bare view; gives its port."""
        port = free_port("127.0.0.1", 0)
        environment = {
            **os.environ,
            "DATABASE_URL": self.addresses.url,
            "MERKBAR_BENCH_PAGES": str(self.statements),
        }
        process = subprocess.Popen([sys.executable, "-c", BARE, str(port)], env=environment)  # noqa: S603
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            Visitor(port).ask("/nothing", expect=404)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NotReady(f"the floor at port {port}")


def together(work: list[Callable[[], None]]) -> None:
    """Do these at the same time, each in a thread; the first fault among them is raised."""
    faults: list[BaseException] = []

    def guarded(task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as fault:  # noqa: BLE001 - raised again below
            faults.append(fault)

    threads = [Thread(target=guarded, args=(task,)) for task in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]

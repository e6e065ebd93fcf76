"""What the tests of the embedded database share: folders, questions, and a second program."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from merkbar.web.ops.postgres import Server
from merkbar.web.ops.postgres_process import halt, is_server, running

ROOT = os.geteuid() == 0
STARTER = """
import sys
from pathlib import Path
from merkbar.web.ops.postgres import start
server = start(Path(sys.argv[1]), durable=False)
print(server.pid, flush=True)
if sys.stdin.readline():
    server.stop()
"""


@contextmanager
def open_folder() -> Iterator[Path]:
    """Lend a folder under /tmp that the service user can reach; servers left in it are stopped when it goes."""
    path = Path(tempfile.mkdtemp(prefix="merkbar-test-"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        for data in [file.parent for file in path.rglob("postmaster.pid")]:
            pid = running(data)
            if pid:
                halt(pid, data)
        shutil.rmtree(path)


def copy(made: Path, var: Path) -> Path:
    """Copy a stopped server's folder, owners included."""
    subprocess.run(["cp", "-a", made, var], check=True)
    return var


def ask(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        return cursor.fetchall() if cursor.description else []


def remember(server: Server, word: str) -> None:
    ask(server.owner_url, "CREATE TABLE IF NOT EXISTS memory (word text)")
    with psycopg.connect(server.url) as connection:
        connection.execute("INSERT INTO memory VALUES (%s)", [word])


def remembered(server: Server) -> list[tuple[object, ...]]:
    return ask(server.url, "SELECT word FROM memory")


def program(var: Path, *prefix: str) -> subprocess.Popen[str]:
    """Run another program that starts the server and stops it when told to."""
    command = [*prefix, sys.executable, "-c", STARTER, str(var)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill(server: Server) -> None:
    """Kill the server's first process with -9 and see it gone."""
    os.kill(server.pid, signal.SIGKILL)
    while is_server(server.pid, server.data):
        time.sleep(0.01)

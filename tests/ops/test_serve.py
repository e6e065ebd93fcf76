"""`merkbar serve` for real: it starts, serves, survives, and leaves nothing running."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from merkbar.web.ops.refusal import Refusal
from merkbar.web.ops.serving import free_port, held_port, static_digest
from tests.ops.postgres_kit import open_folder

SERVE = [sys.executable, "-m", "merkbar.web.ops", "serve", "--port"]


def environment(var):
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DATABASE_OWNER_URL"}}
    return {**kept, "MERKBAR_VAR": str(var), "PYTHONUNBUFFERED": "1"}


def family(word):
    """Find the processes whose command line has the word: pid → command line."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            line = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if word in line and int(place.name) != os.getpid():
            found[int(place.name)] = line
    return found


def until(condition, seconds=40):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "tok for lang tid"
        time.sleep(0.1)


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def installation():
    """Make a `var` and its tables."""
    with open_folder() as folder:
        var = folder / "var"
        subprocess.run([*SERVE[:-2], "migrate"], env=environment(var), check=True, capture_output=True)
        (var / "static.stamp").write_text(static_digest())
        yield var


@pytest.fixture
def served(installation):
    port = free_port("127.0.0.1", 0)
    log = installation / "serve.log"
    with log.open("w") as file:
        process = subprocess.Popen(
            [*SERVE, str(port)], env=environment(installation), stdout=file, stderr=file, start_new_session=True
        )
    until(lambda: f"Ready: http://127.0.0.1:{port}" in log.read_text() or process.poll() is not None)
    assert process.poll() is None, log.read_text()
    yield process, port, log
    if process.poll() is None:
        process.terminate()
        process.wait(30)


@pytest.mark.slow
def test_it_serves_and_leaves_nothing_running(served, installation):
    process, port, log = served
    assert answers(port)
    assert "Launching" not in log.read_text(), "the terminal speaks Norwegian"
    second = subprocess.run(
        [*SERVE, str(port)], env=environment(installation), capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert second.stderr.startswith(f"Port {port} på 127.0.0.1 er opptatt")
    assert "\n" not in second.stderr.strip()

    (web,) = [pid for pid, line in family(f"web_server {process.pid} ").items() if parent(pid) == process.pid]
    os.kill(web, signal.SIGKILL)
    until(lambda: "startes på nytt" in log.read_text())
    until(lambda: answers(port))
    assert (installation / "secret-key").stat().st_mode & 0o777 == 0o600

    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0, log.read_text()
    assert family(str(installation)) == {}
    assert family(f"_server {process.pid} ") == {}
    assert family(f"job_worker {process.pid}") == {}
    assert free_port("127.0.0.1", port) == port


@pytest.mark.slow
def test_children_do_not_outlive_a_killed_parent(served):
    process, port, _log = served
    process.kill()
    process.wait()
    until(lambda: not family(f"_server {process.pid} ") and not family(f"job_worker {process.pid}"))
    assert free_port("127.0.0.1", port) == port


def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[1])


ALWAYS_DIES = """
import os, sys
from merkbar.web.ops.processes import Child, Stop, keep_running
child = Child("Jobbene", [sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))
child.start()
sys.exit(keep_running([child], Stop()))
"""
"""In a process of its own: who looks after children ends every other child of the same process."""


def test_a_child_that_always_dies_is_given_up():
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", ALWAYS_DIES], text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Jobbene stopper hele tiden (kode 3)" in done.stdout


def test_of_two_who_start_at_once_one_is_refused():
    with held_port("127.0.0.1", 0) as port:
        with pytest.raises(Refusal, match=f"Port {port} på 127.0.0.1 er opptatt"):
            free_port("127.0.0.1", port)
        with socket.socket() as web:
            web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            web.bind(("127.0.0.1", port))
            web.listen()
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            with pytest.raises(Refusal):
                free_port("127.0.0.1", port)
    assert free_port("127.0.0.1", port) == port


@pytest.mark.skipif(os.geteuid() == 0, reason="Root får bruke alle porter")
def test_a_port_that_needs_rights_is_a_sentence():
    with pytest.raises(Refusal, match="Velg en port over 1023"):
        free_port("127.0.0.1", 80)


def test_an_address_that_is_not_ours_is_a_sentence():
    with pytest.raises(Refusal, match="kan ikke brukes"):
        free_port("192.0.2.1", 8000)

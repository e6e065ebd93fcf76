"""The embedded database keeps what is committed, harms no stranger, and is shared until the last has left."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from merkbar.web.ops import postgres
from merkbar.web.ops.postgres import PostgresFailed, start
from merkbar.web.ops.postgres_process import is_server, running
from tests.ops.postgres_kit import ROOT, ask, copy, kill, program, remember, remembered


def test_a_server_killed_with_9_comes_back_with_every_committed_row(folder: Path) -> None:
    server = start(folder / "var")
    remember(server, "ærlig")
    kill(server)
    again = start(folder / "var")
    assert again.pid != server.pid
    assert remembered(again) == [("ærlig",)]
    assert ask(again.admin_url, "SELECT current_setting('fsync'), current_setting('synchronous_commit')") == [
        ("on", "on")
    ]
    again.stop()
    assert running(again.data) is None


def test_a_busy_child_of_a_killed_server_does_not_keep_the_next_from_starting(var: Path) -> None:
    server = start(var, durable=False)
    busy = psycopg.connect(server.url)
    child = busy.info.backend_pid
    os.kill(child, signal.SIGSTOP)
    try:
        kill(server)
        again = start(var, durable=False)
        assert again.pid != server.pid
        assert ask(again.url, "SELECT 1") == [(1,)]
    finally:
        busy.close()
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def test_a_program_killed_with_9_leaves_a_server_that_the_next_one_takes_over(var: Path) -> None:
    other = program(var)
    pid = int(other.stdout.readline())
    other.kill()
    other.communicate()
    server = start(var, durable=False)
    assert server.pid == pid
    assert ask(server.url, "SELECT 1") == [(1,)]
    server.stop()
    assert not is_server(pid, server.data)


def _misname(data: Path, leftover: str, pid: int) -> None:
    """Leave a pid file behind whose number has since passed to another process."""
    file = data / "postmaster.pid"
    file.write_text("\n".join([str(pid), *leftover.splitlines()[1:]]))
    os.chown(file, data.stat().st_uid, data.stat().st_gid)


def test_a_stale_pid_file_harms_no_stranger_even_one_at_work_in_the_folder(var: Path) -> None:
    server = start(var, durable=False)
    leftover = (server.data / "postmaster.pid").read_text()
    server.stop()
    user = server.data.stat().st_uid if ROOT else None
    with subprocess.Popen(["sleep", "60"], user=user, cwd=server.data) as stranger:
        _misname(server.data, leftover, stranger.pid)
        again = start(var, durable=False)
        assert ask(again.url, "SELECT 1") == [(1,)]
        truth = (server.data / "postmaster.pid").read_text()
        _misname(server.data, leftover, stranger.pid)
        again.stop()
        (server.data / "postmaster.pid").write_text(truth)
        assert stranger.poll() is None
        stranger.kill()


def test_a_stale_pid_file_harms_no_other_server(made: Path, var: Path, folder: Path) -> None:
    other = start(copy(made, folder / "other"), durable=False)
    server = start(var, durable=False)
    leftover = (server.data / "postmaster.pid").read_text()
    server.stop()
    _misname(server.data, leftover, other.pid)
    again = start(var, durable=False)
    assert again.pid != other.pid
    again.stop()
    assert is_server(other.pid, other.data)


def test_a_garbled_pid_file_is_no_hindrance(var: Path) -> None:
    start(var, durable=False).stop()
    next(var.glob("pg*-fast")).joinpath("postmaster.pid").write_text("søppel\n")
    assert ask(start(var, durable=False).url, "SELECT 1") == [(1,)]


def test_two_starts_at_once_share_one_new_server_which_stops_with_the_last(folder: Path) -> None:
    first, second = program(folder / "var"), program(folder / "var")
    pid = int(first.stdout.readline())
    assert int(second.stdout.readline()) == pid
    data = next((folder / "var").glob("pg*-fast"))
    first.communicate("stop\n")
    assert is_server(pid, data)
    second.communicate("stop\n")
    assert not is_server(pid, data)
    assert not list((folder / "var").glob("*.new"))


def test_ctrl_c_in_the_terminal_reaches_the_program_only(var: Path) -> None:
    server = start(var, durable=False)
    assert os.getsid(server.pid) != os.getsid(0)
    assert os.getpgid(server.pid) != os.getpgid(0)


def test_stopping_twice_or_beside_another_program_is_harmless(var: Path) -> None:
    server = start(var, durable=False)
    server.stop()
    other = program(var)
    pid = int(other.stdout.readline())
    server.stop()
    assert is_server(pid, server.data)
    beside = start(var, durable=False)
    assert beside.pid == pid
    beside.stop()
    assert is_server(pid, server.data)
    other.communicate("stop\n")


def test_a_failed_start_says_why_and_leaves_nothing_running(var: Path) -> None:
    server = start(var, durable=False)
    server.stop()
    with (server.data / "postgresql.conf").open("a") as settings:
        settings.write("tullete = 1\n")
    with pytest.raises(PostgresFailed, match=r"startet ikke[^$]*tullete"):
        start(var, durable=False)
    assert running(server.data) is None


def test_a_server_that_cannot_be_prepared_is_not_left_running(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def refuse(_socket: Path, data: Path) -> None:
        tried.append((data, running(data)))
        raise PostgresFailed

    with monkeypatch.context() as patch:
        patch.setattr(postgres, "prepare", refuse)
        with pytest.raises(PostgresFailed):
            start(var, durable=False)
    [(data, pid)] = tried
    assert pid
    assert running(data) is None
    server = start(var, durable=False)
    server.stop()
    assert running(data) is None

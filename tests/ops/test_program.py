"""The program `merkbar`: what it answers, and with which status."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from merkbar.ground.clock.models import ClockStart
from merkbar.web.ops.commands.migrate import refuse_the_demo
from merkbar.web.ops.program import COMMANDS, command_in
from merkbar.web.ops.refusal import Refusal


def merkbar(*words, **environment):
    """Run the program as an operator does."""
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "merkbar.web.ops", *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def said(done):
    return "\n".join(line for line in done.stderr.splitlines() if not line.startswith("import time:"))


@pytest.mark.parametrize("words", [("--help",), ("demo", "--help"), ("serve", "--help"), ("access", "matrix")])
def test_what_needs_no_database_loads_no_django(words):
    done = merkbar(*words)
    assert done.returncode == 0, said(done)
    assert "django" not in done.stderr
    assert done.stdout


@pytest.mark.parametrize(
    "words", [(), ("finnes-ikke",), ("demo",), ("serve", "--port", "x"), ("serve", "--port", "70000"), ("serve", "mer")]
)
def test_misuse_is_status_2_with_a_sentence(words):
    done = merkbar(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Hjelp: merkbar" in said(done)
    assert "usage" not in said(done)


def test_misuse_does_not_start_the_database(tmp_path):
    done = merkbar("token", "create", MERKBAR_VAR=str(tmp_path / "var"), DATABASE_URL="")
    assert done.returncode == 2
    assert "Mangler: BRUKERNAVN." in said(done)
    assert not list((tmp_path / "var").glob("pg*"))


def test_every_command_in_the_table_has_help():
    for name in COMMANDS:
        done = merkbar(*name.split(), "--help")
        assert done.returncode == 0, said(done)
        assert done.stdout.startswith(f"bruk: merkbar {name}")


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path):
    url = f"postgresql://nobody@/nothing?host={tmp_path}"
    done = merkbar("doctor", DATABASE_URL=url)
    assert done.returncode == 1
    assert "Svarer ikke" in done.stdout
    done = merkbar("token", "create", "leder.ost", DATABASE_URL=url)
    assert done.returncode == 1
    assert said(done).startswith("Fikk ikke kontakt med databasen")


@pytest.mark.parametrize("command", ["load", "serve", "reset"])
def test_the_demo_is_refused_in_production(command):
    done = merkbar(
        "demo", command, MERKBAR_ENV="production", MERKBAR_HOSTS="kommune.example", MERKBAR_SECRET_KEY="x" * 50
    )
    assert done.returncode == 1, said(done)
    assert "produ" in said(done)


def test_somebody_elses_database_is_not_emptied():
    done = merkbar("demo", "reset", DATABASE_URL="postgresql:///annen")
    assert done.returncode == 1


def test_the_key_is_made_once_and_kept_from_others(tmp_path):
    script = "from merkbar.web.ops.surroundings import secret_key as k; print(k())"
    environment = {**os.environ, "MERKBAR_VAR": str(tmp_path), "MERKBAR_ENV": "production"}
    environment.pop("MERKBAR_SECRET_KEY", None)
    running = [
        subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
        for _n in range(4)
    ]
    keys = {process.communicate()[0].strip() for process in running}
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in Path(tmp_path).iterdir()] == ["secret-key"]


def test_the_longest_name_wins():
    assert command_in(["demo", "load"]) == "demo load"
    assert command_in(["import", "units"]) == "import"
    assert command_in(["demo"]) is None


@pytest.mark.django_db
def test_the_demos_database_is_not_brought_into_production(monkeypatch):
    refuse_the_demo()
    ClockStart.objects.create(starts_at=timezone.now(), stored_at=timezone.now())
    refuse_the_demo()
    monkeypatch.setenv("MERKBAR_ENV", "production")
    with pytest.raises(Refusal, match="demokommunens"):
        refuse_the_demo()
    ClockStart.objects.all().delete()
    refuse_the_demo()

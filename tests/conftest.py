"""The running demo that golden assertions and journeys ask: the real program, its own database, the whole municipality."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from merkbar.web.ops import postgres

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
PASSWORD = "solvik-demo"
READY_WITHIN = 480
PATIENCE = 20_000
"""How long a page may take on a busy machine until it shows what is expected [ms]."""
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
"""Chromium as a test drives it: it asks nobody on the net, and leans on no graphics card and no shared memory."""


@dataclass
class Demo:
    """The demo as served: its address, and a token for each that asks."""

    address: str
    var: Path
    process: subprocess.Popen[str]

    def token(self, login: str, scope: str = "read,write") -> str:
        """An API token for a person, by the program itself."""
        done = self.run("token", "create", login, "--scope", scope, "--days", "1")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the program beside the served one, on the same installation."""
        command = [sys.executable, "-m", "merkbar.web.ops", *words]
        return subprocess.run(
            command, env=_environment(self.var), cwd=ROOT, text=True, capture_output=True, check=False
        )

    def ask(
        self, path: str, *, token: str = "", body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """A call of the API: (status, JSON or text)."""
        data = None if body is None else json.dumps(body).encode()
        sent = {"Accept": "application/json", "Content-Type": "application/json"} | (headers or {})
        if token:
            sent["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(self.address + path, data=data, headers=sent)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, _read(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, _read(refused)


def _read(answer: Any) -> Any:
    text = answer.read().decode()
    return json.loads(text) if "json" in answer.headers.get("Content-Type", "") else text


def _environment(var: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return kept | {"MERKBAR_VAR": str(var), "MERKBAR_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """Serve the demo municipality on a free port until the tests are done."""
    with served("demo") as running:
        yield running


@contextmanager
def served(name: str) -> Iterator[Demo]:
    """The program serving a demo of its own, and nothing of it left behind."""
    var = ROOT / "var" / f"{name}-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    _clear(var)
    var.mkdir(parents=True)
    command = [sys.executable, "-m", "merkbar.web.ops", "demo", "serve", "--port", "0"]
    log = (var / "serve.log").open("w")
    process = subprocess.Popen(
        command, env=_environment(var), cwd=ROOT, text=True, stdout=log, stderr=subprocess.STDOUT
    )
    try:
        yield Demo(_ready(process, var / "serve.log"), var, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        log.close()
        _clear(var)


def _ready(process: subprocess.Popen[str], log: Path) -> str:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        for line in log.read_text().splitlines():
            if line.startswith("Ready: "):
                return line.removeprefix("Ready: ").strip()
        assert process.poll() is None, log.read_text()
        time.sleep(0.2)
    raise AssertionError(log.read_text())


def _clear(var: Path) -> None:
    """Take away an installation's folder, and its database where that lies elsewhere."""
    if var.exists():
        server = postgres.start(var)
        server.stop()
        shutil.rmtree(server.data, ignore_errors=True)
        shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from the system, one for all journeys of a process."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def log_in(page: Page, demo: Demo, login: str) -> None:
    """Log in as a person would."""
    page.goto(demo.address + "/logg-inn/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    page.wait_for_url(lambda url: "logg-inn" not in url)

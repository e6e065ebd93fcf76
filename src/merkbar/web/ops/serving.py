"""What `merkbar serve` and `merkbar demo serve` do: database, migrations, files, web and jobs, in the foreground."""

import hashlib
import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg

from merkbar.web.ops.demo_logins import LOGINS, PASSWORD
from merkbar.web.ops.processes import Child, Stop, adopt_orphans, end_orphans, keep_running, say
from merkbar.web.ops.refusal import Refusal
from merkbar.web.ops.surroundings import Addresses, database, is_production, secret_key, var

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000
READY_WITHIN = 60.0
"""Seconds the web has to answer after it was started."""
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what an operator may ask for, not what we choose
LOCAL_NAMES = "127.0.0.1,localhost,[::1]"
MANIFEST = Path(__file__).parents[2] / "ground/ui/static/build/manifest.json"
PYTHON = [sys.executable, "-X", "utf8"]
PROGRAM = [*PYTHON, "-m", "merkbar.web.ops"]


def serve(host: str, port: int, *, demo: bool) -> int:
    """Start everything, say when it is ready, look after it, and stop all of it in order."""
    if demo and is_production():
        raise Refusal("Demokommunen kan ikke brukes når MERKBAR_ENV er «production».")
    stop = Stop()
    stop.listen()
    with ExitStack() as undo:
        port = undo.enter_context(held_port(host, port))
        addresses = undo.enter_context(database())
        adopt_orphans()
        environment = _environment(host)
        for words in _steps(addresses, demo=demo):
            if not _step(words, environment, stop):
                return 0 if stop.asked() else 1
        children = _children(host, port, environment)
        undo.callback(end_orphans, children)
        for child in children:
            undo.callback(child.stop)
            child.start()
        if _wait_until_ready(host, port, children, stop):
            _welcome(host, port, demo=demo)
        kept = keep_running(children, stop)
        say("Stopper …")
    return 0 if kept else 1


def free_port(host: str, port: int) -> int:
    """Make sure that the port can be had now (0: any)."""
    with held_port(host, port) as found:
        return found


@contextmanager
def held_port(host: str, port: int) -> Iterator[int]:
    """Keep a port (0: any) for us alone from before anything is started: of two who start at once, one is refused.

    Nothing is answered here. Our own web server listens beside it, as the kernel lets one user share a port
    (SO_REUSEPORT, set after the port is ours).
    """
    with ExitStack() as undo:
        try:
            family, *_rest, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            held = undo.enter_context(socket.socket(family, socket.SOCK_STREAM))
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind(place)
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        except PermissionError as error:
            raise Refusal(f"Port {port} krever egne rettigheter. Velg en port over 1023, for eksempel 8000.") from error
        except OSError as error:
            raise Refusal(
                f"Port {port} på {host} er opptatt eller kan ikke brukes. Velg en annen: --port {port + 1}"
            ) from error
        yield int(held.getsockname()[1])


def _environment(host: str) -> dict[str, str]:
    hosts = os.environ.get("MERKBAR_HOSTS") or ",".join(dict.fromkeys([*LOCAL_NAMES.split(","), host]))
    return {
        **os.environ,
        "MERKBAR_VAR": str(var()),
        "MERKBAR_SECRET_KEY": secret_key(),
        "MERKBAR_HOSTS": hosts,
        "DJANGO_SETTINGS_MODULE": "merkbar.web.settings",
        "PYTHONUNBUFFERED": "1",
    }


def _steps(addresses: Addresses, *, demo: bool) -> "list[list[str]]":
    """List what must be done before anybody is let in, without what is done already."""
    steps = [[*PROGRAM, "migrate"]]
    if static_is_old():
        steps.append([*PYTHON, "-m", "merkbar.web.ops.static"])
    if demo and is_empty(addresses.url):
        steps.append([*PROGRAM, "demo", "load"])
    return steps


def static_digest() -> str:
    """Tell what static files are collected from: the front end's build and the packages that bring files."""
    built = MANIFEST.read_bytes() if MANIFEST.exists() else b""
    parts = [version(name) for name in ("django", "django-ninja", "whitenoise")]
    return hashlib.sha256(built + repr(["compressed", *parts]).encode()).hexdigest()


def static_stamp() -> Path:
    """Where the digest of the collected files is kept."""
    return var() / "static.stamp"


def static_is_old() -> bool:
    """Whether the static files must be collected again."""
    if not MANIFEST.exists():
        say("Stilark og skript er ikke bygd. Kjør «make build».")
    stamp = static_stamp()
    return not stamp.exists() or stamp.read_text() != static_digest()


def is_empty(url: str) -> bool:
    """Whether nobody is registered yet."""
    with psycopg.connect(url, connect_timeout=10) as connection:
        if connection.execute("SELECT to_regclass('people_person')").fetchone() == (None,):
            return True
        return not connection.execute("SELECT EXISTS (SELECT FROM people_person)").fetchone() == (True,)  # noqa: SIM201


def _step(words: Sequence[str], environment: Mapping[str, str], stop: Stop) -> bool:
    """Run one program to its end, or until a stop is asked for; whether it was done."""
    child = Child(words[-1], words, environment)
    child.start()
    while child.died() is None:
        if stop.asked(0.05):
            child.stop()
            return False
    return child.died() == 0 and not stop.asked()


def _children(host: str, port: int, environment: Mapping[str, str]) -> list[Child]:
    me = str(os.getpid())
    return [
        Child("Nettjeneren", [*PYTHON, "-m", "merkbar.web.ops.web_server", me, host, str(port)], environment),
        Child("Jobbene", [*PYTHON, "-m", "merkbar.web.ops.job_worker", me], environment),
    ]


def _wait_until_ready(host: str, port: int, children: Sequence[Child], stop: Stop) -> bool:
    for _attempt in range(int(READY_WITHIN / 0.1)):
        if answers(host, port):
            return True
        if stop.asked(0.1) or any(child.died() is not None for child in children):
            return False
    say(f"Nettjeneren svarte ikke på {READY_WITHIN:.0f} sekunder, men kan fortsatt komme.")
    return False


def answers(host: str, port: int) -> bool:
    """Whether the web says it is alive."""
    headers = {"Host": os.environ.get("MERKBAR_HOSTS", "localhost").split(",")[0], "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"{address(host, port)}/healthz", headers=headers)  # noqa: S310 - http only
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - the address is our own
            return bool(answer.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, OSError):
        return False


def address(host: str, port: int) -> str:
    """Where a person finds it.

    >>> address("0.0.0.0", 8000)
    'http://127.0.0.1:8000'
    """
    name = EVERYWHERE.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _welcome(host: str, port: int, *, demo: bool) -> None:
    if demo:
        width = max(len(login) for login, _post in LOGINS) + 2
        say("\n".join(["", f"Brukere i demoen (passord {PASSWORD}):"]))
        say("\n".join([*(f"  {login:<{width}}{post}" for login, post in LOGINS), ""]))
    say(f"Ready: {address(host, port)}")
    if sys.stdout.isatty():
        say("Stopp med Ctrl-C.")

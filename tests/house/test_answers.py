"""What every answer carries, and what no page, style or script reaches for (trust S4, S5, S8)."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import path

from merkbar.ground.ui.templatetags.ui import BUILD
from merkbar.web.urls import urlpatterns as ours
from tests.house import source, stage
from tests.house.test_doors import HEADERS

UNSAFE = ("post", "put", "patch", "delete")
OPENED_BY_TOKEN = "api:"
FETCHED = re.compile(
    r"""(?:src|srcset|action|formaction|poster|data)=["']?((?:https?:)?//[^"'\s>]+)|<link[^>]+href=["']?((?:https?:)?//[^"'\s>]+)""",
    re.IGNORECASE,
)
REACHED = re.compile(
    r"""(?:url\(|@import\s*|fetch\(\s*|importScripts\(\s*|from\s*)["'`]?((?:https?:|wss?:)?//[^"'`)\s]+)"""
)
NAMESPACES = ("http://www.w3.org/",)


def broken(request):
    raise RuntimeError


class WithABrokenPage:
    urlpatterns = [*ours, path("gaar-i-stykker/", broken, name="broken")]
    handler404 = "merkbar.web.errors.not_found"
    handler500 = "merkbar.web.errors.broken"


def hosts_in(text):
    found = [part for match in FETCHED.finditer(text) for part in match.groups() if part]
    found += REACHED.findall(text)
    return [host for host in found if not host.startswith(NAMESPACES)]


@pytest.fixture
def scene(solvik, cast, tmp_path, settings):
    settings.FILES_ROOT = tmp_path
    return stage.build(solvik, cast, "avdelingsleder")


@pytest.fixture
def client(scene):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(scene.person)
    return client


def test_every_unsafe_request_without_a_token_is_refused(scene, client):
    let_in = []
    for name, place_, address in stage.lines(scene):
        refusals = {401, 403, 405} if name.startswith(OPENED_BY_TOKEN) else {403, 405}
        for method in UNSAFE:
            answer = getattr(client, method)(address)
            if answer.status_code not in refusals:
                let_in.append((name, place_, method, answer.status_code))
    assert let_in == []


KINDS = {
    "page": ("/", 200),
    "log-in": ("/bytt-passord/", 200),
    "public": ("/meld/anonymt/", 200),
    "missing": ("/finnes-ikke/", 404),
    "list for a program": ("/api/v1/units", 401),
    "export": ("/avvik/eksport.csv", 200),
    "manifest": ("/manifest.webmanifest", 200),
    "alive": ("/healthz", 200),
    "wrong method": ("/varsler/les-alle/", 405),
    "redirect": ("/logg-inn/", 302),
}


@pytest.mark.parametrize(("address", "status"), KINDS.values(), ids=KINDS)
def test_every_kind_of_answer_carries_the_headers(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    assert HEADERS - set(answer.headers) == set()
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_refused_form_carries_the_headers(client):
    answer = client.post("/meld/")
    assert answer.status_code == 403
    assert HEADERS - set(answer.headers) == set()


@override_settings(ROOT_URLCONF=WithABrokenPage)
def test_a_broken_page_carries_the_headers_and_tells_nothing(client):
    answer = client.get("/gaar-i-stykker/")
    assert answer.status_code == 500
    assert HEADERS - set(answer.headers) == set()
    assert "RuntimeError" not in answer.content.decode()


def test_static_files_carry_the_headers(client):
    built = sorted(file for file in BUILD.glob("*.css"))
    assert built, "make build"
    answer = client.get(f"{settings.STATIC_URL}build/{built[0].name}")
    b"".join(answer.streaming_content)
    assert answer.status_code == 200
    assert HEADERS - {"X-Frame-Options"} - set(answer.headers) == set()


def test_no_page_reaches_for_another_host(scene, client):
    reached = {}
    for name, place_, address in stage.lines(scene):
        answer = client.get(address)
        if answer.headers.get("Content-Type", "").startswith("text/html") and hosts_in(answer.content.decode()):
            reached[name, place_] = hosts_in(answer.content.decode())
    assert not reached


def test_no_style_script_or_template_reaches_for_another_host():
    files = [
        *source.templates(),
        *(source.ROOT / "frontend").glob("css/*.css"),
        *(source.ROOT / "frontend").glob("js/*.js"),
        *Path(BUILD).glob("*.css"),
        *Path(BUILD).glob("*.js"),
    ]
    assert len(files) > 80
    assert {
        str(file): hosts_in(file.read_text(encoding="utf-8"))
        for file in files
        if hosts_in(file.read_text(encoding="utf-8"))
    } == {}


@pytest.mark.parametrize(
    "planted",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/x.css">',
        "body { background: url(https://pictures.example/x.png) }",
        'fetch("https://count.example/hit")',
    ],
)
def test_a_planted_host_is_found(planted):
    assert hosts_in(planted)

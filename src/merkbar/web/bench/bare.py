"""The floor: a Django view without middleware that runs the statements it is told and shows the rows they give.

Served by the same web server in the same way; `MERKBAR_BENCH_PAGES` names a file of JSON: page → list of statements.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from psycopg_pool import ConnectionPool

ROWS = """<!doctype html><title>{{ name }}</title>{% for rows in tables %}<table>{% for row in rows %}<tr>
{% for cell in row|slice:":7" %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>{% endfor %}"""


@cache
def pool() -> ConnectionPool:
    """The same kind of pool as the application's."""
    return ConnectionPool(os.environ["DATABASE_URL"], min_size=1, max_size=6, open=True)


def statements(name: str) -> list[str]:
    """What a page asks the database."""
    found: dict[str, list[str]] = json.loads(Path(os.environ["MERKBAR_BENCH_PAGES"]).read_text(encoding="utf-8"))
    return found[name]


@cache
def template() -> Any:
    """The rows' template, read once as a loader's would be."""
    return engines["django"].from_string(ROWS)


def page(request: HttpRequest, name: str) -> HttpResponse:
    """Run the statements, show the rows."""
    with pool().connection() as connection:
        tables = [connection.execute(text.encode()).fetchall() for text in statements(name)]
    return HttpResponse(template().render({"name": name, "tables": tables}))


urlpatterns = [path("<str:name>/", page)]


def make() -> WSGIHandler:
    """Make the application, once in each worker."""
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="not a secret",  # noqa: S106 - signs nothing
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()
    return WSGIHandler()


if "MERKBAR_BENCH_PAGES" in os.environ:
    application = make()

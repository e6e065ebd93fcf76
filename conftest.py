"""What every test may lean on: a small fixed organisation, a fixed cast, and a client that proof-reads each page."""

import datetime as dt
import os
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import pytest
import zeal
from django.conf import settings
from django.test import Client
from tests.proof import proof_read
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from merkbar.check.deviations import suggest
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.units.models import Unit
from merkbar.ground.units.writes import open_unit
from merkbar.web import baseline

settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_{os.environ.get('PGTESTNAME', 'merkbar')}"
settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

initialize_app_registry()
patch()
settings.ZEAL_RAISE = True
START = dt.date(2024, 1, 1)
PASSWORD = "solvik-demo"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        baseline.load()


@pytest.fixture(scope="module")
def _lists_again(django_db_setup: None, django_db_blocker: Any) -> Any:
    """What everybody leans on comes back when the last test over real transactions has emptied the database."""
    yield
    with django_db_blocker.unblock():
        baseline.load()


@pytest.fixture
def real_transactions(_lists_again: None, transactional_db: None) -> None:
    """What is saved is seen by other threads; the municipality's lists are there."""
    baseline.load()


@pytest.fixture(autouse=True)
def _fresh_clock() -> Any:
    clock.forget()
    suggest.forget()
    yield
    clock.forget()


@dataclass
class Units:
    """Solvik in small."""

    root: Unit
    health: Unit
    home_care: Unit
    north: Unit
    south: Unit
    east: Unit
    upbringing: Unit
    schools: Unit
    school: Unit


@pytest.fixture
def solvik(db: None) -> Units:
    """SOLVIK with two areas, home care with three departments and one school."""

    def made(code: str, name: str, parent: Unit | None = None, **facts: Any) -> Unit:
        return open_unit(by=None, code=code, name=name, parent=parent, valid_from=START, **facts)

    root = made("SOLVIK", "Solvik kommune", short_name="Solvik")
    health = made("MH", "Mestring og helse", root)
    home_care = made("MH3", "Hjemmetjenesten", health)
    upbringing = made("OL", "Oppvekst og læring", root)
    schools = made("OL2", "Grunnskoler", upbringing)
    return Units(
        root,
        health,
        home_care,
        made("MH31", "Hjemmetjenesten Nord", home_care, short_name="Nord", employees=38),
        made("MH32", "Hjemmetjenesten Sør", home_care, short_name="Sør", employees=40),
        made("MH33", "Hjemmetjenesten Øst", home_care, short_name="Øst", employees=34),
        upbringing,
        schools,
        made("OL21", "Solvik barneskole og SFO", schools, short_name="Solvik barneskole", employees=84),
    )


@dataclass
class Cast:
    """Who plays in the tests."""

    nurse: Person
    colleague: Person
    leader: Person
    neighbour: Person
    manager: Person
    director: Person
    coordinator: Person
    adviser: Person
    chief: Person
    teacher: Person
    head: Person
    auditor: Person
    dpo: Person
    safety: Person
    doctor: Person
    admin: Person
    politician: Person
    user_rep: Person


CAST = {
    "nurse": ("ansatt", "east"),
    "colleague": ("ansatt", "east"),
    "leader": ("avdelingsleder", "east"),
    "neighbour": ("avdelingsleder", "north"),
    "manager": ("virksomhetsleder", "home_care"),
    "director": ("kommunalsjef", "health"),
    "coordinator": ("kvalitetskoordinator", "health"),
    "adviser": ("kvalitetsradgiver", "root"),
    "chief": ("kommunedirektor", "root"),
    "teacher": ("ansatt", "school"),
    "head": ("avdelingsleder", "school"),
    "auditor": ("internrevisor", "root"),
    "dpo": ("personvernombud", "root"),
    "safety": ("verneombud", "health"),
    "doctor": ("kommuneoverlege", "root"),
    "admin": ("applikasjonsansvarlig", "root"),
    "politician": ("politiker", "root"),
    "user_rep": ("brukerrepresentant", "root"),
}


@pytest.fixture
def cast(solvik: Units) -> Cast:
    """The fixed cast, each with one post since 2024 and a log-in of their own."""
    played = {}
    for name, (role, place) in CAST.items():
        unit = getattr(solvik, place)
        person = Person(login=name, name=f"Test {name.title()}", email=f"{name}@solvik.example", home_unit=unit)
        person.set_password(PASSWORD)
        person.save()
        Post.objects.create(person=person, role=Role.objects.get(code=role), unit=unit, valid_from=START)
        played[name] = person
    return Cast(**played)


class ProofReader(Client):
    """A client that proof-reads every page it fetches; a query in a loop fails it. Writes may lock row by row."""

    def as_(self, person: Person) -> "ProofReader":
        """A client where this person is logged in."""
        fresh = ProofReader()
        fresh.force_login(person)
        return fresh

    def request(self, **request: Any) -> Any:
        looking = request.get("REQUEST_METHOD", "GET") == "GET"
        with zeal.zeal_context() if looking else nullcontext():
            response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming and response.content:
            proof_read(response.content.decode(), request.get("PATH_INFO", ""))
        return response


@pytest.fixture
def web(db: None) -> ProofReader:
    return ProofReader()

"""A record with files, seen by those who sit in its unit's line."""

import pytest

from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.files import registry
from merkbar.ground.records.writes import open_record


def in_reach(standing, record):
    return standing.covers(Right.READ, record.unit.path)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path, monkeypatch):
    settings.FILES_ROOT = tmp_path / "files"
    for kept in ("_finders", "_adders", "_actors", "_reporters"):
        monkeypatch.setattr(registry, kept, {})
    return settings.FILES_ROOT


@pytest.fixture
def record(solvik, own_store):
    registry.add_finder("trial", in_reach)
    return open_record(by=None, kind="trial", prefix="PR", title="Prøve", unit=solvik.east, at=clock.now())

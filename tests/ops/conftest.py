"""Folders for servers of the tests' own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from merkbar.web.ops.postgres import start
from tests.ops.postgres_kit import copy, open_folder


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """Make a `var` with a new, stopped database once: copied where the making is not the question."""
    with open_folder() as folder:
        start(folder / "var", durable=False).stop()
        yield folder / "var"


@pytest.fixture
def folder() -> Iterator[Path]:
    """Lend a folder the service user can reach: pytest's own are closed when root makes them."""
    with open_folder() as path:
        yield path


@pytest.fixture
def var(made: Path, folder: Path) -> Path:
    return copy(made, folder / "var")

"""A demo that nobody has touched: the figures are those of the morning it is loaded."""

from collections.abc import Iterator

import pytest

from tests.conftest import Demo, served


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """Serve a demo for the golden assertions alone."""
    with served("golden") as running:
        yield running

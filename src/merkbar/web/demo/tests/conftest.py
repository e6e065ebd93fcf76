"""The plan on the demo's today, made once for all tests."""

import pytest

from merkbar.web.demo.cases import cases
from merkbar.web.demo.shapes import GOLDEN, Case


@pytest.fixture(scope="session")
def plan() -> list[Case]:
    return cases(GOLDEN)

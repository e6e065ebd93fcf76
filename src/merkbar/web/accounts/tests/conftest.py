"""The nurse by all her names."""

import pytest

from merkbar.web.accounts.tests.people import with_password


@pytest.fixture
def nurse(cast):
    cast.nurse.login, cast.nurse.employee_no, cast.nurse.email = "nora.testnes", "10033", "nora@solvik.example"
    return with_password(cast.nurse)

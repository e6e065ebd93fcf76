import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock.writes import start_clock
from merkbar.ground.people.writes import deactivate
from merkbar.web.api.models import Token
from merkbar.web.api.policy import may_revoke_token, token_of, tokens_visible_to
from merkbar.web.api.writes import make_token, revoke_token

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 9, 21, 8, tzinfo=dt.UTC)


def test_only_a_digest_is_kept(cast, caller):
    person = caller(cast.nurse)
    kept = " ".join(str(value) for row in Token.objects.values_list() for value in row)
    assert person.secret.startswith("merkbar_")
    assert person.secret not in kept
    assert person.secret.removeprefix("merkbar_") not in kept


def test_a_token_ends_on_real_time_whatever_the_demo_says(cast, caller):
    start_clock(by=None, at=dt.datetime(2040, 1, 1, tzinfo=dt.UTC))
    with time_machine.travel(NOW, tick=False) as traveller:
        person = caller(cast.nurse, days=2)
        traveller.shift(dt.timedelta(days=2, seconds=-1))
        assert person.get("/units").status_code == 200
        traveller.shift(dt.timedelta(seconds=1))
        assert person.get("/units").status_code == 401


def test_a_revoked_token_opens_nothing(cast, caller):
    person = caller(cast.nurse)
    revoke_token(by=cast.nurse, token=person.token)
    assert person.get("/units").status_code == 401


def test_a_token_dies_with_the_account(cast, caller):
    person = caller(cast.nurse)
    deactivate(by=None, person=cast.nurse)
    assert person.get("/units").status_code == 401


def test_a_token_that_may_only_write_does_not_read(cast, caller):
    assert caller(cast.nurse, scope="write").get("/units").status_code == 403


def test_use_is_noted_at_most_once_a_minute(cast, caller):
    with time_machine.travel(NOW, tick=False) as traveller:
        person = caller(cast.nurse)
        for seconds, expected in ((0, 0), (30, 0), (31, 61)):
            traveller.shift(dt.timedelta(seconds=seconds))
            person.get("/units")
            assert Token.objects.get(pk=person.token.pk).used_at == NOW + dt.timedelta(seconds=expected)


@pytest.mark.parametrize(("scope", "days"), [("read", 0), ("read", 367), ("alt", 1), ("", 1)])
def test_a_token_without_end_or_scope_is_refused(cast, scope, days):
    with pytest.raises(ValidationError):
        make_token(by=None, person=cast.nurse, name="x", scope=scope, days=days)


def test_each_sees_their_own_and_the_administrator_all(cast, caller):
    mine, theirs = caller(cast.nurse).token, caller(cast.neighbour).token
    nurse, admin = standing_of(cast.nurse), standing_of(cast.admin)
    assert list(tokens_visible_to(nurse)) == [mine]
    assert token_of(nurse, pk=theirs.pk) is None
    assert set(tokens_visible_to(admin)) == {mine, theirs}
    assert may_revoke_token(admin, theirs)
    assert not may_revoke_token(nurse, theirs)

"""Somebody who calls the API."""

import pytest

from merkbar.web.api.writes import make_token


class Caller:
    """Calls the API with one person's token."""

    def __init__(self, client, person, scope="read,write", days=1):
        self.client = client
        self.token, self.secret = make_token(by=person, person=person, name="prøve", scope=scope, days=days)

    def _headers(self, more):
        return {"Authorization": f"Bearer {self.secret}", **more}

    def get(self, path, **query):
        return self.client.get(f"/api/v1{path}", query or None, headers=self._headers({}))

    def post(self, path, body, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1{path}", body, content_type="application/json", headers=self._headers(named))


@pytest.fixture
def caller(client):
    return lambda person, **facts: Caller(client, person, **facts)

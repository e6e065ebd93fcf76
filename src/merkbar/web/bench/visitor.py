"""Somebody with a browser, without the browser: one connection that is kept open, cookies, and a stopwatch."""

import http.client
import re
import time
import uuid
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from merkbar.web.ops.demo_logins import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
HOST = "127.0.0.1"
WORDS = "Glemte kveldsmedisinen hos bruker. Oppdaget ved morgenbesøket, lege er ringt og det gikk bra."


class WrongAnswer(Exception):
    """A page answered otherwise than the measurement needs."""


@dataclass
class Visitor:
    """One person at one port; not shared between threads."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection(HOST, self.port, timeout=60)

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, expect: int = 200, **headers: str
    ) -> tuple[float, str]:
        """Ask once; gives the time until the last byte [ms] and the text."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        began = time.perf_counter()
        self.line.request(method, path, body, sent)
        answer = self.line.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1000
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        if answer.status != expect:
            raise WrongAnswer(f"{method} {path}: {answer.status}, not {expect}\n{text[:500].decode(errors='replace')}")
        return took, text.decode(errors="replace") if "Content-Encoding" not in answer.headers else ""

    def log_in(self, login: str) -> "Visitor":
        """Log in on one's own phone, as a person does."""
        self.token = self._token("/logg-inn/")
        self.post("/logg-inn/", login=login, password=PASSWORD, where="own")
        self.token = self._token("/meld/")
        return self

    def _token(self, path: str) -> str:
        found = TOKEN.search(self.ask(path)[1])
        if found is None:
            raise WrongAnswer(f"no form on {path}")
        return found[1]

    def post(self, path: str, **fields: str) -> float:
        """Send a form and be sent on; gives the time [ms]."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        origin = f"http://{HOST}:{self.port}"
        sent = {"Content_Type": "application/x-www-form-urlencoded", "Origin": origin}
        return self.ask(path, method="POST", body=body, expect=302, **sent)[0]

    def report(self, unit: str) -> float:
        """Report by the form; gives the time [ms]."""
        return self.post("/meld/", what=WORDS, unit=unit, when="now", harm="1", key=str(uuid.uuid4()), hint_seen="1")

"""Limits on guessing: so many tries a window, counted in the database because the processes are several.

Each process's own memory would multiply the limit, and Django's database cache counts by reading and writing back,
which loses simultaneous tries. Here a try is written before the password is looked at, under a lock for its key, and
taken back when the password was right: a hundred guesses at once count as a hundred.
"""

import datetime as dt
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from merkbar.web.accounts.models import Try

IPV6_HOME = 64
"""One customer's IPv6 network [bits]; inside it addresses are free to change."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `number` tries in `window`."""

    scope: str
    number: int
    window: dt.timedelta


ACCOUNT = Limit("account", 10, dt.timedelta(minutes=15))
ADDRESS = Limit("address", 50, dt.timedelta(minutes=15))
PIN = Limit("pin", 5, dt.timedelta(hours=12))
RESET = Limit("reset", 5, dt.timedelta(hours=1))
RESET_ADDRESS = Limit("reset_address", 20, dt.timedelta(hours=1))
RECEIPT = Limit("receipt", 20, dt.timedelta(minutes=15))
OLD_PASSWORD = Limit("old_password", 10, dt.timedelta(minutes=15))


class TooMany(Exception):
    """The limit is reached; wait so long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def claim(*wanted: tuple[Limit, str]) -> list[int]:
    """Count one try against each limit and key; raise TooMany when one of them is full, and then count nothing."""
    now = timezone.now()
    with transaction.atomic():
        return [_count(limit, _digest(limit, key), now) for limit, key in wanted]


def release(claims: Sequence[int]) -> None:
    """Take tries back: they were no guesses."""
    Try.objects.filter(pk__in=claims).delete()


def left(limit: Limit, key: str) -> int:
    """How many tries are left now."""
    tries = Try.objects.filter(scope=limit.scope, key=_digest(limit, key), at__gt=timezone.now() - limit.window)
    return max(0, limit.number - tries.count())


def forget_old() -> int:
    """Delete tries that no window can see any more; returns how many."""
    gone, _by_model = Try.objects.filter(at__lt=timezone.now() - dt.timedelta(days=1)).delete()
    return gone


def _count(limit: Limit, key: str, now: dt.datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{limit.scope}:{key}"])
    tries = Try.objects.filter(scope=limit.scope, key=key, at__gt=now - limit.window).order_by("-at")
    times = list(tries.values_list("at", flat=True)[: limit.number])
    if len(times) >= limit.number:
        raise TooMany(max(1, int((times[-1] + limit.window - now).total_seconds()) + 1))
    return Try.objects.create(scope=limit.scope, key=key, at=now).pk


def _digest(limit: Limit, key: str) -> str:
    return salted_hmac(f"merkbar.try.{limit.scope}", key, algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """Return the caller's address as the nearest trusted proxy saw it; an IPv6 caller counts as its whole network."""
    seen = str(request.META.get("REMOTE_ADDR") or "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if 0 < settings.TRUSTED_PROXIES <= len(hops):
        seen = hops[-settings.TRUSTED_PROXIES]
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return "unknown"
    if address.version == 4:  # noqa: PLR2004 - IP version 4
        return str(address)
    return str(ipaddress.ip_network(f"{address}/{IPV6_HOME}", strict=False).network_address)

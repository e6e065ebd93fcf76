"""Every address of the program: its name, pattern and view."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Address:
    name: str
    pattern: str
    view: Any

    @property
    def variables(self) -> frozenset[str]:
        """What the address names: `ref`, `pk` …"""
        return frozenset(re.findall(r"<(?:\w+:)?(\w+)>", self.pattern))


def addresses(resolver: Any = None, prefix: str = "", space: str = "") -> Iterator[Address]:
    for found in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(found.pattern)
        if isinstance(found, URLPattern):
            yield Address(space + (found.name or ""), pattern, found.callback)
        else:
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from addresses(found, pattern, inner)


def by_name() -> dict[str, Address]:
    return {address.name: address for address in sorted(addresses(), key=lambda one: one.name)}

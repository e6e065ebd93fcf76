"""Every address of the program: its name, pattern and view."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Address:
    name: str
    pattern: str
    view: Any


def addresses(resolver: Any = None, prefix: str = "", space: str = "") -> Iterator[Address]:
    for found in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(found.pattern)
        if isinstance(found, URLPattern):
            yield Address(space + (found.name or ""), pattern, found.callback)
        else:
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from addresses(found, pattern, inner)

"""Ask for a job inside the present transaction: it is there when the write is, and gone when the write is."""

from typing import Any

from procrastinate.contrib.django import app


def defer(name: str, **arguments: Any) -> None:
    """Queue the job called `name`."""
    app.configure_task(name, queue="merkbar").defer(**arguments)

"""The process that does the jobs. Started by `merkbar serve` with its parent's pid."""

import asyncio
import sys

from procrastinate.contrib.django import app

from merkbar.web.ops.django_ready import prepare
from merkbar.web.ops.processes import end_with_parent

CONCURRENCY = 2
"""Jobs at a time; each may hold a database connection."""
GRACE = 15.0
"""Seconds a job has to finish when the worker is told to stop."""


async def work() -> None:
    """Do jobs until told to stop, without a word: procrastinate's own command greets in English."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's connector has it
        async with app.open_async():
            await app.run_worker_async(concurrency=CONCURRENCY, shutdown_graceful_timeout=GRACE)


if __name__ == "__main__":
    end_with_parent(int(sys.argv[1]))
    prepare()
    asyncio.run(work())

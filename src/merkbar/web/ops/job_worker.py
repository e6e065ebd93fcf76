"""The process that does the jobs. Started by `merkbar serve` with its parent's pid."""

import sys

from django.core.management import call_command

from merkbar.web.ops.django_ready import prepare
from merkbar.web.ops.processes import end_with_parent

CONCURRENCY = "2"
"""Jobs at a time; each may hold a database connection."""
GRACE = "15"
"""Seconds a job has to finish when the worker is told to stop."""

if __name__ == "__main__":
    end_with_parent(int(sys.argv[1]))
    prepare()
    call_command("procrastinate", "worker", f"--concurrency={CONCURRENCY}", f"--shutdown-graceful-timeout={GRACE}")

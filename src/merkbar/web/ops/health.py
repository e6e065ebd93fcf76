"""Is it alive, is it ready, and how much is there: for monitors, without personal data."""

import hmac
import os
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from merkbar.check.deviations.models import Deviation, State
from merkbar.ground.access.doors import anyone, door

BEATS_WITHIN = timedelta(seconds=60)
"""A job worker says that it lives every ten seconds; after this long it is taken for dead."""
JOB_STATES = ("todo", "doing", "succeeded", "failed", "cancelled", "aborted")


@require_safe
@door(anyone)
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as the web answers at all; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@door(anyone)
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether database, migrations and jobs are as they must be; 503 says which are not."""
    found = {"database": False, "migrations": False, "jobs": False}
    try:
        connection.ensure_connection()
        found["database"] = True
        found["migrations"] = not pending_migrations()
        found["jobs"] = jobs_are_done()
    except DatabaseError:
        connection.close()
    ready = all(found.values())
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


@require_safe
@door(anyone)
def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers for Prometheus; without the right token there is no such page."""
    wanted = os.environ.get("MERKBAR_METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        raise Http404
    return HttpResponse(generate_latest(measured()), content_type=CONTENT_TYPE_LATEST)


def pending_migrations() -> list[str]:
    """Migrations of this version that the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def jobs_are_done() -> bool:
    """Whether a worker has said within a minute that it lives."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - BEATS_WITHIN).exists()


def jobs_by_state() -> dict[str, int]:
    """How many jobs there are in each state."""
    counted = dict.fromkeys(JOB_STATES, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
        counted.update(dict(cursor.fetchall()))
    return counted


def measured() -> CollectorRegistry:
    """Ask the database for the numbers now, so that every web process gives the same."""
    registry = CollectorRegistry()
    jobs = Gauge("merkbar_jobs", "Jobs by state", ["state"], registry=registry)
    for state, number in jobs_by_state().items():
        jobs.labels(state).set(number)
    cases = Gauge("merkbar_deviations", "Deviations by state", ["state"], registry=registry)
    for state in State.values:
        cases.labels(state).set(Deviation.objects.filter(state=state).count())
    Gauge("merkbar_jobs_worker_up", "Whether a job worker lives", registry=registry).set(jobs_are_done())
    Gauge("merkbar_database_bytes", "Size of the database [B]", registry=registry).set(_database_bytes())
    return registry


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])

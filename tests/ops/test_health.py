"""What monitors see, what the doctor finds, and why somebody may see a case."""

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from merkbar.check.deviations import writes
from merkbar.ground.records.models import Record
from merkbar.web.ops import checkup, health
from merkbar.web.ops.explaining import explain

pytestmark = pytest.mark.django_db


def beat(age=0):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)",
            [timezone.now() - timezone.timedelta(seconds=age)],
        )


def test_it_is_ready_when_everything_is(client):
    assert client.get("/readyz").status_code == 503
    beat(age=90)
    assert client.get("/readyz").json() == {"ready": False, "database": True, "migrations": True, "jobs": False}
    beat()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ready"]) == (200, True)
    assert ProcrastinateWorker.objects.count() == 2


def test_it_is_not_ready_while_a_migration_is_missing(client, monkeypatch):
    beat()
    monkeypatch.setattr(health, "pending_migrations", lambda: ["api.0002"])
    assert client.get("/readyz").json()["migrations"] is False


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer galt", "Bearer blåbær"])
def test_metrics_do_not_exist_without_their_token(client, monkeypatch, given):
    headers = {} if given is None else {"Authorization": given}
    monkeypatch.delenv("MERKBAR_METRICS_TOKEN", raising=False)
    assert client.get("/metrics", headers=headers).status_code == 404
    monkeypatch.setenv("MERKBAR_METRICS_TOKEN", "riktig")
    assert client.get("/metrics", headers=headers).status_code == 404


def test_metrics_count(client, monkeypatch, solvik, cast):
    monkeypatch.setenv("MERKBAR_METRICS_TOKEN", "riktig")
    writes.report(by=cast.nurse, what="Falt", unit=solvik.east)
    text = client.get("/metrics", headers={"Authorization": "Bearer riktig"}).content.decode()
    assert 'merkbar_deviations{state="new"} 1.0' in text
    assert "merkbar_jobs_worker_up 0.0" in text
    assert cast.nurse.name not in text


def test_the_doctor_finds_history_that_can_be_changed():
    assert checkup.history().verdict == "ok"
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'people_postevent'::regclass")
        (name,) = next(row for row in cursor.fetchall() if "append" in row[0])
        cursor.execute(f'ALTER TABLE people_postevent DISABLE TRIGGER "{name}"')
    finding = checkup.history()
    assert (finding.verdict, "people_postevent" in finding.sentence) == ("wrong", True)


def test_the_doctor_finds_a_role_that_may_too_much(monkeypatch):
    assert checkup.roles().verdict == "warning"
    monkeypatch.setenv("MERKBAR_ENV", "production")
    assert checkup.roles().verdict == "wrong"


def test_the_doctor_finds_settings_that_are_dangerous_in_production(monkeypatch, settings):
    monkeypatch.setenv("MERKBAR_ENV", "production")
    monkeypatch.delenv("MERKBAR_HOSTS", raising=False)
    settings.SECRET_KEY, settings.ALLOWED_HOSTS, settings.DEBUG = "kort", ["*"], True
    finding = checkup.dangers()
    assert finding.verdict == "wrong"
    for word in ("DEBUG", "MERKBAR_SECRET_KEY", "MERKBAR_HOSTS", "informasjonskapsler"):
        assert word in finding.sentence


def test_the_doctor_does_not_wait_for_mail_that_is_not_there(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = checkup.SMTP_BACKEND, 1
    assert "svarer ikke" in checkup.mail().sentence


def said(person, case):
    return "\n".join(explain(person, case.record))


def test_it_explains_why_a_colleague_sees_and_a_neighbour_does_not(solvik, cast):
    case, _new = writes.report(by=cast.nurse, what="Falt", unit=solvik.east)
    assert "har rettigheten deviation.read." in said(cast.colleague, case)
    assert said(cast.colleague, case).endswith("kan se saken.")
    assert "saken ligger utenfor" in said(cast.neighbour, case)
    assert said(cast.neighbour, case).endswith("kan ikke se saken.")
    assert "har meldt saken" in said(cast.nurse, case)


def test_it_explains_a_shielded_case_and_a_right_for_one_area(solvik, cast):
    case, _new = writes.report(by=cast.nurse, what="Falt", unit=solvik.east)
    assert "bare for PV" in said(cast.dpo, case)
    Record.objects.filter(pk=case.pk).update(access="named")
    case.record.refresh_from_db()
    assert "bare de som er navngitt" in said(cast.leader, case)
    assert said(cast.leader, case).endswith("kan ikke se saken.")


def test_it_does_not_give_a_hidden_reporter_away(solvik, cast):
    case, _new = writes.report(by=cast.nurse, what="Falt", unit=solvik.north, hidden=True)
    nurse, colleague = said(cast.nurse, case), said(cast.colleague, case)
    assert nurse.replace(cast.nurse.name, "X") == colleague.replace(cast.colleague.name, "X")
    assert nurse.endswith("kan ikke se saken.")

"""Volume for benchmarks: the plan's cases again and again, made by the database itself; no story case is doubled.

Copies are closed or open as their originals, at another time of the same day, with numbers that go on in each year.
History triggers rest meanwhile: the copies are nobody's change.
"""

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from merkbar.check.deviations.facts import rebuild_facts

QUIET = ("records_record", "deviations_deviation", "records_entry", "deviations_feedback")
BATCH_TURNS = 20

COPY_RECORDS = """
INSERT INTO records_record (kind, reference, title, unit_id, owner_id, state_group, access, created_at, closed_at,
                            next_alarm, version, search)
SELECT r.kind, split_part(r.reference, '-', 1) || '-' || split_part(r.reference, '-', 2) || '-'
         || CASE WHEN number < 100000 THEN lpad(number::text, 5, '0') ELSE number::text END,
       r.title, r.unit_id, r.owner_id, r.state_group, r.access,
       day.start + make_interval(secs => ((extract(epoch FROM r.created_at - day.start)::int + turn * 5923) %% 86000)),
       r.closed_at, r.next_alarm, 1, r.search
FROM generate_series(%(first)s::int, %(last)s::int) turn, records_record r
JOIN records_numberseries y ON y.prefix = 'AV' AND y.year = split_part(r.reference, '-', 2)::int
CROSS JOIN LATERAL (SELECT date_trunc('day', r.created_at, 'Europe/Oslo') AS start) day
CROSS JOIN LATERAL (SELECT split_part(r.reference, '-', 3)::int + turn * y.last AS number) n
WHERE r.id <= %(top)s AND r.kind = 'deviation' AND r.access = 'unit'
"""
COPY_DEVIATIONS = """
INSERT INTO deviations_deviation (record_id, unit_id, access, kind, area_id, type_id, state, what, immediate_action,
  occurred_at, reported_at, reporter_id, hidden, channel, receipt, key, key_digest, harm, harm_physical,
  harm_psychological, potential, recurrence, answered_at, closed_at, close_reason_id, close_note, weak_reason, held,
  clock_until, merged_into_id, pattern_id, consequences)
SELECT n.id, d.unit_id, d.access, d.kind, d.area_id, d.type_id, d.state, d.what, d.immediate_action,
  n.created_at, n.created_at, d.reporter_id, d.hidden, d.channel, NULL, NULL, '', d.harm, d.harm_physical,
  d.harm_psychological, d.potential, d.recurrence, d.answered_at, d.closed_at, d.close_reason_id, '', '', '',
  NULL, NULL, NULL, '[]'
FROM records_record n
JOIN records_numberseries y ON y.prefix = 'AV' AND y.year = split_part(n.reference, '-', 2)::int
JOIN records_record r ON r.reference = split_part(n.reference, '-', 1) || '-' || split_part(n.reference, '-', 2) || '-'
  || lpad(((split_part(n.reference, '-', 3)::int - 1) %% y.last + 1)::text, 5, '0')
JOIN deviations_deviation d ON d.record_id = r.id
WHERE n.id > %(before)s AND n.kind = 'deviation'
"""
COPY_ENTRIES = """
INSERT INTO records_entry (record_id, at, by_id, step, text, audience)
SELECT n.record_id, n.reported_at, NULL, 'report', 'Meldt', 'all' FROM deviations_deviation n
WHERE n.record_id > %(before)s
"""
RAISE_SERIES = "UPDATE records_numberseries SET last = last * %(size)s::int WHERE prefix = 'AV'"
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i
WHERE indrelid = ANY (%(tables)s::text[]::regclass[]) AND NOT indisunique
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
"""What only reads use: built once at the end, many times faster than row by row (the words' GIN index most of all)."""
TABLES = ("records_record", "deviations_deviation", "records_entry")
READ_FROM = (*TABLES, "deviations_fact")


def multiply(size: int) -> None:
    """Repeat the cases until there are `size` times as many, all or nothing. Needs the tables' owner."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(INDEXES, {"tables": list(TABLES)})
        indexes = cursor.fetchall()
        for table in QUIET:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        _copy(cursor, size)
        for _name, definition in indexes:
            cursor.execute(definition)
        for table in QUIET:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute(RAISE_SERIES, {"size": size})
        rebuild_facts()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) " + ", ".join(READ_FROM))


def _copy(cursor: CursorWrapper, size: int) -> None:
    """Add the copies, some turns at a time."""
    cursor.execute("SELECT max(id) FROM records_record")
    (top,) = cursor.fetchone()
    for first in range(1, size, BATCH_TURNS):
        cursor.execute("SELECT max(id) FROM records_record")
        (before,) = cursor.fetchone()
        turns = {"first": first, "last": min(first + BATCH_TURNS - 1, size - 1), "top": top, "before": before}
        for statement in (COPY_RECORDS, COPY_DEVIATIONS, COPY_ENTRIES):
            cursor.execute(statement, turns)

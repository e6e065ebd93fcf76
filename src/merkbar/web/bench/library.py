"""A library of procedures as it is after three years: the demo's 412 and 1,200 people, and what they have read."""

from pathlib import Path
from typing import Final

import psycopg

from merkbar.web.bench import demo
from merkbar.web.ops.surroundings import database

READER: Final = "ansatt.ost"
"""Whose reading list is measured; has all of it left."""
TO_READ: Final = 40
"""Procedures that everybody must read beside what the demo asks for."""
RULES: Final = """
INSERT INTO procedures_readingrule (document_id, role_id, unit_id, mandatory, days, since)
SELECT d.document_id, 'ansatt', u.id, true, 14, current_date - 1095
FROM (SELECT document_id FROM procedures_version WHERE state = 'in_force' ORDER BY document_id LIMIT %s) d,
     (SELECT id FROM units_unit ORDER BY depth LIMIT 1) u
ON CONFLICT DO NOTHING"""
RECEIPTS: Final = """
INSERT INTO procedures_receipt (version_id, person_id, at, tries)
SELECT v.id, p.id, now() - make_interval(days => ((v.id * 31 + p.id * 17) %% 1095)::int), 0
FROM procedures_version v CROSS JOIN people_person p
WHERE v.state IN ('in_force', 'superseded') AND p.is_active AND p.login <> %s AND (v.id * 7 + p.id * 13) %% 10 < 7
ON CONFLICT DO NOTHING"""
"""Seven of ten have read each of them on some day of three years: about 350,000 rows."""


def laid(var: Path) -> None:
    """Make the data if they are not there: the demo, then rules and receipts in bulk."""
    for _figure in demo.loaded(var, 1):
        pass
    mark = var / "library"
    if mark.exists():
        return
    with database() as addresses, psycopg.connect(addresses.owner_url, autocommit=True) as alone:
        alone.execute(RULES, [TO_READ])
        alone.execute(RECEIPTS, [READER])
        alone.execute("ANALYZE")
    mark.touch()

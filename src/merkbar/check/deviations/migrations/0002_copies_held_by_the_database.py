"""Unit and access on a deviation are copies: the database keeps them equal to the record's. A child sits on its own kind."""

from django.db import migrations

FORWARD = """
ALTER TABLE deviations_deviation ADD CONSTRAINT deviation_place FOREIGN KEY (record_id, unit_id, access)
  REFERENCES records_record (id, unit_id, access) ON UPDATE CASCADE;
ALTER TABLE deviations_deviation ADD COLUMN record_kind varchar(20) GENERATED ALWAYS AS ('deviation') STORED;
ALTER TABLE deviations_deviation ADD CONSTRAINT deviation_on_its_kind FOREIGN KEY (record_id, record_kind)
  REFERENCES records_record (id, kind);
ALTER TABLE deviations_pattern ADD COLUMN record_kind varchar(20) GENERATED ALWAYS AS ('pattern') STORED;
ALTER TABLE deviations_pattern ADD CONSTRAINT pattern_on_its_kind FOREIGN KEY (record_id, record_kind)
  REFERENCES records_record (id, kind);
"""
BACK = """
ALTER TABLE deviations_deviation DROP CONSTRAINT deviation_place, DROP CONSTRAINT deviation_on_its_kind,
  DROP COLUMN record_kind;
ALTER TABLE deviations_pattern DROP CONSTRAINT pattern_on_its_kind, DROP COLUMN record_kind;
"""


class Migration(migrations.Migration):
    dependencies = [("deviations", "0001_initial"), ("records", "0002_rules_in_the_database")]
    operations = [migrations.RunSQL(FORWARD, BACK)]

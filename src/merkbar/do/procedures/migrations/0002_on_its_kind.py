"""A document sits on a record of its own kind, says the database."""

from django.db import migrations

FORWARD = """
ALTER TABLE procedures_document ADD COLUMN record_kind varchar(20) GENERATED ALWAYS AS ('procedure') STORED;
ALTER TABLE procedures_document ADD CONSTRAINT document_on_its_kind FOREIGN KEY (record_id, record_kind)
  REFERENCES records_record (id, kind);
"""
BACK = "ALTER TABLE procedures_document DROP CONSTRAINT document_on_its_kind, DROP COLUMN record_kind;"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial"), ("records", "0002_rules_in_the_database")]
    operations = [migrations.RunSQL(FORWARD, BACK)]

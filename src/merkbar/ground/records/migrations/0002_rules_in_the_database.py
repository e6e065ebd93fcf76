"""What the ORM cannot say: a link must be in the ontology, and its kinds are those of its ends."""

from django.db import migrations

FORWARD = """
ALTER TABLE records_link ADD CONSTRAINT link_in_ontology FOREIGN KEY (from_kind, relation, to_kind)
  REFERENCES records_linkrule (from_kind, relation, to_kind) ON UPDATE CASCADE;
ALTER TABLE records_link ADD CONSTRAINT link_source_kind FOREIGN KEY (source_id, from_kind)
  REFERENCES records_record (id, kind) ON DELETE CASCADE;
ALTER TABLE records_link ADD CONSTRAINT link_target_kind FOREIGN KEY (target_id, to_kind)
  REFERENCES records_record (id, kind) ON DELETE CASCADE;
"""
BACK = """
ALTER TABLE records_link DROP CONSTRAINT link_in_ontology, DROP CONSTRAINT link_source_kind,
  DROP CONSTRAINT link_target_kind;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]

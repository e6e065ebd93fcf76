"""A plan, a target and a unit's action plan sit on records of their own kinds, says the database."""

from django.db import migrations


def rules(table: str, kind: str, name: str) -> migrations.RunSQL:
    forward = (
        f"ALTER TABLE {table} ADD COLUMN record_kind varchar(20) GENERATED ALWAYS AS ('{kind}') STORED; "
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (record_id, record_kind) "
        "REFERENCES records_record (id, kind);"
    )
    return migrations.RunSQL(forward, f"ALTER TABLE {table} DROP CONSTRAINT {name}, DROP COLUMN record_kind;")


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial"), ("records", "0002_rules_in_the_database")]
    operations = [
        rules("goals_plan", "plan", "plan_on_its_kind"),
        rules("goals_resulttarget", "result_target", "target_on_its_kind"),
        rules("goals_unitplan", "unit_plan", "unit_plan_on_its_kind"),
    ]

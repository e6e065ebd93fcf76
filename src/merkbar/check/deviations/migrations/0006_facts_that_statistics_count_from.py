"""Statistics count from sums that the database keeps: each change of a case adds what became more and what became less.

Triggers for each statement, not for each row: cases written together are told together.
"""

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = "unit_id, day, area_id, type_id, kind, state, harm_level, waits, waited"
GRAIN = """unit_id, (reported_at AT TIME ZONE 'Europe/Oslo')::date AS day, area_id, type_id, kind, state, harm_level,
  (reporter_id IS NOT NULL OR receipt IS NOT NULL) AND channel NOT IN ('bulk', 'import') AS waits,
  (answered_at AT TIME ZONE 'Europe/Oslo')::date - (reported_at AT TIME ZONE 'Europe/Oslo')::date AS waited"""

FORWARD = f"""
CREATE VIEW deviations_factnow AS
  SELECT {GRAIN}, count(*) AS cases FROM deviations_deviation GROUP BY {COLUMNS};

CREATE FUNCTION deviations_tell_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO deviations_fact ({COLUMNS}, cases)
      SELECT {COLUMNS}, count(*) FROM (SELECT {GRAIN} FROM came) told GROUP BY {COLUMNS};
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO deviations_fact ({COLUMNS}, cases)
      SELECT {COLUMNS}, -count(*) FROM (SELECT {GRAIN} FROM went) told GROUP BY {COLUMNS};
  ELSE
    INSERT INTO deviations_fact ({COLUMNS}, cases)
      SELECT {COLUMNS}, sum(more)
      FROM (SELECT {GRAIN}, 1 AS more FROM came UNION ALL SELECT {GRAIN}, -1 FROM went) told
      GROUP BY {COLUMNS} HAVING sum(more) <> 0;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER fact_of_new AFTER INSERT ON deviations_deviation
  REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION deviations_tell_facts();
CREATE TRIGGER fact_of_changed AFTER UPDATE ON deviations_deviation
  REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION deviations_tell_facts();
CREATE TRIGGER fact_of_gone AFTER DELETE ON deviations_deviation
  REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION deviations_tell_facts();

LOCK TABLE deviations_deviation IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO deviations_fact ({COLUMNS}, cases) SELECT {COLUMNS}, cases FROM deviations_factnow;
"""
BACK = """
DROP TRIGGER fact_of_new ON deviations_deviation;
DROP TRIGGER fact_of_changed ON deviations_deviation;
DROP TRIGGER fact_of_gone ON deviations_deviation;
DROP FUNCTION deviations_tell_facts();
DROP VIEW deviations_factnow;
"""


def _points(to, **more):
    nothing = django.db.models.deletion.DO_NOTHING
    return models.ForeignKey(to, nothing, related_name="+", db_constraint=False, db_index=False, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("deviations", "0005_no_reporter_in_the_history"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=15)),
                ("state", models.CharField(max_length=12)),
                ("harm_level", models.PositiveSmallIntegerField(null=True)),
                ("waits", models.BooleanField()),
                ("waited", models.IntegerField(null=True)),
                ("cases", models.IntegerField()),
                ("area", _points("deviations.area", null=True)),
                ("type", _points("deviations.eventtype", null=True)),
                ("unit", _points("units.unit")),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["unit", "day"],
                        include=("area", "type", "kind", "state", "harm_level", "waits", "waited", "cases"),
                        name="fact_figures",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]

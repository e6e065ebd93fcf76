"""What the start page says of open cases is read from the index alone; the serious ones have a small one of their own."""

from django.db import migrations, models
from django.db.models import Q

OPEN = ["new", "handling", "effect_check"]


class Migration(migrations.Migration):
    dependencies = [
        ("deviations", "0006_facts_that_statistics_count_from"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="deviation", name="deviation_open_unit"),
        migrations.AddIndex(
            model_name="deviation",
            index=models.Index(
                fields=["unit", "-reported_at"],
                include=("record", "state", "access", "area", "reporter", "answered_at", "channel"),
                name="deviation_open_unit",
                condition=Q(state__in=OPEN),
            ),
        ),
        migrations.AddIndex(
            model_name="deviation",
            index=models.Index(
                fields=["unit"],
                name="deviation_open_serious",
                condition=Q(state__in=OPEN, harm_level__gte=4),
            ),
        ),
    ]

"""What stands in for a target got a field of its own; until then it was written as the unit."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf


def name_proxies(apps: Any, _schema: Any) -> None:
    """Give each proxy without words those of its unit, else of its baseline, else say that they are missing."""
    targets = apps.get_model("goals", "ResultTarget").objects.filter(measurable="proxy", proxy="")
    empty = Value("")
    targets.update(
        proxy=Coalesce(NullIf(F("unit_text"), empty), NullIf(F("baseline_text"), empty), Value("Ikke beskrevet"))
    )


class Migration(migrations.Migration):
    dependencies = [("goals", "0005_ranges_proxies_parents_pictures")]

    operations = [
        migrations.RunPython(name_proxies, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="resulttarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("measurable", "proxy"), _negated=True) | models.Q(("proxy", ""), _negated=True),
                name="target_proxy_is_named",
                violation_error_message="Skriv hva dere måler i stedet.",
            ),
        ),
    ]

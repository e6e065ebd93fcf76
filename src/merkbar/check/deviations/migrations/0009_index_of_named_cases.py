"""Figures are counted from the facts, so their index goes; whether a case names its readers is asked for each cross table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deviations", "0008_no_key_in_the_history")]
    operations = [
        migrations.RemoveIndex(model_name="deviation", name="deviation_figures"),
        migrations.AddIndex(
            model_name="deviation",
            index=models.Index(condition=models.Q(("access", "named")), fields=["unit"], name="deviation_named"),
        ),
    ]

"""SQLite's queue has lanes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_jobs"),
    ]

    operations = [
        migrations.AddField(
            model_name="queuedjob",
            name="lane",
            field=models.CharField(default="quick", max_length=10),
        ),
    ]

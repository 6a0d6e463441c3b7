"""In which language a meeting's papers are made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_constraints"),
        ("partners", "0002_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="language",
            field=models.CharField(default="en", max_length=2),
        ),
        migrations.AddField(
            model_name="series",
            name="language",
            field=models.CharField(default="en", max_length=2),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ("en", "cy"))), name="meeting_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ("en", "cy"))), name="series_language"
            ),
        ),
    ]

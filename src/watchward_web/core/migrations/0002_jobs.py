"""Jobs: the queue of SQLite, moments of periodic jobs, jobs that were given up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="JobFault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("arguments", models.JSONField(default=dict)),
                ("key", models.CharField(blank=True, max_length=200)),
                ("partnership", models.CharField(blank=True, max_length=64)),
                ("attempts", models.SmallIntegerField()),
                ("what", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("again_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="JobSchedule",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("due_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="QueuedJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("arguments", models.JSONField(default=dict)),
                ("key", models.CharField(blank=True, max_length=200)),
                ("attempts", models.SmallIntegerField(default=0)),
                ("ready_at", models.DateTimeField()),
                ("claimed_by", models.CharField(blank=True, max_length=32)),
                ("beat_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["claimed_by", "ready_at"], name="jobs_ready")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("key",),
                        name="one_job_a_key",
                    )
                ],
            },
        ),
    ]

"""Meetings, agendas, invitations, papers, attendance and decisions."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partners", "0002_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("held_on", models.DateField()),
                ("starts_at", models.TimeField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("papers_days", models.SmallIntegerField(blank=True, null=True)),
                ("papers_made_at", models.DateTimeField(blank=True, null=True)),
                ("notes", models.TextField(blank=True, max_length=4000)),
                ("cancelled", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
                ("changes", models.IntegerField(default=0)),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partners.membership",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partners.partnership"
                    ),
                ),
            ],
            options={
                "ordering": ("held_on", "starts_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Invited",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("guest", models.CharField(blank=True, max_length=120)),
                ("premises", models.CharField(blank=True, max_length=200)),
                ("audience", models.CharField(blank=True, max_length=10)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partners.membership",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invited",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("decided_on", models.DateField()),
                ("what", models.CharField(max_length=300)),
                ("why", models.TextField(blank=True, max_length=2000)),
                ("owner", models.CharField(blank=True, max_length=120)),
                ("due", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("done_by", models.CharField(blank=True, max_length=120)),
                ("note", models.TextField(blank=True, max_length=2000)),
                ("analysis", models.CharField(blank=True, max_length=60)),
                ("table", models.CharField(blank=True, max_length=60)),
                ("row", models.CharField(blank=True, max_length=200)),
                ("release", models.CharField(blank=True, max_length=64)),
                ("store_version", models.TextField(blank=True)),
                ("frozen", models.TextField(blank=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partners.agency"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partners.partnership"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=10)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partners.agency"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="meetings.meeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.SmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("lead", models.CharField(blank=True, max_length=120)),
                ("minutes", models.SmallIntegerField(default=5)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("place", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("briefing", models.CharField(max_length=12)),
                ("audience", models.CharField(max_length=10)),
                ("premises", models.CharField(blank=True, max_length=200)),
                ("store_version", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="meetings.invited",
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("week", models.SmallIntegerField()),
                ("weekday", models.SmallIntegerField()),
                ("every_months", models.SmallIntegerField()),
                ("first_month", models.IntegerField()),
                ("starts_at", models.TimeField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("papers_days", models.SmallIntegerField()),
                ("active", models.BooleanField(default=True)),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partners.membership",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partners.partnership"
                    ),
                ),
            ],
            options={
                "ordering": ("title", "pk"),
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="meetings.series",
            ),
        ),
    ]

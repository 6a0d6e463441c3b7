"""Uploads on their way in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partners", "0002_tokens"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ident", models.CharField(max_length=32, unique=True)),
                ("machine", models.CharField(blank=True, max_length=12)),
                ("size", models.BigIntegerField()),
                ("arrived", models.BigIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("state", models.CharField(max_length=10)),
                ("receipt", models.CharField(blank=True, max_length=40)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("advice", models.CharField(blank=True, max_length=500)),
                ("begun_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-begun_at", "-pk"),
                "indexes": [models.Index(fields=["agency", "state"], name="uploads_of_agency")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("arrived__gte", 0), ("arrived__lte", models.F("size"))),
                        name="upload_within_its_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "arriving",
                                    "waiting",
                                    "checking",
                                    "received",
                                    "held",
                                    "refused",
                                    "failed",
                                    "cancelled",
                                    "expired",
                                ),
                            )
                        ),
                        name="upload_state_known",
                    ),
                ],
            },
        ),
    ]

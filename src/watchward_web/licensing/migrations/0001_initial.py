"""Entries, conditions and challenges about licensed premises."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partners", "0002_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Challenge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("premises", models.CharField(max_length=60)),
                ("raised_on", models.DateField()),
                ("raised_by", models.CharField(max_length=120)),
                ("line", models.CharField(max_length=200)),
                ("why", models.TextField(max_length=2000)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, max_length=2000)),
                ("upheld", models.BooleanField(blank=True, null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partners.partnership"
                    ),
                ),
            ],
            options={
                "ordering": ("-raised_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_on__isnull", True),
                                ("upheld__isnull", True),
                            ),
                            models.Q(
                                ("answered_on__isnull", False),
                                ("upheld__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="challenge_answered_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("premises", models.CharField(max_length=60)),
                ("theme", models.CharField(max_length=20)),
                ("objective", models.CharField(max_length=10)),
                ("text", models.TextField(max_length=1000)),
                ("state", models.CharField(default="asked", max_length=10)),
                ("since", models.DateField()),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("kept", models.CharField(blank=True, max_length=3)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partners.partnership"
                    ),
                ),
            ],
            options={
                "ordering": ("theme", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "theme__in",
                                ["cctv", "door_staff", "entry_and_eviction", "layout", "glass"],
                            )
                        ),
                        name="condition_theme",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("objective__in", ["crime", "safety", "nuisance", "children"])
                        ),
                        name="condition_objective",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "in_force", "ended"])),
                        name="condition_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_on__isnull", True), ("kept", "")),
                            models.Q(("checked_on__isnull", False), ("kept__in", ["yes", "no"])),
                            _connector="OR",
                        ),
                        name="condition_checked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("premises", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("happened_on", models.DateField()),
                ("what", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("result", models.CharField(blank=True, max_length=10)),
                ("due", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("exhibit", models.BooleanField(default=False)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partners.partnership"
                    ),
                ),
            ],
            options={
                "ordering": ("-happened_on", "-pk"),
                "indexes": [
                    models.Index(fields=["partnership", "premises"], name="entries_of_premises")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "incident",
                                    "meeting",
                                    "plan",
                                    "purchase",
                                    "inspection",
                                    "yellow-card",
                                    "letter",
                                    "review",
                                    "reply",
                                ],
                            )
                        ),
                        name="entry_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["", "passed", "failed"])),
                        name="entry_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exhibit", False),
                            models.Q(("source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="exhibit_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True),
                            ("done_on__gte", models.F("happened_on")),
                            _connector="OR",
                        ),
                        name="entry_done_after",
                    ),
                ],
            },
        ),
    ]

"""What must always hold of meetings, papers and decisions."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_initial"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="invited",
            constraint=models.UniqueConstraint(fields=("meeting", "member"), name="invited_once"),
        ),
        migrations.AddConstraint(
            model_name="invited",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("audience", ""), ("guest", ""), ("member__isnull", False), ("premises", "")
                    ),
                    models.Q(
                        ("audience__in", ("guest", "open")),
                        ("member__isnull", True),
                        models.Q(("guest", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="member_or_guest",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("partnership", "number"), name="one_decision_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("analysis", ""), ("frozen", ""), ("release", ""), ("table", "")),
                    models.Q(
                        models.Q(("analysis", ""), _negated=True),
                        models.Q(("table", ""), _negated=True),
                        models.Q(("release", ""), _negated=True),
                        models.Q(("frozen", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="evidence_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_on__isnull", True),
                    ("done_on__gte", models.F("decided_on")),
                    _connector="OR",
                ),
                name="done_after_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("meeting", "agency"), name="one_state_an_agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("present", "apologies", "absent"))),
                name="attendance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "place"), name="one_item_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gte", 1)), name="item_takes_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                fields=("invited", "briefing"), name="one_paper_a_briefing"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("week__range", (1, 5))), name="series_week"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__range", (0, 6))), name="series_weekday"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("every_months__gte", 1)), name="series_comes_again"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("papers_days__gte", 0)), name="series_papers_before"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                fields=("series", "held_on"), name="one_meeting_a_day"
            ),
        ),
    ]

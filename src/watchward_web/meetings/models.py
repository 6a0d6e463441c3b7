"""Meetings: what the partnership itself writes down. Numbers of records stay in the store; the
one exception is a decision's evidence, kept as it was released, so that it stays as it was shown.
"""

from django.db import models
from django.db.models import Q

from watchward_web.meetings.words import LANGUAGES, STATES


class Series(models.Model):
    """Meetings that come again: which week of which months, and when their papers are made."""

    partnership = models.ForeignKey("partners.Partnership", on_delete=models.PROTECT)
    title = models.CharField(max_length=120)
    week = models.SmallIntegerField()  # of the month; 5 is its last
    weekday = models.SmallIntegerField()  # Monday is 0
    every_months = models.SmallIntegerField()
    first_month = models.IntegerField()  # a month number
    starts_at = models.TimeField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(
        "partners.Membership", null=True, blank=True, on_delete=models.PROTECT
    )
    papers_days = models.SmallIntegerField()  # before the meeting
    language = models.CharField(max_length=2, default="en")  # of the papers
    active = models.BooleanField(default=True)

    class Meta:
        """Only what a calendar has."""

        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(week__range=(1, 5)), name="series_week"),
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="series_weekday"),
            models.CheckConstraint(condition=Q(every_months__gte=1), name="series_comes_again"),
            models.CheckConstraint(condition=Q(papers_days__gte=0), name="series_papers_before"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="series_language"),
        )

    def __str__(self) -> str:
        return f"series {self.pk}"


class Meeting(models.Model):
    """One meeting. `papers_days` is None where papers are made by hand only."""

    partnership = models.ForeignKey("partners.Partnership", on_delete=models.PROTECT)
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.PROTECT)
    title = models.CharField(max_length=120)
    held_on = models.DateField()
    starts_at = models.TimeField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(
        "partners.Membership", null=True, blank=True, on_delete=models.PROTECT
    )
    papers_days = models.SmallIntegerField(null=True, blank=True)
    papers_made_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=2, default="en")  # of the papers
    notes = models.TextField(max_length=4000, blank=True)
    cancelled = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changes = models.IntegerField(default=0)  # calendars ask how often it was moved

    class Meta:
        """A series meets once a day at most; that also keeps a job that runs twice harmless."""

        ordering = ("held_on", "starts_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("series", "held_on"), name="one_meeting_a_day"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="meeting_language"),
        )

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class AgendaItem(models.Model):
    """What is talked about, in order."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    place = models.SmallIntegerField()
    title = models.CharField(max_length=200)
    lead = models.CharField(max_length=120, blank=True)
    minutes = models.SmallIntegerField(default=5)

    class Meta:
        """In order; each place is taken once."""

        ordering = ("place", "pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "place"), name="one_item_a_place"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="item_takes_time"),
        )

    def __str__(self) -> str:
        return f"item {self.pk}"


class Invited(models.Model):
    """A member of the partnership, or a guest without an account, who may have premises."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invited")
    member = models.ForeignKey(
        "partners.Membership", null=True, blank=True, on_delete=models.PROTECT
    )
    guest = models.CharField(max_length=120, blank=True)
    premises = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=10, blank=True)  # of a guest; a member's is the role's
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Either a member or a guest; only a guest has premises."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "member"), name="invited_once"),
            models.CheckConstraint(
                condition=(
                    Q(member__isnull=False, guest="", premises="", audience="")
                    | Q(member__isnull=True, audience__in=("guest", "open")) & ~Q(guest="")
                ),
                name="member_or_guest",
            ),
        )

    def __str__(self) -> str:
        return f"invited {self.pk}"


class Paper(models.Model):
    """Which briefing somebody got: never changed, and the latest is the one on the table."""

    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="papers")
    briefing = models.CharField(max_length=12)
    audience = models.CharField(max_length=10)
    premises = models.CharField(max_length=200, blank=True)
    store_version = models.TextField()
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The same briefing is given once."""

        ordering = ("made_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("invited", "briefing"), name="one_paper_a_briefing"),
        )

    def __str__(self) -> str:
        return f"paper {self.pk}"


class Attendance(models.Model):
    """Whether an agency was there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    agency = models.ForeignKey("partners.Agency", on_delete=models.PROTECT)
    state = models.CharField(max_length=10)

    class Meta:
        """Said once of each agency."""

        constraints = (
            models.UniqueConstraint(fields=("meeting", "agency"), name="one_state_an_agency"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="attendance_known"),
        )

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class Decision(models.Model):
    """Evidence, decision, owner, due, done. `frozen` is the release as JSON, as it was shown."""

    partnership = models.ForeignKey("partners.Partnership", on_delete=models.PROTECT)
    number = models.IntegerField()
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT)
    decided_on = models.DateField()
    what = models.CharField(max_length=300)
    why = models.TextField(max_length=2000, blank=True)
    agency = models.ForeignKey("partners.Agency", on_delete=models.PROTECT)
    owner = models.CharField(max_length=120, blank=True)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=120, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    analysis = models.CharField(max_length=60, blank=True)
    table = models.CharField(max_length=60, blank=True)
    row = models.CharField(max_length=200, blank=True)
    release = models.CharField(max_length=64, blank=True)
    store_version = models.TextField(blank=True)
    frozen = models.TextField(blank=True)

    class Meta:
        """Numbered within the partnership, the newest first; evidence is whole or not there."""

        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "number"), name="one_decision_a_number"),
            models.CheckConstraint(
                condition=Q(analysis="", table="", release="", frozen="")
                | ~Q(analysis="") & ~Q(table="") & ~Q(release="") & ~Q(frozen=""),
                name="evidence_whole",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=models.F("decided_on")),
                name="done_after_decided",
            ),
        )

    def __str__(self) -> str:
        return f"decision {self.number}"

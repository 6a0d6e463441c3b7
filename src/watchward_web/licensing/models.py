"""What a licensing team writes about premises, which are known by their number on the register.

No figure is kept here: counts and scores stay in the store, and are asked anew for each page.
"""

from django.db import models
from django.db.models import Q

from watchward_web.licensing.words import KEPT, KINDS, OBJECTIVES, RESULTS, STATES, THEMES


class Entry(models.Model):
    """Something that happened about premises, of one of the kinds; `due` is its clock."""

    partnership = models.ForeignKey("partners.Partnership", on_delete=models.PROTECT)
    premises = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    happened_on = models.DateField()
    what = models.CharField(max_length=300)
    text = models.TextField(max_length=4000, blank=True)
    source = models.CharField(max_length=200, blank=True)  # where it can be checked
    result = models.CharField(max_length=10, blank=True)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    exhibit = models.BooleanField(default=False)  # goes into an evidence pack

    class Meta:
        """A kind that there is; nothing goes into a pack without a source."""

        ordering = ("-happened_on", "-pk")
        indexes = (models.Index(fields=("partnership", "premises"), name="entries_of_premises"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="entry_kind"),
            models.CheckConstraint(condition=Q(result__in=["", *RESULTS]), name="entry_result"),
            models.CheckConstraint(
                condition=Q(exhibit=False) | ~Q(source=""), name="exhibit_has_a_source"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=models.F("happened_on")),
                name="entry_done_after",
            ),
        )

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Condition(models.Model):
    """A condition asked for or on the licence, and whether an officer found it kept."""

    partnership = models.ForeignKey("partners.Partnership", on_delete=models.PROTECT)
    premises = models.CharField(max_length=60)
    theme = models.CharField(max_length=20)
    objective = models.CharField(max_length=10)
    text = models.TextField(max_length=1000)
    state = models.CharField(max_length=10, default="asked")
    since = models.DateField()
    checked_on = models.DateField(null=True, blank=True)
    kept = models.CharField(max_length=3, blank=True)

    class Meta:
        """Of a theme and an objective; kept or not only once somebody looked."""

        ordering = ("theme", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(theme__in=list(THEMES)), name="condition_theme"),
            models.CheckConstraint(
                condition=Q(objective__in=list(OBJECTIVES)), name="condition_objective"
            ),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="condition_state"),
            models.CheckConstraint(
                condition=Q(kept="", checked_on__isnull=True)
                | Q(kept__in=[one for one in KEPT if one], checked_on__isnull=False),
                name="condition_checked",
            ),
        )

    def __str__(self) -> str:
        return f"condition {self.pk}"


class Challenge(models.Model):
    """A line of a score that somebody contests, and what was answered."""

    partnership = models.ForeignKey("partners.Partnership", on_delete=models.PROTECT)
    premises = models.CharField(max_length=60)
    raised_on = models.DateField()
    raised_by = models.CharField(max_length=120)
    line = models.CharField(max_length=200)
    why = models.TextField(max_length=2000)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    upheld = models.BooleanField(null=True, blank=True)

    class Meta:
        """Answered whole or not at all."""

        ordering = ("-raised_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="", upheld__isnull=True)
                | Q(answered_on__isnull=False, upheld__isnull=False) & ~Q(answer=""),
                name="challenge_answered_whole",
            ),
        )

    def __str__(self) -> str:
        return f"challenge {self.pk}"

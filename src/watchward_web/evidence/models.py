"""Saved views: a question and what was chosen of it, under a name. No answer is kept here."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """What the address of a page of evidence says; whoever opens it sees their own answer."""

    partnership = models.ForeignKey("partners.Partnership", on_delete=models.PROTECT)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    analysis = models.CharField(max_length=41)
    query = models.CharField(max_length=200, blank=True)  # without the question mark
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        """A person gives a name once in a partnership."""

        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "owner", "name"), name="one_saved_view_a_name"
            ),
        )

    def __str__(self) -> str:
        return f"saved view {self.pk}"

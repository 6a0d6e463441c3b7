"""Packages on their way in; what has arrived is the store's, and is not kept twice."""

from django.conf import settings
from django.db import models

from watchward_web.submissions.states import STATES


class Upload(models.Model):
    """One file that an agency sends in parts; `arrived` bytes of it are safe on our disk."""

    ident = models.CharField(max_length=32, unique=True)
    partnership = models.ForeignKey("partners.Partnership", on_delete=models.PROTECT)
    agency = models.ForeignKey("partners.Agency", on_delete=models.PROTECT)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    machine = models.CharField(max_length=12, blank=True)
    size = models.BigIntegerField()
    arrived = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10)
    receipt = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=500, blank=True)
    advice = models.CharField(max_length=500, blank=True)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        """Never more than was said; only a state that there is."""

        ordering = ("-begun_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(arrived__gte=0, arrived__lte=models.F("size")),
                name="upload_within_its_size",
            ),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="upload_state_known"),
        )
        indexes = (models.Index(fields=("agency", "state"), name="uploads_of_agency"),)

    def __str__(self) -> str:
        return self.ident

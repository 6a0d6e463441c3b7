"""The audit log: entries are added, never changed; each carries the seal of the one before it."""

from typing import Any, NoReturn

from django.db import models


class AppendOnly(models.QuerySet["AuditEntry"]):
    """Refuses what an append-only table does not do. Whoever goes round it breaks the chain."""

    def update(self, **_kwargs: Any) -> NoReturn:
        """Never."""
        raise TypeError("the audit log is never changed")

    def delete(self) -> NoReturn:
        """Never."""
        raise TypeError("the audit log is never shortened")


class AuditEntry(models.Model):
    """Who did or read what, when; `detail` holds codes and numbers, never a record's value."""

    number = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)
    actor = models.CharField(max_length=64)
    partnership = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, unique=True)

    objects = AppendOnly.as_manager()

    class Meta:
        """Newest last."""

        ordering = ("number",)
        indexes = (models.Index(fields=("partnership", "number")),)

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever an insert."""
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Never."""
        raise TypeError("the audit log is never shortened")


class AuditHead(models.Model):
    """How far the log goes; locked while an entry is added, so that numbers have no gap."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, default="")

    class Meta:
        """One row only."""

        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_head"),)

    def __str__(self) -> str:
        return str(self.number)


class QueuedJob(models.Model):
    """SQLite's queue: a job that waits, or that one process has claimed. Done, it is deleted."""

    name = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    lane = models.CharField(max_length=10, default="quick")
    key = models.CharField(max_length=200, blank=True)
    attempts = models.SmallIntegerField(default=0)
    ready_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=32, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Of one key, one."""

        constraints = (
            models.UniqueConstraint(
                fields=("key",), condition=~models.Q(key=""), name="one_job_a_key"
            ),
        )
        indexes = (models.Index(fields=("claimed_by", "ready_at"), name="jobs_ready"),)

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class JobSchedule(models.Model):
    """Up to which moment a periodic job has been written down."""

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class JobFault(models.Model):
    """A job that was given up; `what` is the type and place of the mistake, never its words."""

    name = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200, blank=True)
    partnership = models.CharField(max_length=64, blank=True)
    attempts = models.SmallIntegerField()
    what = models.CharField(max_length=200)
    at = models.DateTimeField()
    again_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

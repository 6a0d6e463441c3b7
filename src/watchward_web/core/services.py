"""Writing to the audit log. A service that changes something calls `record` inside its own transaction."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from watchward_web.core.models import AuditEntry, AuditHead
from watchward_web.core.seal import seal_of


def record(
    *,
    by: str,
    action: str,
    now: dt.datetime,
    partnership: str = "",
    subject: str = "",
    detail: Mapping[str, Any] | None = None,
) -> int:
    """Add one entry and return its number; rolled back together with what it tells of.

    `by` is "person:ID", "machine:KEY" or "command"; a name would outlive the person's leaving.
    """
    with transaction.atomic():
        AuditHead.objects.get_or_create(id=1)
        head = AuditHead.objects.select_for_update().get(id=1)
        told: dict[str, Any] = {
            "number": head.number + 1,
            "at": now.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "actor": by,
            "partnership": partnership,
            "action": action,
            "subject": subject[:200],
            "detail": dict(detail or {}),
            "before": head.seal,
        }
        seal = seal_of(told, settings.AUDIT_KEY)
        AuditEntry.objects.create(**told, seal=seal)
        head.number, head.seal = told["number"], seal
        head.save()
        transaction.on_commit(lambda: anchor(head.number, seal))
    return head.number


def anchor_file() -> Path:
    """Where each committed seal is written once more, outside the database; keep a copy elsewhere."""
    return Path(settings.DATA) / "audit" / "anchor.txt"


def anchor(number: int, seal: str) -> None:
    """Append `number seal`: with it a log that was cut short, and its head set back, is found out."""
    file = anchor_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="ascii") as opened:
        opened.write(f"{number} {seal}\n")

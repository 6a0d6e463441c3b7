"""Reading the audit log, and checking it from the first entry to the last."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from watchward_web.core.anchor import anchors
from watchward_web.core.models import AuditEntry, AuditHead
from watchward_web.core.seal import FIELDS, seal_of


@dataclass(frozen=True)
class Checked:
    """What a check of the log found; nothing wrong means it is as it was written."""

    entries: int
    wrong: tuple[str, ...]


def verify_audit() -> Checked:
    """Find an edit, a deletion, an insertion, a change of order, a cut end, with their places."""
    head = AuditHead.objects.filter(id=1).first()
    rows = AuditEntry.objects.order_by("number").values(*FIELDS, "seal").iterator(1000)
    return check(
        rows, head=(head.number, head.seal) if head else (0, ""), anchored=anchors(settings.DATA)
    )


def check(
    rows: Iterable[dict[str, Any]], *, head: tuple[int, str], anchored: dict[int, str]
) -> Checked:
    """The check itself, over plain rows."""
    wrong: list[str] = []
    number, before = 0, ""
    for row in rows:
        number += 1
        if row["number"] != number:
            wrong.append(f"entry {number}: missing or out of order")
            number = row["number"]
        if row["before"] != before:
            wrong.append(f"entry {number}: does not follow the entry before it")
        if not hmac.compare_digest(seal_of(row, settings.AUDIT_KEY), row["seal"]):
            wrong.append(f"entry {number}: changed, or not written by this site")
        if anchored.pop(number, row["seal"]) != row["seal"]:
            wrong.append(f"entry {number}: not the one that was anchored")
        before = row["seal"]
    if head != (number, before):
        wrong.append("the end: the log does not reach where its head says")
    if anchored:
        wrong.append(f"the end: entries up to {max(anchored)} were anchored and are gone")
    return Checked(number, tuple(wrong))


def audit_page(partnership: str, *, before: int | None = None, size: int = 50) -> list[AuditEntry]:
    """A partnership's entries, newest first; `before` is where the last page ended."""
    entries = AuditEntry.objects.filter(partnership=partnership).order_by("-number")
    if before:
        entries = entries.filter(number__lt=before)
    return list(entries[:size])


def database_answers() -> bool:
    """One small question to the database."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        return bool(cursor.fetchone() == (1,))


def audit_entries() -> int:
    """How many entries the log has."""
    head = AuditHead.objects.filter(id=1).first()
    return head.number if head else 0

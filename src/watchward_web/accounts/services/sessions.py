"""Sessions in the database with their owner beside them, so that they can be listed and ended.

Django's engine finds `SessionStore` by this module's name in the settings.
"""

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from watchward_web.accounts.models import Session
from watchward_web.core.services import record


class SessionStore(DatabaseStore):
    """Django's, over our table."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Owner, device and moments are copied out of the session, which alone decides."""
        row: Session = super().create_model_instance(data)
        owner = data.get("_auth_user_id")
        row.ident = ident_of(row.session_key)
        row.owner_id = int(owner) if owner else None
        row.device = str(data.get("device", ""))[:60]
        row.began_at = _moment(data.get("signed_in_at"))
        row.seen_at = _moment(data.get("seen_at"))
        return row


def ident_of(key: str) -> str:
    """Names a session on a page without giving its key away."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _moment(stamp: float | None) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(stamp, dt.UTC) if stamp else None


def end_session(person_id: int, ident: str, *, now: dt.datetime) -> bool:
    """One of one's own; False where there is none."""
    gone, _ = Session.objects.filter(owner_id=person_id, ident=ident).delete()
    if gone:
        _record(f"person:{person_id}", person_id, gone, now=now)
    return bool(gone)


def end_sessions(person_id: int, *, by: str, now: dt.datetime, but: str = "") -> int:
    """All of one person's, but perhaps the one with this key."""
    gone, _ = Session.objects.filter(owner_id=person_id).exclude(session_key=but).delete()
    if gone:
        _record(by, person_id, gone, now=now)
    return int(gone)


def end_oldest(person_id: int, *, but: str, now: dt.datetime) -> None:
    """Room for a session that begins now: over the limit, those that began first end."""
    others = Session.objects.filter(owner_id=person_id).exclude(session_key=but)
    over = others.order_by("-began_at", "session_key")[max(settings.SESSIONS_AT_ONCE - 1, 0) :]
    gone, _ = Session.objects.filter(pk__in=[row.pk for row in over]).delete()
    if gone:
        _record("limit", person_id, gone, now=now)


def _record(by: str, person_id: int, count: int, *, now: dt.datetime) -> None:
    record(
        by=by,
        action="sessions ended",
        now=now,
        subject=f"person:{person_id}",
        detail={"sessions": count},
    )

"""Makes briefings for one audience, with the decision log in them, and notes who took them."""

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from watchward.briefing.archive import Briefing
from watchward.briefing.flow import brief
from watchward_web.core.store import library_settings, open_partnership
from watchward_web.meetings.selectors.decisions import entries
from watchward_web.meetings.services.noting import note
from watchward_web.partners.seat import PartnershipSeen, Seat


def make_briefing(seat: Seat, *, language: str, now: datetime, more: Sequence[str] = ()) -> str:
    """Make the papers as the seat's own audience sees them, and return their number.

    Refuses pages in `more` that have no answer or are not for the seat.
    """
    made = made_for(
        seat.partnership,
        audience=seat.audience,
        premises="",
        language=language,
        by=seat.by,
        now=now,
        more=more,
    )
    note_briefing(seat, made.id, action="briefing made", now=now)
    return made.id


def made_for(
    home: PartnershipSeen,
    *,
    audience: str,
    premises: str,
    language: str,
    by: str,
    now: datetime,
    more: Sequence[str] = (),
) -> Briefing:
    """The briefing of one audience, kept in the archive; its files here are thrown away."""
    with tempfile.TemporaryDirectory(prefix="watchward-briefing-") as scratch:
        return brief(
            open_partnership(home.store),
            out=Path(scratch),
            settings=library_settings(home.name),
            made_at=now,
            audience=audience,
            premises=premises,
            decisions=entries(home, audience=audience),
            by=by,
            language=language,
            more=more,
        )


def note_briefing(seat: Seat, ident: str, *, action: str, now: datetime) -> None:
    """Write down who made or took a briefing."""
    note(seat, action, ident, now=now, audience=seat.audience)

"""What is done with evidence, each with its audit entry: read it, take a table, make papers."""

import tempfile
from datetime import datetime
from pathlib import Path

from watchward.briefing.flow import brief
from watchward_web.core.services import record
from watchward_web.core.store import library_settings, open_partnership
from watchward_web.evidence.shown import Shown
from watchward_web.partners.seat import Seat


def note_read(seat: Seat, *shown: Shown, action: str = "evidence read", now: datetime) -> None:
    """Write down which released answers were read; open ones too, so that the log has no gap."""
    names = {one.result.about.name for one in shown}
    _note(seat, names, {one.result.id for one in shown}, action=action, now=now)


def note_answer(seat: Seat, name: str, answer: str, *, now: datetime) -> None:
    """The same of one answer whose page was already laid out."""
    _note(seat, {name}, {answer}, action="evidence read", now=now)


def _note(seat: Seat, names: set[str], ids: set[str], *, action: str, now: datetime) -> None:
    if not names:
        return
    record(
        by=seat.by,
        action=action,
        now=now,
        partnership=seat.partnership.slug,
        subject=", ".join(sorted(names)),
        detail={"audience": seat.audience, "answers": sorted(ids)},
    )


def make_briefing(seat: Seat, *, now: datetime) -> str:
    """Make the papers as the seat's own audience sees them, and return their number."""
    with tempfile.TemporaryDirectory(prefix="watchward-briefing-") as scratch:
        made = brief(
            open_partnership(seat.partnership.store),
            out=Path(scratch),
            settings=library_settings(seat.partnership.name),
            made_at=now,
            audience=seat.audience,
        )
    note_briefing(seat, made.id, action="briefing made", now=now)
    return made.id


def note_briefing(seat: Seat, ident: str, *, action: str, now: datetime) -> None:
    """Write down who made or took a briefing."""
    record(
        by=seat.by,
        action=action,
        now=now,
        partnership=seat.partnership.slug,
        subject=ident,
        detail={"audience": seat.audience},
    )

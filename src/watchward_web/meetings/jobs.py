"""What meetings do in the background."""

from watchward_web.core.clock import now
from watchward_web.core.jobs import job
from watchward_web.meetings.services.papers import JOB, come_due, make_papers


@job(JOB)
def papers(*, meeting: int, partnership: str, by: str) -> None:
    """Make every recipient's papers; `partnership` says whose administrators see it fail."""
    make_papers(meeting, by=by, now=now())


@job("meetings.due", every="05:30")
def due() -> None:
    """Fill the calendars; ask for the papers of meetings that are near."""
    come_due(now=now())

"""What the submissions do in the background."""

from watchward_web.core.clock import now
from watchward_web.core.jobs import job
from watchward_web.submissions import extracts, services


def _given_up(*, upload: str, partnership: str) -> None:
    services.give_up(upload, now=now())


@job("submissions.accept", given_up=_given_up)
def accept(*, upload: str, partnership: str) -> None:
    """Take one uploaded package in; `partnership` says whose administrators see it fail."""
    services.accept(upload, now=now())


@job("submissions.tidy", every=15)
def tidy() -> None:
    """Forget what nobody goes on with."""
    services.tidy(now=now())


@job("submissions.sweep_extracts", every=15)
def sweep_extracts() -> None:
    """Remove what waits for nobody's word any more, and what a killed process left."""
    extracts.sweep(now=now())


@job("submissions.remind", every="06:30")
def remind() -> None:
    """Send what is due to be said, a link only."""
    services.remind(now=now())

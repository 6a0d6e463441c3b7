"""The website's apps, in the order of the ground: a later one may import an earlier one."""

from pathlib import Path

WEB = Path(__file__).resolve().parents[1]
GROUND = ("govuk", "core", "accounts", "partners", "operations")
# Each has its pages at /p/PARTNERSHIP/NAME/.
FEATURES = ("evidence", "submissions", "meetings", "licensing", "interventions")
NONPROD = "nonprod"


def installed(*, production: bool) -> tuple[str, ...]:
    """Names of our apps; nonprod is never among those of production."""
    return (*GROUND, *FEATURES, *(() if production else (NONPROD,)))

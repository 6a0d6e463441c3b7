"""The website's apps, in the order of the ground: a later one may import an earlier one."""

from pathlib import Path

WEB = Path(__file__).resolve().parents[1]
GROUND = ("govuk", "core", "accounts", "partners")
FEATURES = ("evidence", "submissions")
NONPROD = "nonprod"


def installed(*, production: bool) -> tuple[str, ...]:
    """Names of our apps; nonprod is never among those of production."""
    features = tuple(name for name in FEATURES if (WEB / name / "urls.py").exists())
    return (*GROUND, *features, *(() if production else (NONPROD,)))

"""The jobs that there are, by name: what is written in the queue is a name and JSON, never code."""

import inspect
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

QUICK, SLOW = "quick", "slow"
LANES = (QUICK, SLOW)
Work = Callable[..., None]
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class Job:
    """A name, what it does, when it is due of itself, in which lane, what to do if it fails."""

    name: str
    work: Work
    every: int | str | None
    lane: str
    given_up: Work | None


_JOBS: dict[str, Job] = {}


def job(
    name: str,
    *,
    every: int | str | None = None,
    lane: str = QUICK,
    given_up: Work | None = None,
) -> Callable[[Work], Work]:
    """Register a function; `every` is a number of minutes, or "HH:MM" in the site's zone.

    `lane` is "slow" for what takes minutes and nobody waits for: it never stands before the rest.
    `given_up` is called with the job's own arguments once it has failed for the last time.
    """
    if isinstance(every, str) and not CLOCK.fullmatch(every):
        raise ValueError(f"{name}: every={every!r} is neither minutes nor HH:MM")
    if isinstance(every, int) and every < 1:
        raise ValueError(f"{name}: a job runs at most once a minute")
    if lane not in LANES:
        raise ValueError(f"{name}: there is no lane {lane!r}")

    def keep(work: Work) -> Work:
        known = _JOBS.get(name)
        if known and (known.work.__module__, known.work.__qualname__) != (
            work.__module__,
            work.__qualname__,
        ):
            raise ValueError(f"{name} is registered twice")
        _JOBS[name] = Job(name, work, every, lane, given_up)
        return work

    return keep


def find(name: str) -> Job:
    """The job of a name; one that a later version dropped is a mistake to be shown."""
    if name not in _JOBS:
        raise LookupError("no job of this name is registered")
    return _JOBS[name]


def jobs() -> tuple[Job, ...]:
    """Every registered job."""
    return tuple(_JOBS.values())


def forget(name: str) -> None:
    """For tests that register one of their own."""
    _JOBS.pop(name, None)


def checked(name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as they will be read back; a mistake in them is told to the caller, at once."""
    inspect.signature(find(name).work).bind(**arguments)
    told = json.loads(json.dumps(arguments))
    if told != dict(arguments):
        raise TypeError(f"{name}: an argument does not survive as JSON")
    return dict(told)

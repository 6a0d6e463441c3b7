"""What a queue must do; PostgreSQL's is procrastinate's, SQLite's is a small table of our own."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

MOST_ATTEMPTS = 3
WAITS = (5, 60)  # seconds before the second and the third attempt
BEAT = 2.0
STALE = 10.0  # a claim whose process has not said for so long that it lives is taken up again


@dataclass(frozen=True)
class Claimed:
    """A job that one process has taken; `attempt` counts from 1, killed ones included."""

    id: int
    name: str
    arguments: Mapping[str, Any]
    key: str
    attempt: int


class Queue(Protocol):
    """All methods use the calling thread's database connection, and its transaction."""

    def put(
        self, name: str, arguments: Mapping[str, Any], *, lane: str, key: str, now: dt.datetime
    ) -> bool:
        """False where a job of this key waits or runs already."""

    def holds(self, key: str) -> bool:
        """Whether a job of this key waits or runs."""

    def begin(self) -> None:
        """Make known that this process takes jobs; harmless to repeat."""

    def lost(self) -> None:
        """The database went away: what this process had claimed will be found abandoned."""

    def claim(self, now: dt.datetime, *, lane: str) -> Claimed | None:
        """Take the lane's oldest job that is ready; no two processes take the same one."""

    def beat(self, claimed: Claimed, now: dt.datetime) -> None:
        """Say that the process which claimed it is alive."""

    def abandoned(self, now: dt.datetime) -> list[Claimed]:
        """Jobs whose process has not been heard of; to be settled in the same transaction."""

    def again(self, claimed: Claimed, *, at: dt.datetime) -> None:
        """Give it back, to be taken at that moment or later."""

    def drop(self, claimed: Claimed) -> None:
        """It is done, or given up."""

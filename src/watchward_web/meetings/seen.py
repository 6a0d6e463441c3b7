"""Meetings and decisions as pages need them."""

import datetime as dt
from dataclasses import dataclass

from watchward_web.core.roles import Role


@dataclass(frozen=True)
class SeriesSeen:
    """A series and its next day."""

    number: int
    title: str
    week: int
    weekday: int
    every_months: int
    starts_at: dt.time
    place: str
    papers_days: int
    language: str
    active: bool
    next_on: dt.date


@dataclass(frozen=True)
class ItemSeen:
    """An item of the agenda and the hour at which it begins."""

    number: int
    title: str
    lead: str
    minutes: int
    at: str


@dataclass(frozen=True)
class MeetingSeen:
    """A meeting; `past` once its day has come."""

    number: int
    title: str
    held_on: dt.date
    starts_at: dt.time
    place: str
    chair: str
    papers_days: int | None
    language: str
    papers_made_at: dt.datetime | None
    notes: str
    cancelled: bool
    changed_at: dt.datetime
    changes: int
    past: bool


@dataclass(frozen=True)
class PaperSeen:
    """Which version somebody got."""

    number: int
    briefing: str
    audience: str
    premises: str
    store_version: str
    made_at: dt.datetime
    taken_at: dt.datetime | None
    readable: bool  # by whoever looks


@dataclass(frozen=True)
class InvitedSeen:
    """Who is invited, as what, and what they got."""

    number: int
    name: str
    agency: str
    role: Role | None
    audience: str
    premises: str
    active: bool
    paper: PaperSeen | None


@dataclass(frozen=True)
class DecisionSeen:
    """One line of the decision log; `state` is overdue, open or done."""

    number: int
    meeting: int | None
    decided_on: dt.date
    what: str
    why: str
    agency: str
    agency_id: int
    owner: str
    due: dt.date | None
    done_on: dt.date | None
    done_by: str
    note: str
    state: str
    analysis: str
    table: str
    row: str
    release: str
    store_version: str

    @property
    def owed_by(self) -> str:
        """The agency, and the person where one is named."""
        return f"{self.agency}, {self.owner}" if self.owner else self.agency

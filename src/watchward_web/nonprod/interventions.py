"""Made-up interventions in the made-up town: one written down in time, one late, one to come."""

import datetime as dt

from watchward.contract.intervention_file import as_file
from watchward.contract.period import month_text
from watchward.hub.interventions import register_written
from watchward_web.core.store import Store

TREATED, COMPARED = ("SYN002", "SYN003"), ("SYN005", "SYN006", "SYN007", "SYN008", "SYN009")
OF_TIME = "taxi-marshals"


def intend(store: Store, *, last: int, now: dt.datetime) -> None:
    """Before any package: the marshals, whose outcome nobody could have looked at."""
    begun = now - dt.timedelta(days=270)
    _register(
        store,
        OF_TIME,
        now=begun,
        title="Taxi marshals at the rank (synthetic)",
        problem="Made up: fights among people who wait for a taxi after closing",
        target="Made up: the rank on Fridays and Saturdays from 22:00 to 04:00",
        mechanism="A queue that somebody keeps has less to quarrel about",
        dose="Two marshals a night",
        evaluation=_plan("differences", TREATED, COMPARED, last - 13, last - 6, last),
        money={"set_up": 2_000, "a_year": 24_000, "price_year": "2025-26", "confidence": "medium"}
        | {"pays": {"The council": 60, "The taxi trade": 40}},
    )


def add_later(store: Store, *, last: int, now: dt.datetime) -> None:
    """When its outcome could be looked at already; and one that has not begun."""
    _register(
        store,
        "plastic-glasses",
        now=now,
        title="Plastic glasses after ten (synthetic)",
        problem="Made up: glass injuries late in the evening",
        target="Made up: six premises by the market",
        mechanism="What does not break does not cut",
        dose="Every drink after 22:00",
        evaluation=_plan("before_after", TREATED, (), last - 13, last - 6, last),
        money={"set_up": 9_000, "price_year": "2025-26", "pays": {"The licence holders": 100}},
    )
    _register(
        store,
        "evening-mentors",
        now=now,
        kind="developmental",
        title="Mentors in the evening (synthetic)",
        problem="Made up: young people with nowhere to be",
        target="Made up: two youth clubs",
        mechanism="Somebody trusted is there when it matters",
        dose="Three evenings a week",
        evaluation=_plan("differences", TREATED[:1], COMPARED, last - 8, last + 3, last + 14),
        money={"a_year": 31_000, "price_year": "2025-26", "pays": {"The county": 100}},
    )


def _plan(
    design: str,
    areas: tuple[str, ...],
    compared: tuple[str, ...],
    first: int,
    start: int,
    last: int,
) -> dict[str, object]:
    return {
        "dataset": "police_incident",
        "design": design,
        "areas": areas,
        "comparison": compared,
        "first": month_text(first),
        "start": month_text(start),
        "last": month_text(last),
    }


def _register(
    store: Store, name: str, *, now: dt.datetime, kind: str = "situational", **said: object
) -> None:
    written = as_file({"funder": "Made up", "kind": kind, "acts_on": "cause"} | said)
    register_written(store, name, written, by="demo", now=now)

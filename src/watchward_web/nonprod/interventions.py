"""Made-up interventions in the made-up town: two written down in time, one late, one to come."""

import datetime as dt

from watchward.contract.intervention_file import as_file
from watchward.contract.period import month_text
from watchward.hub.interventions import hand_in_written, register_written
from watchward_web.core.store import Store

TREATED, COMPARED = ("SYN002", "SYN003"), ("SYN005", "SYN006", "SYN007", "SYN008", "SYN009")
OF_TIME, OF_PEOPLE = "taxi-marshals", "leaving-violence"


def intend(store: Store, *, last: int, now: dt.datetime) -> None:
    """Before any package: the marshals, whose outcome nobody could have looked at."""
    begun = now - dt.timedelta(days=270)
    _register(
        store,
        OF_PEOPLE,
        now=begun,
        kind="developmental",
        title="Leaving violence behind (synthetic)",
        problem="Made up: the same few young people are hurt and hurt others again",
        target="Made up: referred after an arrest, over the whole town",
        mechanism="A mentor who stays when things go wrong",
        dose="A meeting a week for eight months",
        evaluation={
            "design": "cohort",
            "who": "Everybody who began",
            "counted": "no arrest for violence while taking part",
            "chosen": "referred after an arrest, in order of referral",
            "window": 8,
            "start": month_text(last - 8),
            "last": month_text(last),
        },
        money={"a_year": 90_000, "price_year": "2025-26", "pays": {"The county": 100}},
    )
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
    """When its outcome could be looked at already; one that has not begun; one of people."""
    _follow(store, last=last, now=now)
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


def _follow(store: Store, *, last: int, now: dt.datetime) -> None:
    """What was counted of the people, made up, once their months are over."""
    if now.year * 12 + now.month - 1 > last:
        counted = as_file({"taken": {"people": 25, "counted": 18, "lost": 2, "months": 7.5}})
        hand_in_written(store, OF_PEOPLE, counted, by="demo", now=now)


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

"""The ledger as answers: who owes what, what is open, and which sources are used. Like every answer
they leave through disclosure control only; they count periods and bodies, never people.
"""

import datetime as dt

from watchward.contract.about import About
from watchward.contract.dataset import datasets
from watchward.contract.period import month_text
from watchward.contract.result import Cell as Value
from watchward.contract.result import Column, Result, Source, Table
from watchward.hub.cells import IN_TIME, LATE, MISSING, PART, cells, overdue
from watchward.hub.held import Held, what_is_held
from watchward.hub.sources import USES, source_use
from watchward.hub.status import lines
from watchward.lake.store import Store
from watchward.lake.version import current_version

STATUS = About(
    name="duty_status",
    title="Who owes what",
    question="Has each body sent what it owes, and in time?",
    method="Each body's data set, period by period: a period is in time where the first package "
    "that brought its last month came by its due day, in London's days.",
    source="The ledger of this store; due rules as each data set cites them",
    limits=("It says that something came, not that it is right.",),
    inputs=(),
)
USE = About(
    name="data_sources",
    title="Which sources are used",
    question="Which sources of data are used here, beside the partnerships of July 2007?",
    method="Bodies that owe or have sent a source, by the months that arrived: always (in the last "
    "twelve months and before), started (in the last twelve only), past (before only), never.",
    source="This store's ledger; Reducing the risk of violent crime (National Audit Office, 2008), "
    "Figure 14",
    limits=(
        "In 2007 partnerships said what they used; here it is what arrived.",
        "One partnership is set beside shares of some two hundred.",
        "A source for which this version has no data set cannot arrive here.",
    ),
    inputs=(),
)


def status_result(store: Store, *, now: dt.datetime) -> Result:
    """The one page as an answer."""
    found = cells(store, now=now)
    bodies = Table(
        name="bodies",
        title="By body and data set",
        columns=(
            Column("provider", "Body", "dimension", "source"),
            Column("dataset", "Data set", "dimension", "kind"),
            Column("in_time", "Periods in time", "accounting"),
            Column("late", "Late", "accounting"),
            Column("open", "Missing or in part", "accounting"),
            Column("locked", "Locked", "accounting"),
            Column("next_due", "Next due", "note"),
        ),
        rows=tuple(
            (
                *(line.provider, _title(line.dataset), line.count(IN_TIME), line.count(LATE)),
                *(line.count(MISSING, PART), line.locked, str(line.next_due or "")),
            )
            for line in lines(found)
        ),
        window=_window(now),
        months=12,
    )
    late = Table(
        name="overdue",
        title="Past their day",
        columns=(
            Column("provider", "Body", "dimension", "source"),
            Column("dataset", "Data set", "dimension", "kind"),
            Column("period", "Period", "dimension", "month"),
            Column("state", "State", "note"),
            Column("due", "Due", "note"),
            Column("days", "Days late", "accounting"),
        ),
        rows=tuple(
            (
                *(one.provider, _title(one.dataset), str(one.owed)),
                *(one.state, str(one.due), one.late_days),
            )
            for one in overdue(found)
        ),
        window=_window(now),
        months=12,
    )
    return _result(store, STATUS, (bodies, late), now=now)


def sources_result(store: Store, *, now: dt.datetime) -> Result:
    """Figure 14 as an answer."""
    rows: list[tuple[Value, ...]] = []
    for one in source_use(store, now=now):
        here = "used" if one.used else "not used"
        if not one.datasets:
            here = "no data set for it yet"
        shares = [one.percent(use) for use in USES]
        rows.append((one.name, here, len(one.bodies), *shares, one.used_then, one.responses))
    columns = (
        Column("source", "Source", "dimension", "source"),
        Column("here", "Here, in the last 12 months", "note"),
        Column("bodies", "Bodies", "accounting"),
        *(Column(use, f"Of them {use} (%)", "accounting") for use in USES),
        Column("then", "Used in the 12 months to July 2007 (% of partnerships)", "accounting"),
        Column("responses", "Responses in 2007", "accounting"),
    )
    table = Table("use", "Sources of data", columns, tuple(rows), window=_window(now), months=12)
    return _result(store, USE, (table,), now=now)


def _result(store: Store, about: About, tables: tuple[Table, ...], *, now: dt.datetime) -> Result:
    return Result(
        about=about,
        tables=tables,
        sources=_sources(store),
        store_version=current_version(store),
        window=_window(now),
        options={"on": now.date().isoformat()},
    )


def _sources(store: Store) -> tuple[Source, ...]:
    found = what_is_held(store).found
    made = (_source(*key, own) for key, own in sorted(found.items()) if own.first)
    return tuple(one for one in made if one)


def _source(provider: str, dataset: str, own: Held) -> Source | None:
    about = datasets().get(dataset)
    if about is None or not own.standing:
        return None
    first, last = min(own.first), max(own.first)
    return Source(
        dataset=dataset,
        title=about.title,
        side=about.side,
        provider=provider,
        synthetic=any(one.synthetic for one in own.standing),
        public=about.public,
        first_month=first,
        last_month=last,
        missing_months=tuple(sorted(set(range(first, last + 1)) - set(own.first))),
        time_precision=about.time.keep,
        place_precision=about.place.precision,
        citation=f"{about.holder}; {about.citation['publisher']}, {about.citation['url']}",
    )


def _window(now: dt.datetime) -> str:
    return f"12 months to {month_text(now.year * 12 + now.month - 1)}"


def _title(dataset: str) -> str:
    about = datasets().get(dataset)
    return about.title if about else dataset

"""Violence at the hours of the school gates, on school days and on days like them without school.

Terms and gate times are the user's own table. Where there is more at the gates, term is not shown
to be the cause; fewer days out of term make their rate the less certain.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from watchward.analysis import (
    WHO,
    answered,
    count_columns,
    coverage,
    figure,
    has_hours,
    nobody_says,
)
from watchward.contract.about import About, Options
from watchward.contract.period import first_day, last_day
from watchward.contract.result import Cell, Column, Derived, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.queries import queries
from watchward.geography.supplied import Supplied
from watchward.maths.intervals import ratio_interval

ABOUT = About(
    name="school_day",
    title="At the school gates?",
    question="Is there more violence at the hours of the school gates on school days?",
    method=(
        "Counts over twelve months by the hours of the gates and by the kind of day: school days, "
        "weekdays out of term, weekends; for every 100 such days, with exact Poisson limits. For "
        "analysts: the rate of school days beside that of weekdays out of term, with exact limits, "
        "at the gates and in the other hours from 07:00 to 21:00, and of those under 18."
    ),
    source="Counting; Garwood 1936; Przyborowski and Wilenski 1940 (ratios)",
    limits=(
        "Schools differ: one table of terms and gate times stands for all of them.",
        "Term and holiday differ in more than school: season, daylight and who is about.",
        "Times are as each source gives them; calls and arrivals come later than the violence.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
)
SQL = queries(__file__)
EPOCH = dt.date(1970, 1, 1)
SCHOOL, OUT, WEEKEND = "School days", "Out of term", "Weekends"  # out of term: weekdays
KINDS = (SCHOOL, OUT, WEEKEND)
WAKING = range(7, 21)
OTHER = "other hours, 07:00 to 21:00"
PER = 100
PERIOD = Column("period", "Hours", "dimension", "kind")
DAYS = Column("days", "Days", "accounting")
Hours = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Calendar:
    """Which days have school, of those that the table speaks of; and the hours of the gates."""

    first: dt.date
    last: dt.date
    school: frozenset[int]  # days since 1970
    gates: Hours

    def kind(self, day: int) -> str:
        """One of `KINDS`; "" for a day that the table does not reach."""
        date = EPOCH + dt.timedelta(days=day)
        if not self.first <= date <= self.last:
            return ""
        if day in self.school:
            return SCHOOL
        return WEEKEND if date.weekday() >= 5 else OUT

    @property
    def periods(self) -> Hours:
        """The gates', and the other waking hours."""
        taken = {hour for hours in self.gates.values() for hour in hours}
        return {**self.gates, OTHER: tuple(hour for hour in WAKING if hour not in taken)}


def calendar(supplied: Supplied) -> Calendar:
    """From the rows as they were checked when they were added."""
    spans: dict[str, list[tuple[dt.date, dt.date]]] = {"term": [], "closed": []}
    gates: dict[str, tuple[int, ...]] = {}
    for row in supplied.rows():
        first, last = row["first"], row["last"]
        if row["what"] == "gate":
            gates[f"{first} to {last}"] = tuple(range(int(first[:2]), int(last[:2])))
        else:
            spans[row["what"]].append((dt.date.fromisoformat(first), dt.date.fromisoformat(last)))
    days = {
        what: {day for span in listed for day in _days(*span)} for what, listed in spans.items()
    }
    school = {day for day in days["term"] - days["closed"] if day.weekday() < 5}
    return Calendar(
        first=min((first for first, _ in spans["term"]), default=dt.date.max),
        last=max((last for _, last in spans["term"]), default=dt.date.min),
        school=frozenset((day - EPOCH).days for day in school),
        gates=gates,
    )


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=step) for step in range((last - first).days + 1))


def run(tables: Tables, options: Options) -> Result:
    """Two tables a side: by gate and kind of day, and school days beside the others."""
    asked = ask_of(tables, options, able=has_hours)
    supplied = tables.supplied("school-terms")
    made = [*_tables(tables, asked, calendar(supplied))] if supplied else []
    if made:
        made.append(_timed(tables, asked))
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=tuple(made),
        caveats=(
            *asked.caveats(),
            *nobody_says(asked, "at which hour it was"),
            *([f"Terms: {supplied.cited}"] if supplied else [NO_TERMS]),
            *_wider(tables, asked),
        ),
    )


def _timed(tables: Tables, asked: Asked) -> Table:
    """Records without an hour are in no count of a gate: its rates are too low by so much."""
    counts: dict[str, tuple[Cell, ...]] = {}
    for side, about in asked.sides.items():
        span = {"first": asked.first, "last": asked.last}
        ((*found,),) = tables.rows(SQL["timed"], dataset=about.name, **span)
        counts[side] = tuple(int(count or 0) for count in found)
    return coverage(asked, "timed", counts, with_what="an hour")


NO_TERMS = "No school terms are held. Add them: `watchward supply school-terms FILE`."


def _wider(tables: Tables, asked: Asked) -> tuple[str, ...]:
    """Records whose provider joined the bands of age: nobody can say how many are under 18."""
    window = {"first": asked.first, "last": asked.last}
    found = (tables.rows(SQL["wider"], dataset=one.name, **window) for one in asked.sides.values())
    records = sum(int(count or 0) for ((count,),) in found)
    said = f"Of {records:,} records the age came in a band that reaches beyond 17, so they are not"
    return (f"{said} counted as under 18.",) if records else ()


def _tables(tables: Tables, asked: Asked, school: Calendar) -> Iterator[Table]:
    for side, about in asked.sides.items():
        window = {"first": asked.first, "last": asked.last}
        rows = tables.rows(SQL["day_hour"], dataset=about.name, **window)
        whole = [row for row in rows if row[1] in asked.held[side]]  # as the days are
        every, young = _counted(whole, school)
        exposed = _exposed(asked, side, school)
        if exposed[SCHOOL] and exposed[OUT]:
            yield _gates(asked, side, school=school, counts=every, exposed=exposed)
            both = {"all": every, "under 18": young}
            yield _beside(asked, side, school=school, counts=both, exposed=exposed)


Counts = Counter[tuple[str, str]]


def _counted(rows: Sequence[tuple[Cell, ...]], school: Calendar) -> tuple[Counts, Counts]:
    """By period and kind of day: all, and those under 18."""
    every, young = Counts(), Counts()
    periods = {hour: name for name, hours in school.periods.items() for hour in hours}
    for day, _, hour, records, under in rows:
        kind, period = school.kind(int(day or 0)), periods.get(int(hour or 0))
        if kind and period:
            every[period, kind] += int(records or 0)
            young[period, kind] += int(under or 0)
    return every, young


def _exposed(asked: Asked, side: str, school: Calendar) -> Counter[str]:
    """How many days of each kind the months that the side sent have."""
    days: Counter[str] = Counter()
    for month in range(asked.first, asked.last + 1):
        if month in asked.held[side]:
            span = _days(first_day(month), last_day(month))
            days.update(school.kind((day - EPOCH).days) for day in span)
    return days


def _gates(
    asked: Asked, side: str, *, school: Calendar, counts: Counts, exposed: Counter[str]
) -> Table:
    about = asked.sides[side]
    return Table(
        name=f"gates_{side}",
        title=f"{about.subject}: at the hours of the school gates",
        columns=(
            PERIOD,
            Column("kind", "Days", "dimension", "kind"),
            *count_columns({side: about}),
            DAYS,
        ),
        rows=tuple(
            (period, kind, counts[period, kind], exposed[kind])
            for period in school.gates
            for kind in KINDS
        ),
        derived=(
            Derived("rate", f"For {PER} days", "rate", (side, "days"), PER),
            Derived("rate", f"For {PER} days", "rate_interval", (side, "days"), PER),
        ),
        window=asked.rolling,
        months=asked.months,
    )


def _beside(
    asked: Asked,
    side: str,
    *,
    school: Calendar,
    counts: Mapping[str, Counts],
    exposed: Counter[str],
) -> Table:
    """School days over weekdays out of term, each for its days."""
    about = asked.sides[side]
    rows: list[tuple[Cell, ...]] = []
    for who, counted in counts.items():
        for period in school.periods:
            now, other = counted[period, SCHOOL], counted[period, OUT]
            days = (float(exposed[SCHOOL]), float(exposed[OUT]))
            low, high = ratio_interval(now, other, exposures=days)
            ratio = f"{now / days[0] / (other / days[1]):.2f}" if other else ""
            shown = f"{high:.2f}" if other else ""
            rows.append((who, period, now, other, ratio, f"{low:.2f}", shown))
    return Table(
        name=f"beside_{side}",
        title=f"{about.subject}: school days beside weekdays out of term",
        columns=(
            Column("who", "Of", "dimension", "kind"),
            PERIOD,
            Column("school", SCHOOL, "count", dataset=about.name),
            Column("out", OUT, "count", dataset=about.name),
            Column("ratio", "Times, day for day", "note"),
            Column("low", "Lowest likely", "note"),
            Column("high", "Highest likely", "note"),
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
        analysts_only=True,
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """Rates at each gate on school days and out of term, of the side that leads."""
    named = {name.removeprefix("gates_"): t for name, t in tables.items() if "gates_" in name}
    side = "health" if "health" in named else next(iter(named), "")
    if not side:
        return "No school terms are held, or no source has hours, so nothing is said of the gates."
    rates = {
        (str(row["period"].value), str(row["kind"].value)): figure(row.get("rate"))
        for row in named[side].records()
    }
    said = [
        f"from {period} there are {rates[period, SCHOOL]} for every {PER} school days and "
        f"{rates[period, OUT]} for every {PER} weekdays out of term"
        for period in dict.fromkeys(period for period, _ in rates)
        if rates[period, SCHOOL] and rates[period, OUT]
    ]
    if not said:
        return f"Too few records in the {result_window} to speak of the school gates."
    return f"Among {WHO[side]}, {'; '.join(said)}, in the {result_window}."

"""Whether what was done worked, as it was registered before its outcome was looked at.

What is counted, where, against where and when come from the registration and from nowhere else.
The software assigns the level of evidence and speaks of a cause only from level 3 on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from watchward.analysis.evaluation import (
    before_after,
    cohort,
    differences,
    displacement,
    interrupted,
    repeats,
    synthetic,
    told,
)
from watchward.analysis.evaluation.judged import Check, Counts, Design, Judged, OfPeople
from watchward.analysis.evaluation.listed import listed
from watchward.analysis.evaluation.received import gone, reported
from watchward.analysis.evaluation.scale import scale_table
from watchward.analysis.evaluation.worth import cost_rows, each_case, worth_rows
from watchward.contract.about import About, Options
from watchward.contract.dataset import Dataset, dataset
from watchward.contract.intervention import Plan, Registered
from watchward.contract.period import month_number
from watchward.contract.result import Column, Result, Source, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import month_words
from watchward.engine.monthly import monthly_areas
from watchward.errors import UsageRefusal
from watchward.reference import figure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAMED = "Name one to have it judged: `--intervention`, and in a briefing `--with evaluation:NAME`."
ABOUT = About(
    name="evaluation",
    title="Did it work?",
    question="What changed where something was done, beside what would have happened anyway?",
    method=(
        "The design that was registered: before and after, difference in differences, interrupted "
        "series, synthetic control, displacement, or people who are followed. The level of "
        "evidence follows from the design and falls where a check fails."
    ),
    source=(
        "Sherman and others 1997 (levels); Bernal 2017; Bertrand 2004; Abadie and others 2010; "
        "Bowers and Johnson 2003; HM Treasury's Green Book (value)"
    ),
    limits=(
        "Below level 3 a change is a change: nothing says what brought it about.",
        "Areas chosen because they were at their worst fall back by themselves.",
        "Recording and other programmes change counts too: both are listed.",
        "For analysts only: it rests on exact counts of small areas.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
    analysts_only=True,
)
DESIGNS: Mapping[str, Design] = {
    "before_after": before_after.judge,
    "differences": differences.judge,
    "interrupted": interrupted.judge,
    "synthetic": synthetic.judge,
    "displacement": displacement.judge,
}
PEOPLE: Mapping[str, OfPeople] = {"cohort": cohort.judge, "repeats": repeats.judge}


def run(tables: Tables, options: Options) -> Result:
    """The answer in lines; its checks; what it is worth; and each group's months.

    Where no intervention is named: which ones are registered.
    """
    if not options.intervention:
        return _listed(tables, options)
    registered = _chosen(tables, options.intervention)
    plan = registered.intervention.plan
    found = _of_people(registered) if plan.followed else _of_records(tables, registered)
    judged, breaks, more = found
    listed = [*judged.checks, *breaks, *told.others(tables, registered)]
    rows = [
        told.lines("answer", "What was found", told.answer(registered, judged)),
        told.lines("checks", "What would make it doubtful", told.checked(listed)),
        *more,
    ]
    return Result(
        about=ABOUT,
        tables=tuple(table for table in rows if table.rows),
        sources=_sources(tables, registered),
        store_version=tables.version,
        window=f"{month_words(plan.first)} to {month_words(plan.last)}",
        options=asdict(options),
        caveats=told.caveats(registered),
    )


Found = tuple[Judged, Sequence[Check], Sequence[Table]]


def _sources(tables: Tables, registered: Registered) -> tuple[Source, ...]:
    """The records that were counted; or who handed an outcome in, made up where the store is."""
    plan, outcome = registered.intervention.plan, registered.outcome
    every = tables.sources()
    if outcome is None:
        return tuple(one for one in every if one.dataset == plan.dataset)
    return (
        Source(
            dataset="",
            title="Totals of people who were followed",
            side="partnership",
            provider=outcome.by,
            synthetic=any(one.synthetic for one in every),
            public=False,
            first_month=plan.first,
            last_month=plan.last,
            missing_months=(),
            time_precision="month",
            place_precision="none",
            citation=f"Handed in on {outcome.at}, SHA-256 {outcome.sha256[:12]}.",
        ),
    )


def _of_records(tables: Tables, registered: Registered) -> Found:
    """Judged from the store's own records of the months registered."""
    plan = registered.intervention.plan
    about, months = dataset(plan.dataset), range(plan.first, plan.last + 1)
    left_out = reported(tables, plan)
    counts = _counts(tables, about, plan, left_out)
    judged = DESIGNS[plan.design](counts)
    case = each_case(registered.intervention, tables)
    worth = told.lines(
        "worth",
        "What it would be worth",
        worth_rows(registered.intervention, judged, counts, case=case),
    )
    further = scale_table(registered.intervention, judged, counts, case)
    told_of = (*_breaks(about, plan), *(gone(one) for one in left_out))
    return judged, told_of, (worth, further, _series(counts, months, about, plan))


def _of_people(registered: Registered) -> Found:
    """Judged from what was handed in of the people who were followed."""
    about, outcome = registered.intervention, registered.outcome
    if outcome is None or about.plan.followed is None:
        raise UsageRefusal(
            "What was counted of its people was not handed in.",
            where=about.name,
            do="Hand it in once its months are over: `watchward intervention outcome`.",
        )
    judged = PEOPLE[about.plan.design](about.plan.followed, outcome)
    cost = told.lines("worth", "What it cost", cost_rows(about, outcome))
    return judged, (), (cost,)


def _listed(tables: Tables, options: Options) -> Result:
    table = listed(tables)
    sources = tables.sources()
    last = max((one.last_month for one in sources), default=None)
    held = f"How each stands is as of {month_words(last)}, the last month held." if last else ""
    return Result(
        about=ABOUT,
        tables=(table,) if table.rows else (),
        sources=sources,
        store_version=tables.version,
        window="as registered",
        options=asdict(options),
        caveats=tuple(filter(None, (held, NAMED))),
    )


def _chosen(tables: Tables, name: str) -> Registered:
    every = {one.intervention.name: one for one in tables.interventions()}
    if name not in every:
        raise UsageRefusal(
            "No intervention of that name is registered.",
            where="--intervention",
            do=f"There are: {', '.join(every) or 'none'}; see `watchward intervention register`.",
        )
    return every[name]


def _counts(tables: Tables, about: Dataset, plan: Plan, left_out: Sequence[str]) -> Counts:
    areas = tables.boundaries()
    if areas is None:
        raise UsageRefusal(
            "The store has no areas.", where="area", do="Add them: `watchward area add`."
        )
    at = {code: row for row, code in enumerate(areas.codes)}
    unknown = [one for one in (*plan.areas, *plan.comparison, *plan.buffer) if one not in at]
    if unknown:
        raise UsageRefusal(
            f"{len(unknown)} of the areas registered are none of the store's.",
            where="evaluation",
            do="Register them by the codes of the store's areas.",
        )
    months = range(plan.first, plan.last + 1)
    every = monthly_areas(tables, about, months, areas, left_out=left_out)

    def group(codes: Sequence[str]) -> "NDArray[np.int64]":
        return every[[at[code] for code in codes]]

    return Counts(
        group(plan.areas), group(plan.comparison), group(plan.buffer), plan.start - plan.first
    )


def _breaks(about: Dataset, plan: Plan) -> list[Check]:
    """Dated changes of recording within the months: not the intervention's doing."""
    found = []
    for known in figure("recording_breaks").data["breaks"]:
        month = month_number(known["date"].isoformat()[:7])
        if known["applies_to"] == about.side and plan.first < month <= plan.last:
            found.append(Check(f"Recording changed, {month_words(month)}", known["what"], None))
    return found


def _series(counts: Counts, months: range, about: Dataset, plan: Plan) -> Table:
    groups = {"treated": counts.treated, "compared": counts.comparison, "around": counts.buffer}
    held = {name: group.sum(axis=0) for name, group in groups.items() if len(group)}
    return Table(
        name="months",
        title=f"Events by month; it began in {month_words(plan.start)}",
        columns=(
            Column("month", "Month", "dimension", "month"),
            *(Column(name, name.capitalize(), "count", dataset=about.name) for name in held),
        ),
        rows=tuple(
            (month, *(int(held[name][at]) for name in held)) for at, month in enumerate(months)
        ),
        months=1,
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The sentence that the level allows."""
    answer = tables.get("answer")
    rows = answer.records() if answer else []
    sentence = next((row["found"].text for row in rows if row["what"].value == "In words"), "")
    many = len(tables["registered"].rows) if "registered" in tables else 0
    if many:
        return f"{many} registered: choose one to have it judged."
    return f"{sentence} ({result_window})" if sentence else "No intervention is registered yet."

"""What the police do not hear of: three measures that are never merged into one.

What patients say; the share of patients whose event the police also recorded, only where linkage
has been approved; and the ratio of counts, only like for like. None is called under-reporting.
"""

from collections.abc import Mapping

from watchward.analysis import answered, figure, missing_share, percent
from watchward.analysis.reporting_gap.matched import NOT_APPROVED, matched_table
from watchward.analysis.reporting_gap.ratio import CAVEATS, ratio_table
from watchward.analysis.reporting_gap.stated import stated_table
from watchward.analysis.reporting_gap.within import ratio_within, stated_within
from watchward.contract.about import About, Options
from watchward.contract.result import Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.alike import marks_of, unlike
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.queries import queries

ABOUT = About(
    name="reporting_gap",
    title="What do we not see?",
    question="How much of the violence that hospitals treat do the police hear of?",
    method=(
        "Three measures, never merged. (1) What patients answer, as a share of those who answer. "
        "(2) Where linkage has been approved: hospital records that find a police record of the "
        "same night, hour, place, age band and sex, one to one, less what chance finds when "
        "dates are moved by whole weeks. (3) Police crimes with injury for each patient, in the "
        "same months and areas. For analysts the first and third also by month and by area, and "
        "the first by weapon and relationship."
    ),
    source="Wilson 1927 (interval); the linkage and its correction are Watchward's own",
    limits=(
        "Patients may say what they plan to do, and those who do not answer may differ.",
        "A match without names is likely, not certain; only its share is used.",
        "The ratio sets crimes beside people, and is not a rate of reporting.",
    ),
    inputs=("police", "health"),
    linking="may",
)
SQL = queries(__file__)


def run(tables: Tables, options: Options) -> Result:
    """The measures that the sources allow, and why the others are not given."""
    asked = ask_of(tables, options, able=lambda about: about.side in ABOUT.inputs)
    made: list[Table] = []
    caveats = list(asked.caveats())
    apart: tuple[str, ...] = ()
    if "health" in asked.sides:
        made.append(stated_table(tables, asked, sql=SQL["stated"]))
        made += stated_within(tables, asked, tables.boundaries(), sql=SQL)
    if len(asked.sides) == len(ABOUT.inputs):
        marks = marks_of(tables, asked)
        areas = tables.boundaries()
        apart = unlike(asked, areas, marks)
        if not apart and areas is not None:
            table, domestic = ratio_table(tables, asked, areas, sql=SQL["injuries"], marks=marks)
            made.append(table)
            made += ratio_within(
                tables,
                asked,
                areas,
                sql=SQL["injuries_within"],
                both=all(mark.domestic for mark in marks.values()),
            )
            caveats += [*CAVEATS, domestic]
        made += _matched(tables, asked, options)
    else:
        apart = (_alone(asked),)
    if not options.linkage_approved:
        caveats.append(NOT_APPROVED)
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=tuple(made),
        caveats=tuple(caveats),
        not_comparable=apart,
    )


def _matched(tables: Tables, asked: Asked, options: Options) -> list[Table]:
    """Only if approved, and only against records that have days."""
    if not options.linkage_approved or asked.sides["police"].time.keep == "month":
        return []
    return [
        matched_table(
            tables,
            asked,
            tables.boundaries(),
            compare=SQL["comparable"],
            candidates=SQL["candidates"],
        )
    ]


def _alone(asked: Asked) -> str:
    lacking = [side for side in ABOUT.inputs if side not in asked.sides]
    return f"No source is held, for these months, of: {', '.join(lacking)}."


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """What patients say, then the matched share, then the ratio; each by its own name."""
    said = [
        _say_stated(tables.get("stated"), result_window),
        _say_matched(tables.get("matched")),
        _say_ratio(tables.get("ratio")),
    ]
    return " ".join(sentence for sentence in said if sentence)


def _say_stated(table: SafeTable | None, window: str) -> str:
    if table is None:
        return "No hospital says what patients told it about the police."
    yes = table.records()[0]
    share = percent(yes["health_share"])
    if not share:
        return f"Too few patients answered in the {window} to say how many told the police."
    low, high = percent(yes["health_low"]), percent(yes["health_high"])
    between = f" (likely between {low} and {high})" if low and high else ""
    missing = missing_share(table, "reported", "health")
    gap = f" For {missing} of patients the answer is not recorded." if missing else ""
    return f"Of patients who answered, {share} say the police were told{between}.{gap}"


def _say_matched(table: SafeTable | None) -> str:
    if table is None:
        return "How many the police also recorded is not known: linkage has not been approved."
    row = table.records()[0]
    share, low, high = (percent(row.get(f"matched_{end}")) for end in ("share", "low", "high"))
    if not (share and low and high):
        return "Too few could be matched to say how many the police also recorded."
    return f"By matching, the police recorded {share} of events ({low} to {high})."


def _say_ratio(table: SafeTable | None) -> str:
    if table is None:
        return "Police and hospital counts are not comparable here."
    ratio = figure(table.records()[0].get("ratio"))
    return f"The police recorded {ratio} crimes with injury for each patient." if ratio else ""

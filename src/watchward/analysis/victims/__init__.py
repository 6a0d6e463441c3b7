"""Who is hurt, by age band and sex, as each side records it; never crossed with a place.

Where the store holds residents, rates are of them; what is left blank is shown by group.
"""

from collections.abc import Iterator, Mapping

from watchward.analysis import (
    WHO,
    answered,
    figure,
    has_field,
    known_shares,
    labels_of,
    leading,
    missing_share,
    nobody_says,
    tabulate,
    top_of,
)
from watchward.analysis.victims.joined import Ages, ages_of
from watchward.analysis.victims.rates import rate_tables, standardised_tables
from watchward.analysis.victims.recorded import recorded_table
from watchward.contract.about import About, Options
from watchward.contract.result import Column, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables, Value
from watchward.engine.asked import Asked, ask_of
from watchward.engine.queries import queries

ABOUT = About(
    name="victims",
    title="To whom?",
    question="Who is hurt, by age and sex?",
    method=(
        "Counts over twelve months by age band and sex, and by each alone. Shares are of the "
        "records that say. A person hurt twice is counted twice. Rates are of the residents that "
        "the store holds, with exact Poisson limits; a group's rate is set beside the rate of all "
        "whose residents are known (exact binomial limits), and the sexes are compared at the same "
        "ages (indirect standardisation)."
    ),
    source="Counting; bands as the provider makes them before anything leaves; Garwood 1936",
    limits=(
        "Shares follow who lives here and who goes out, as well as who is at risk.",
        "Rates are of people who live here; those hurt here may live elsewhere.",
        "A rate leaves out whoever's age or sex is not recorded, so it is too low by their share.",
        "Police rows are crimes: one victim may have several, and some have none.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
)
SQL = queries(__file__)
KEYS = 2  # columns of the answer that say who
WIDER = "Some records came with ages in wider bands, so all are told in those."
COUNTED = 3  # columns of the answer that say who was counted, and how many
AGE = Column("age", "Age", "dimension", "age")
SEX = Column("sex", "Sex", "dimension", "sex")
Found = Mapping[str, list[tuple[Value, ...]]]


def run(tables: Tables, options: Options) -> Result:
    """Age by sex, then each alone with its shares."""
    asked = ask_of(tables, options, able=has_field("victim_age"))
    window = {"first": asked.first, "last": asked.last}
    told = {
        side: tables.rows(SQL["recorded"], dataset=about.name, **window)
        for side, about in asked.sides.items()
    }
    ages = ages_of(row[0] for rows in told.values() for row in rows)
    told = {side: ages.rows(rows, keys=KEYS) for side, rows in told.items()}
    found = {side: [row[:COUNTED] for row in rows] for side, rows in told.items()}
    both = tabulate(
        asked,
        name="age_sex",
        title="Age and sex of people hurt",
        dimensions=(AGE, SEX),
        labels=(ages.labels, labels_of("sex")),
        found=found,
        totals=(("age",), ("sex",), ()),
    )
    by_sex = _alone(asked, SEX, labels_of("sex"), found, at=1)
    alone = (_alone(asked, AGE, ages.labels, found, at=0), by_sex)
    people = tables.population((asked.first + asked.last) // 2)
    rated = [*rate_tables(asked, alone, people, ages)] if people else []
    alike = [*standardised_tables(asked, found, people, ages)] if people else []
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(both, *alone, *rated, *alike, *_recorded(asked, told, ages)) if asked.sides else (),
        caveats=(
            *asked.caveats(),
            *nobody_says(asked, "who was hurt"),
            *((WIDER,) if ages.joined else ()),
            *([people.cited] if people and rated else []),
        ),
    )


def _recorded(asked: Asked, told: Found, ages: Ages) -> Iterator[Table]:
    """What each group's records say, for sides that ask more than age and sex."""
    for side, rows in told.items():
        if (table := recorded_table(asked, side, rows, ages)) is not None:
            yield table


def _alone(
    asked: Asked, column: Column, labels: Mapping[str, str], found: Found, *, at: int
) -> Table:
    return tabulate(
        asked,
        name=column.name,
        title=f"{column.title} of people hurt",
        dimensions=(column,),
        labels=(labels,),
        found={side: [(row[at], row[-1]) for row in rows] for side, rows in found.items()},
        derived=known_shares(asked.sides),
    )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The age bands and the sex that are most often hurt, and what is not recorded."""
    age, sex = tables.get("age"), tables.get("sex")
    side = leading(age) if age else ""
    if age is None or sex is None or not side:
        return (
            "The table shows who was hurt."
            if "age_sex" in tables
            else "No source says who was hurt."
        )
    ages, sexes = top_of(age, "age", side), top_of(sex, "sex", side)
    said = [f"ages {ages}" if ages else "", f"by sex {sexes}" if sexes else ""]
    if not any(said):
        return f"Too few are recorded in the {result_window} to say who was hurt."
    missing = missing_share(age, "age", side)
    gap = f" Age is not recorded for {missing}." if missing else ""
    shown = "; ".join(part for part in said if part)
    rate = _say_rate(tables.get(f"age_rates_{side}"))
    return f"Among {WHO[side]}, most often hurt: {shown}, in the {result_window}.{gap}{rate}"


def _say_rate(table: SafeTable | None) -> str:
    """The ages that are hurt most for each resident; "" without residents."""
    found = [
        (float(row["rate"].value), row)
        for row in (table.records() if table else ())
        if isinstance(row["rate"].value, int | float) and not row["rate"].mark
    ]
    if not found:
        return ""
    rate, row = max(found, key=lambda one: one[0])
    most = f"{row['age'].value} ({figure(row['rate'])})"
    return f" For every 1,000 residents of an age, most are {most}." if rate else ""

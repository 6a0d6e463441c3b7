"""How many of every thousand residents are hurt, by age and by sex, and beside everybody's rate.

Of residents, not of the people who were there: a city centre's victims come from elsewhere too.
Standardised ratios compare the sexes as if both had the ages of all residents.
"""

from collections.abc import Iterator, Mapping, Sequence

from watchward.analysis import count_columns, labels_of
from watchward.analysis.victims.joined import Ages
from watchward.contract.result import Cell, Column, Derived, Table
from watchward.engine.asked import Asked
from watchward.geography.population import Population
from watchward.maths.standardise import indirect

PER = 1000
RESIDENTS = Column("residents", "Residents", "accounting")
Group = tuple[str, ...]  # age, sex
Found = Mapping[str, Sequence[tuple[Cell, ...]]]


def rate_tables(
    asked: Asked, alone: Sequence[Table], people: Population, ages: Ages
) -> Iterator[Table]:
    """One table a side and a dimension of whose groups the residents are known."""
    for table in alone:
        residents = _residents(people, table.columns[0], ages)
        for side in asked.sides if residents else ():
            at = [column.name for column in table.columns].index(side)
            yield Table(
                name=f"{table.name}_rates_{side}",
                title=f"{asked.sides[side].subject}: rates of residents by {table.name}",
                columns=(table.columns[0], table.columns[at], RESIDENTS),
                rows=tuple((row[0], row[at], residents.get(row[0])) for row in table.rows),
                totals=(),
                derived=_figures(side),
                window=asked.rolling,
                months=asked.months,
            )


def _residents(people: Population, column: Column, ages: Ages) -> dict[Cell, int]:
    """By the label that the rows have."""
    found = people.by(column.name)
    if column.name == "age":
        return {ages.labels[band]: number for (band,), number in ages.residents(found).items()}
    labels = labels_of("sex")
    return {labels[code]: number for (code,), number in found.items()}


def _figures(side: str) -> tuple[Derived, ...]:
    of = (side, RESIDENTS.name)
    return (
        Derived("rate", f"For {PER:,}", "rate", of, PER),
        Derived("rate", f"For {PER:,}", "rate_interval", of, PER),
        Derived("relative", "Times all", "relative_rate", of),
        Derived("relative", "Times all", "relative_rate_interval", of),
    )


def standardised_tables(
    asked: Asked, found: Found, people: Population, ages: Ages
) -> Iterator[Table]:
    """Each sex beside all residents, ages alike; for analysts, as it is made of exact counts."""
    everybody = ages.residents(people.by("age", "sex"))
    residents = {key: number for key, number in everybody.items() if number}
    for side, about in asked.sides.items():
        counts: dict[Group, int] = {}
        for age, sex, records in found[side]:
            if (str(age), str(sex)) in residents:
                counts[str(age), str(sex)] = int(records or 0)
        if not counts:
            continue
        rows = [
            _ratio(labels_of("sex")[sex], sex, counts, residents)
            for sex in sorted({sex for _, sex in residents})
        ]
        yield Table(
            name=f"standardised_{side}",
            title=f"{about.subject}: sexes compared at the same ages",
            columns=(
                Column("sex", "Sex", "dimension", "sex"),
                *count_columns({side: about}, title="{}, age and sex known"),
                Column("expected", "At the rates of all at their ages", "note"),
                Column("ratio", "Times what is expected", "note"),
                Column("low", "Lowest likely", "note"),
                Column("high", "Highest likely", "note"),
            ),
            rows=tuple(rows),
            window=asked.rolling,
            months=asked.months,
            analysts_only=True,
        )


def _ratio(
    label: str,
    sex: str,
    counts: Mapping[Group, int],
    residents: Mapping[Group, int],
) -> tuple[Cell, ...]:
    """Seen over expected, with exact Poisson limits."""
    ages = sorted(age for age, of in residents if of == sex)
    rates = [_of_age(counts, age) / _of_age(residents, age) for age in ages]
    here = [residents[age, sex] for age in ages]
    seen = sum(counts.get((age, sex), 0) for age in ages)
    expected = sum(n * rate for n, rate in zip(here, rates, strict=True))
    if not expected:
        return (label, seen, "0.0", "", "", "")
    made = indirect(seen, here, rates)
    return (label, seen, f"{expected:,.1f}", *(f"{one:.2f}" for one in made))


def _of_age(numbers: Mapping[Group, int], age: str) -> int:
    return sum(number for group, number in numbers.items() if group[0] == age)

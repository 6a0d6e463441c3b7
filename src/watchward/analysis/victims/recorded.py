"""For whom something is left blank: how much is recorded of each group of people hurt."""

from collections.abc import Mapping, Sequence

from watchward.analysis import labels_of
from watchward.analysis.victims.joined import Ages
from watchward.contract.dataset import Dataset
from watchward.contract.result import NOT_RECORDED, Cell, Column, Derived, Table
from watchward.engine.asked import Asked

# What may be recorded of a person beside age and sex: the field, and a few words for it.
FIELDS = {
    "weapon": "the weapon",
    "relationship": "the relationship",
    "alcohol": "alcohol",
    "reported": "whether reported",
}
GROUP = Column("group", "Group", "dimension", "kind")


def recorded_table(
    asked: Asked, side: str, rows: Sequence[tuple[Cell, ...]], ages: Ages
) -> Table | None:
    """One row an age band and a sex; how many records of each say each thing that is asked."""
    about = asked.sides[side]
    kept = [field for field in FIELDS if _keeps(about, field)]
    if not kept:
        return None
    places = [3 + [*FIELDS].index(field) for field in kept]
    groups = _groups(rows, [2, *places], ages)
    columns = [Column(one, f"With {FIELDS[one]}", "count", dataset=about.name) for one in kept]
    return Table(
        name=f"recorded_{side}",
        title=f"{about.subject}: what is recorded, by group",
        columns=(GROUP, Column("records", about.subject, "count", dataset=about.name), *columns),
        rows=tuple((name, *counts) for name, counts in groups.items()),
        derived=tuple(
            Derived(f"{one.name}_share", f"{one.title}, %", "percent", (one.name, "records"))
            for one in columns
        ),
        window=asked.rolling,
        months=asked.months,
        analysts_only=True,
    )


def _keeps(about: Dataset, field: str) -> bool:
    return any(one.name == field for one in about.kept)


def _groups(
    rows: Sequence[tuple[Cell, ...]], places: Sequence[int], ages: Ages
) -> Mapping[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for at, labels, what in ((0, ages.labels, "Age"), (1, labels_of("sex"), "Sex")):
        for code, label in (*labels.items(), (None, NOT_RECORDED)):
            of = [row for row in rows if row[at] == code]
            groups[f"{what}: {label}"] = [sum(int(row[p] or 0) for row in of) for p in places]
    return {group: counts for group, counts in groups.items() if counts[0]}

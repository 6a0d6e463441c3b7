"""One question a file (or a folder, where it takes several): ABOUT, `run` and `say`.

This module finds them and holds what they share.

A `Result` has exact counts and is for the disclosure gate only. `say` is given what has passed the
gate, so it must cope with hidden and missing cells.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from watchward.contract.about import About, Options
from watchward.contract.dataset import Dataset
from watchward.contract.result import NOT_RECORDED, Cell, Column, Derived, Result, Table
from watchward.contract.safe_result import SafeCell, SafeTable
from watchward.reference import code_list

if TYPE_CHECKING:
    from watchward.engine.api import Tables
    from watchward.engine.asked import Asked

MONTH = Column("month", "Month", "dimension", "month")
WINDOW = Column("window", "Months", "dimension", "year")
Key = tuple[Cell, ...]
# How a sentence counts the records of each data set.
SENTENCES = {
    "police_incident": "The police recorded {} violent crimes",
    "police_street": "The police recorded {} violence and sexual offences",
    "ed_assault": "People came to hospital after assault {} times",
    "ambulance_call": "Ambulances were called to violence {} times",
    "partnership_incident": "The agencies recorded {} violent incidents",
}


def analyses() -> Mapping[str, ModuleType]:
    """Every analysis by name."""
    here = Path(__file__).parent
    files = {path.stem for path in here.glob("[a-z]*.py")}
    folders = {path.parent.name for path in here.glob("[a-z]*/__init__.py")}
    return {name: importlib.import_module(f"{__name__}.{name}") for name in sorted(files | folders)}


def answered(
    about: About,
    asked: "Asked",
    tables: "Tables",
    options: Options,
    *,
    found: tuple[Table, ...],
    caveats: tuple[str, ...],
    not_comparable: tuple[str, ...] = (),
    areas: Mapping[str, Any] | None = None,
) -> Result:
    """What was found of what was asked, with the sources, window and options that it rests on."""
    from watchward.engine.narrow import narrow

    return Result(
        about=about,
        tables=found,
        sources=asked.sources,
        store_version=tables.version,
        window=asked.words,
        options=asdict(options),
        caveats=(*caveats, *narrow(tables, asked, found)),
        not_comparable=not_comparable,
        areas=areas,
    )


def count_columns(
    sides: Mapping[str, Dataset], *, suffix: str = "", title: str = "{}"
) -> tuple[Column, ...]:
    """A column of counts for each side, named for the side, protected by its data set's rules."""
    return tuple(
        Column(side + suffix, title.format(about.subject), "count", dataset=about.name)
        for side, about in sides.items()
    )


def has_field(name: str) -> Callable[[Dataset], bool]:
    """Whether a data set keeps a field: a source that never asks is left out, not blank."""
    return lambda about: any(field.name == name for field in about.kept)


def has_hours(about: Dataset) -> bool:
    """Whether a record can leave its provider with an hour."""
    return about.time.keep not in ("month", "day")


def labels_of(name: str) -> Mapping[str, str]:
    """Code → label of a code list in its order, without the code for "not known"."""
    return {c: label for c, label in code_list(name).labels.items() if c not in ("unknown", "U")}


def tabulate(
    asked: "Asked",
    *,
    name: str,
    title: str,
    dimensions: tuple[Column, ...],
    labels: tuple[Mapping[str, str], ...],
    found: Mapping[str, Sequence[tuple[Cell, ...]]],
    totals: tuple[tuple[str, ...], ...] = ((),),
    derived: tuple[Derived, ...] = (),
) -> Table:
    """Every combination of labels and "not recorded"; one count a side, 0 where it found none.

    `found` holds, by side, rows of the dimensions' codes (None: not recorded) and a count last.
    """
    sides = {side: asked.sides[side] for side in found}
    counts = {side: _keyed(rows, labels) for side, rows in found.items()}
    axes = []
    for at, known in enumerate(labels):
        seen = sorted({str(key[at]) for of_side in counts.values() for key in of_side})
        axes.append(dict.fromkeys((*known.values(), *seen, NOT_RECORDED)))
        axes[-1].pop(NOT_RECORDED)
        axes[-1][NOT_RECORDED] = None
    return Table(
        name=name,
        title=title,
        columns=(*dimensions, *count_columns(sides)),
        rows=tuple((*key, *(counts[side].get(key, 0) for side in sides)) for key in product(*axes)),
        totals=totals,
        derived=derived,
        window=asked.rolling,
        months=asked.months,
    )


def _keyed(
    rows: Sequence[tuple[Cell, ...]], labels: tuple[Mapping[str, str], ...]
) -> dict[Key, int]:
    """Codes as labels; a code without a label stands for itself."""
    keyed: dict[Key, int] = {}
    for *codes, count in rows:
        key = tuple(
            NOT_RECORDED if code is None else known.get(str(code), str(code))
            for code, known in zip(codes, labels, strict=True)
        )
        keyed[key] = keyed.get(key, 0) + int(count or 0)
    return keyed


def no_ground(areas: object | None) -> tuple[str, ...]:
    """A caveat where a store has no areas to map over."""
    return () if areas else ("No areas have been added, so there is no ground to map.",)


def nobody_says(asked: "Asked", what: str) -> tuple[str, ...]:
    """A caveat where no source held can answer."""
    return () if asked.sides or asked.silent else (f"None of the sources held says {what}.",)


def known_shares(sides: Mapping[str, object]) -> tuple[Derived, ...]:
    """Each row's share of the records that say; the row "not recorded" as a share of all."""
    return tuple(
        Derived(f"{side}_share", f"Share, {side}, %", "known_share", (side,)) for side in sides
    )


def coverage(
    asked: "Asked", name: str, counts: Mapping[str, tuple[Cell, ...]], *, with_what: str
) -> Table:
    """One row a data set and the share; `counts` by side: records, and those with something."""
    return Table(
        name=name,
        title=f"Records with {with_what}",
        columns=(
            Column("source", "Data set", "dimension", "source"),
            Column("title", "Source", "note"),
            Column("records", "Records", "count"),
            Column("known", f"With {with_what}", "count"),
        ),
        rows=tuple((about.name, about.title, *counts[side]) for side, about in asked.sides.items()),
        derived=(Derived("share", f"With {with_what}, %", "percent", ("known", "records")),),
        window=asked.rolling,
        months=asked.months,
    )


def say_coverage(table: SafeTable | None, what: str) -> str:
    """For how many records of each data set something is known."""
    rows = table.records() if table else []
    said = [
        f"{share} of {row['title'].value}" for row in rows if (share := percent(row.get("share")))
    ]
    return f"{what} is known for {joined(said)}." if said else ""


def joined(listed: Sequence[str]) -> str:
    """One, two and three."""
    return (
        " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)
    )


def figure(cell: SafeCell | None) -> str:
    """A protected number as a sentence has it: "about 410", "410", or "" where there is none."""
    if cell is None or cell.mark or cell.value is None:
        return ""
    return f"about {cell.text}" if cell.about else cell.text


def counted(column: Column, number: str) -> str:
    """How a sentence says that so many records of a column were counted."""
    return SENTENCES.get(column.dataset, f"{column.title}: {{}}").format(number)


def count_of(table: SafeTable, side: str) -> Column | None:
    """The column of counts of one side, where the table has it."""
    return next((c for c in table.columns if c.name == side and c.role == "count"), None)


def largest(
    table: SafeTable, count: str, *, leave_out: Sequence[str] = ()
) -> list[dict[str, SafeCell]]:
    """Rows whose number may be shown, largest first; `leave_out` are rows with such a dimension."""
    shown = [
        row
        for row in table.records()
        if isinstance(row[count].value, int | float)
        and not row[count].mark
        and row[count].value
        and not any(cell.value in leave_out for cell in row.values())
    ]
    return sorted(shown, key=lambda row: -float(row[count].value or 0))


def top_of(table: SafeTable, dimension: str, side: str, *, leave_out: Sequence[str] = ()) -> str:
    """The commonest known values of one side, with their share: "a stranger (49 %)"."""
    top = largest(table, side, leave_out=(NOT_RECORDED, *leave_out))[:2]
    listed = [
        f"{_lower(str(row[dimension].value))} ({share})"
        if share
        else _lower(str(row[dimension].value))
        for row in top
        for share in [percent(row.get(f"{side}_share"))]
    ]
    return " and ".join(listed)


def missing_share(table: SafeTable, dimension: str, side: str) -> str:
    """Share of one side's records that do not say, as text; "" where it may not be shown."""
    for row in table.records():
        if row[dimension].value == NOT_RECORDED:
            share = row.get(f"{side}_share")
            return percent(share) if share and share.value else ""
    return ""


def percent(cell: SafeCell | None) -> str:
    """A protected share in whole per cent: "49 %"."""
    if cell is None or cell.mark or not isinstance(cell.value, int | float):
        return ""
    return f"{cell.value:.0f} %"


def leading(table: SafeTable) -> str:
    """The side a sentence speaks of: health where there is one, else the first."""
    sides = [column.name for column in table.columns if column.role == "count"]
    return "health" if "health" in sides else next(iter(sides), "")


WHO = {
    "health": "hospital patients",
    "police": "police records",
    "ambulance": "ambulance calls",
    "partnership": "the agencies' records",
}
RECORDS = {  # where events are meant, not people; in the order of the sides
    "police": "police records",
    "health": "hospital records",
    "ambulance": "ambulance calls",
    "partnership": "the agencies' records",
}
MORE, NOT_MORE = "more than chance explains", "not shown to be more"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]

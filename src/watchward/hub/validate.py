"""Judges every record of a package by the data set's own rules, a batch at a time."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from watchward.contract.finding import NOTING, REJECTING
from watchward.errors import PackageRefusal
from watchward.hub.case import Case
from watchward.hub.checks import flags
from watchward.hub.duplicates import Seen, candidates
from watchward.hub.reading import damage_refused, read_batch, slices
from watchward.hub.spine import contradictions

RULES = pl.Enum(sorted(REJECTING | NOTING))


@dataclass(frozen=True)
class Judged:
    """A batch: its records, which of them stay, and what was found."""

    records: pl.DataFrame
    kept: pl.Series
    findings: pl.DataFrame  # row, field, rule


def finding_columns(case: Case) -> dict[str, pl.DataType]:
    """Columns of the findings; field and rule as codes, because there may be millions."""
    fields = pl.Enum([field.name for field in case.dataset.fields])
    return {"row": pl.Int64(), "field": fields, "rule": RULES}


def judge(
    path: Path,
    *,
    case: Case,
    rows: int,
    where: str,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[Judged]:
    """Two passes in bounded memory: hashes of the ids, then every check on every record."""
    with damage_refused(where):
        twice = candidates(path, rows)
    seen, last = Seen(), 0
    for start, length, records in _read_ahead(path, case=case, rows=rows, where=where):
        _agree(records, case, after=last, where=where)
        last = records["row"][-1]
        yield _judged(records, case, twice[start : start + length], seen)
        if progress:
            progress("validate", start + length, rows)


def _read_ahead(
    path: Path, *, case: Case, rows: int, where: str
) -> Iterator[tuple[int, int, pl.DataFrame]]:
    """Start, length and records of each batch, read while the one before is judged."""

    def read(place: tuple[int, int]) -> pl.DataFrame:
        with damage_refused(where):
            return read_batch(path, *place, dataset=case.dataset)

    with ThreadPoolExecutor(1) as pool:
        places = list(slices(rows))
        coming = pool.submit(read, places[0])
        for place, following in zip(places, [*places[1:], None], strict=True):
            records = coming.result()
            if following:
                coming = pool.submit(read, following)
            yield *place, records
            del records  # the reader is one batch ahead: two in memory are enough


def _agree(records: pl.DataFrame, case: Case, *, after: int, where: str) -> None:
    wrong = contradictions(case.dataset)
    shown = records.select(
        expression.any().alias(str(at)) for at, expression in enumerate(wrong.values())
    ).row(0)
    said = [words for words, found in zip(wrong, shown, strict=True) if found]
    if (records["row"][0] or 0) <= after:
        said.append("the rows are not in order")
    if said:
        raise PackageRefusal(
            f"The records contradict themselves or the data set: {'; '.join(said)}.",
            where=where,
            do="Ask the provider to prepare it again with an unchanged version of Watchward.",
        )


def _judged(records: pl.DataFrame, case: Case, twice: npt.NDArray[np.bool_], seen: Seen) -> Judged:
    wanted = flags(case)
    shown = records.select(
        flag.where.fill_null(value=False).alias(str(at)) for at, flag in enumerate(wanted)
    )
    counts = shown.sum().row(0)
    met = [(flag, shown[str(at)]) for at, flag in enumerate(wanted) if counts[at]]
    rejected = np.zeros(len(records), dtype=np.bool_)
    for flag, where in met:
        if flag.rule in REJECTING:
            rejected |= where.to_numpy()
    columns = finding_columns(case)
    found = [
        _found(records, where, (flag.field, flag.rule), columns)
        for flag, where in met
        if flag.rule in REJECTING
    ]
    if twice.any():
        at = np.flatnonzero(twice)
        again = at[seen.again(records["record_id"][at], kept=pl.Series(~rejected[at])).to_numpy()]
        rejected[again] = True
        where = pl.Series(np.isin(np.arange(len(records)), again))
        field = case.dataset.id_field
        said = (field.name if field else case.when, "duplicate_record")
        found.append(_found(records, where, said, columns))
    kept = pl.Series(~rejected)
    found += [
        _found(records, where & kept, (flag.field, flag.rule), columns)
        for flag, where in met
        if flag.rule in NOTING
    ]
    empty = pl.DataFrame(schema=columns)
    return Judged(records, kept, pl.concat([empty, *found]))


def _found(
    records: pl.DataFrame,
    where: pl.Series,
    said: tuple[str, str],
    columns: dict[str, pl.DataType],
) -> pl.DataFrame:
    rows = records["row"].filter(where)
    return rows.to_frame().select(
        "row",
        pl.lit(said[0], columns["field"]).alias("field"),
        pl.lit(said[1], columns["rule"]).alias("rule"),
    )

"""Carries an extract across in batches: watched, depersonalised, measured, written, never whole."""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from watchward.provider.advise import Advisor
from watchward.provider.assess import Assessor, Risk
from watchward.provider.catchments import Snapper
from watchward.provider.dates import DayOrder
from watchward.provider.depersonalise import depersonalise
from watchward.provider.faults import Faults, FieldFaults
from watchward.provider.forces import Forces
from watchward.provider.layout import Layout
from watchward.provider.located import Locator
from watchward.provider.plan import Plan
from watchward.provider.prepared import Progress
from watchward.provider.read import Extract
from watchward.provider.sieve import Sieve
from watchward.provider.spans import Months
from watchward.provider.watch import Watch
from watchward.provider.where import in_squares
from watchward.provider.writing import write_parquet

PREVIEW = 5


@dataclass(frozen=True)
class Carried:
    """What went across, in numbers; of rows only the preview's."""

    rows_packaged: int
    identifiers: Mapping[str, int]  # kind → cells of dropped columns
    months: Months
    risk: Risk
    advice: tuple[str, ...]  # how coarse it would have to be; only where nothing is written
    preview: list[dict[str, Any]]
    faults: tuple[FieldFaults, ...]
    rows_at_fault: int
    left_out: Counter[str]  # what it is instead → rows
    data_sha256: str
    data_bytes: int
    placed: Mapping[str, object]  # location texts, by what they came to
    snapped: Mapping[str, object]  # to what places were moved


class _Passage:
    """Everything that looks at each batch on its way."""

    def __init__(
        self,
        extract: Extract,
        plan: Plan,
        layout: Layout,
        *,
        watch: Watch,
        locator: Locator,
        snapper: Snapper,
        provider: str,
        advise: bool,
    ) -> None:
        self.plan = layout.of(plan)
        self.layout = layout
        self.watch = watch
        self.locator = locator
        self.snapper = snapper
        self.order = DayOrder(self.plan, file=extract.name)
        self.forces = Forces(plan.dataset, provider=provider, file=extract.name)
        self.months = Months()
        self.faults = Faults(plan.dataset)
        self.sieve = Sieve(plan.dataset)
        self.assessor = Assessor(plan.dataset, plan.leaving)
        self.advisor = Advisor(plan.dataset) if advise else None
        self.preview: list[dict[str, Any]] = []
        self.rows = 0

    def take(self, batch: pl.DataFrame) -> pl.DataFrame:
        self.watch.look(batch)
        read = batch
        batch = self.layout.translate(batch)
        self.order.look(batch)
        leaving = self.locator.place(read, depersonalise(batch, self.plan))
        leaving = self.snapper.snap(self.sieve.take(leaving))
        self.locator.count(leaving)
        leaving = in_squares(leaving, self.plan.dataset)
        self.forces.look(leaving)
        self.months.add(leaving)
        self.faults.add(leaving)
        self.assessor.add(leaving)
        if self.advisor:
            self.advisor.add(leaving)
        self.preview = self.preview or leaving.head(PREVIEW).to_dicts()
        self.rows += leaving.height
        return leaving


def carry(
    extract: Extract,
    plan: Plan,
    *,
    layout: Layout,
    provider: str,
    data: BinaryIO | None,
    gazetteer: Path | None = None,
    catchments: Path | None = None,
    progress: Progress | None = None,
) -> Carried:
    """Write to `data` what leaves, as Parquet; without `data` only look."""
    watch = Watch(header=extract.records.header, layout=layout, file=extract.name)
    locator = Locator(gazetteer, plan.dataset, layout.matched, made=plan.made)
    advise = data is None and plan.dataset.risk.asks
    passage = _Passage(
        *(extract, plan, layout),
        watch=watch,
        locator=locator,
        snapper=Snapper(catchments, plan.dataset.place),
        provider=provider,
        advise=advise,
    )

    def leaving(batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        for batch in batches:
            yield passage.take(batch)
            if progress:
                progress(f"{extract.name}: {passage.rows:,} rows", 0, 0)

    with closing(_ahead(extract.records.batches())) as batches:
        sha256, size = _written(leaving(batches), plan, data)
    layout.conclude()
    passage.order.conclude()
    passage.sieve.conclude(left=passage.rows, file=extract.name)
    return Carried(
        rows_packaged=passage.rows,
        identifiers=dict(sorted(watch.counted.items())),
        months=passage.months,
        risk=passage.assessor.result(),
        advice=passage.advisor.in_words() if passage.advisor else (),
        preview=passage.preview,
        faults=passage.faults.result(),
        rows_at_fault=passage.faults.rows,
        left_out=passage.sieve.left_out,
        data_sha256=sha256,
        data_bytes=size,
        placed=locator.result(),
        snapped=passage.snapper.result(),
    )


def _ahead(batches: Iterator[pl.DataFrame]) -> Generator[pl.DataFrame, None, None]:
    """The same batches, each read in a thread of its own while the one before is worked on."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = pool.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, batches, None)
            yield batch


def _written(batches: Iterator[pl.DataFrame], plan: Plan, data: BinaryIO | None) -> tuple[str, int]:
    """Hash and length of the package's data."""
    if data is not None:
        return write_parquet(batches, data, schema=plan.schema)
    for _ in batches:
        pass
    return "", 0

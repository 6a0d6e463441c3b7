"""What analyses may ask of a store at one version, whichever engine answers: `Tables`.

SQL asked here stays in the subset that every engine shares, and answers are integers and text only,
so that engines agree exactly; shares and other fractions are worked out elsewhere.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

from watchward.contract.dataset import datasets
from watchward.contract.result import Source
from watchward.engine import duckdb, lake, postgres, spark
from watchward.engine.beside import Beside
from watchward.engine.holding import Holding, holdings_of
from watchward.engine.pool import lend
from watchward.engine.protocol import Engine, Value
from watchward.engine.tables import HeldTables
from watchward.errors import UsageRefusal

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from watchward.contract.intervention import Registered
    from watchward.contract.premises_finding import Finding
    from watchward.geography.areas import Boundaries
    from watchward.geography.places import Places
    from watchward.geography.population import Population
    from watchward.geography.supplied import Supplied
    from watchward.lake.store import Store

__all__ = ["ENGINES", "Tables", "Value", "open_tables", "tables_from_frames"]
ENGINES: Mapping[str, Callable[..., Engine]] = {
    "duckdb": duckdb.start,
    "postgresql": postgres.start,
    "spark": spark.start,
}


class Tables(Beside, Protocol):
    """One store version, open for questions; views: one per data set held, and `incident`."""

    @property
    def version(self) -> str: ...

    def sources(self) -> tuple[Source, ...]:
        """One for each data set and provider, with as fine a precision as its records have."""

    def months(self, dataset: str) -> tuple[int, ...]:
        """Months of a data set for which no provider that sends it is missing one in between."""

    def rows(self, sql: str, **values: Value) -> list[tuple[Value, ...]]: ...

    def arrays(self, sql: str, **values: Value) -> "dict[str, NDArray[np.generic]]": ...

    def close(self) -> None: ...


def _starter(engine: str) -> Callable[[Sequence[Holding]], Engine]:
    """An engine by name or, where it runs elsewhere, by address."""
    kind = engine.partition(":")[0]
    if kind not in ENGINES:
        raise UsageRefusal(
            "There is no engine of that name.",
            where="engine",
            do=f"There are: {', '.join(ENGINES)}, and addresses such as spark://host:7077.",
        )
    return partial(ENGINES[kind], where=engine)


def open_tables(store: "Store", *, version: str = "", engine: str = "duckdb") -> Tables:
    """A store at one version; "" means the one it has now, fixed from here on.

    It stays open for the next question after `close` (pool.py).
    """
    start = _starter(engine)
    version = version or lake.current(store)

    def opened() -> HeldTables:
        held = lake.holdings(store, version)
        return HeldTables(
            version=version,
            held=held,
            engine=start(held),
            boundaries=cache(lambda: lake.boundaries(store)),
            places=cache(lambda: lake.places(store)),
            residents=cache(partial(lake.population, store)),
            given=cache(partial(lake.supplied, store)),
            done=partial(lake.interventions, store),
            found=partial(lake.findings, store),
            release=lambda: None,
        )

    return lend(store.path, (engine, version, lake.marks(store, version)), opened)


def tables_from_frames(
    frames: "Mapping[str, pl.DataFrame]",
    *,
    boundaries: "Boundaries | None" = None,
    places: "Places | None" = None,
    population: "Population | None" = None,
    supplied: "Mapping[str, Supplied] | None" = None,
    interventions: "tuple[Registered, ...]" = (),
    findings: "tuple[Finding, ...]" = (),
    provider: str = "hand-made",
    synthetic: bool = True,
    engine: str = "duckdb",
) -> Tables:
    """Hand-made records by data set, read exactly as a store's are; for tests of what SQL says."""
    unknown = set(frames) - set(datasets())
    if unknown:
        raise ValueError(f"not declared: {sorted(unknown)}")
    start = _starter(engine)
    held, folder = holdings_of(frames, provider=provider, synthetic=synthetic)
    return HeldTables(
        version="hand-made",
        held=held,
        engine=start(held),
        boundaries=lambda: boundaries,
        places=lambda: places,
        residents=lambda _: population,
        given=(supplied or {}).get,
        done=lambda: interventions,
        found=lambda: findings,
        release=folder.cleanup,
    )

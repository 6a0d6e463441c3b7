"""Reads off the lake what an engine needs of one store version, and the store's own geography."""

from typing import TYPE_CHECKING

from watchward.contract.dataset import dataset
from watchward.contract.period import Period, month_number
from watchward.engine.holding import Holding, StoredFile
from watchward.geography.boundaries import boundary_names, load_boundaries
from watchward.geography.places import Places, read_places
from watchward.geography.population import Population, load_population, of_boundaries
from watchward.geography.supplied import Supplied, load_supplied

if TYPE_CHECKING:
    from watchward.contract.intervention import Registered
    from watchward.contract.premises_finding import Finding
    from watchward.geography.areas import Boundaries
    from watchward.lake.store import Store


def current(store: "Store") -> str:
    """The store version of this moment."""
    from watchward.lake.version import current_version

    return current_version(store)


def holdings(store: "Store", version: str) -> tuple[Holding, ...]:
    """Every data set that the version holds."""
    from watchward.lake.files import held_datasets

    return tuple(_holding(store, name, version) for name in held_datasets(store, version))


def marks(store: "Store", version: str) -> tuple[tuple[str, int, int], ...]:
    """Changes where what a version's name stands for does: last commits, areas, a removal."""
    from watchward.lake.version import version_numbers

    commits = [
        store.tables / name / "_delta_log" / f"{at:020}.json"
        for name, at in version_numbers(version).items()
    ]
    areas = sorted(store.geography.glob("*")) if store.geography.exists() else []
    found = [(path, path.stat()) for path in (*commits, *areas, store.retention) if path.exists()]
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in found)


def _holding(store: "Store", name: str, version: str) -> Holding:
    """Received: months with records, or sent on their own; an empty one of a span is a gap."""
    from watchward.lake.commits import commit_info, standing
    from watchward.lake.files import held

    files = held(store, name, version)
    months: dict[str, set[int]] = {}
    synthetic: dict[str, bool] = {}
    for file in files:
        months.setdefault(file.provider, set()).add(month_number(file.period))
    for commit in standing(commit_info(store, name, version)):
        period = Period.parse(commit.period)
        if period.first == period.last:
            months.setdefault(commit.provider, set()).add(period.first)
        synthetic[commit.provider] = synthetic.get(commit.provider, False) or commit.synthetic
    return Holding(
        dataset=dataset(name),
        files=tuple(StoredFile(file.path, file.provider, file.period) for file in files),
        months={provider: frozenset(numbers) for provider, numbers in months.items()},
        synthetic=synthetic,
    )


def boundaries(store: "Store") -> "Boundaries | None":
    """The store's areas; where it has several sets, census areas (LSOA) before others."""
    names = sorted(boundary_names(store.geography), key=lambda name: ("lsoa" not in name, name))
    return load_boundaries(store.geography, names[0]) if names else None


def places(store: "Store") -> Places | None:
    """The store's gazetteer."""
    path = store.geography / "places.csv"
    return read_places(path) if path.exists() else None


def population(store: "Store", month: int | None = None) -> Population | None:
    """Residents as they were added; else those that came with the store's areas."""
    found = load_population(store.geography, month)
    areas = boundaries(store) if found is None else None
    return found or (of_boundaries(areas) if areas else None)


def supplied(store: "Store", kind: str) -> Supplied | None:
    """A table that the user supplied."""
    return load_supplied(store.geography, kind)


def interventions(store: "Store") -> "tuple[Registered, ...]":
    """What is registered, read anew each time: registering makes no new store version."""
    from watchward.lake.interventions import every

    return tuple(every(store))


def findings(store: "Store") -> "tuple[Finding, ...]":
    """What was found about premises, read anew each time likewise."""
    from watchward.lake.premises import every_finding

    return every_finding(store)

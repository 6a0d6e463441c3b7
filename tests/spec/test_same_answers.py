"""Every analysis of a made-up town, over a real store: each engine's rows are DuckDB's own.

Only where a target has started another engine: against itself DuckDB would always agree.
"""

import datetime as dt

import pytest

from tests.spec.engines import NAMES, STARTED
from watchward.analysis import analyses
from watchward.contract.about import Options
from watchward.contract.dataset import dataset
from watchward.contract.period import month_number
from watchward.engine.api import open_tables
from watchward.geography.boundaries import read_boundaries, save_boundaries
from watchward.hub.flow import receive
from watchward.lake.store import open_store
from watchward.provider.flow import prepare
from watchward.reference import Citation
from watchward.settings import Settings
from watchward.synthetic.flow import PROVIDERS, make_partnership
from watchward.synthetic.open_tables import keep_open_tables

NOW = dt.datetime(2026, 1, 20, tzinfo=dt.UTC)
CITE = Citation("town", "Watchward", "", "none needed", NOW.date(), "local default")
OPTIONS = Options(linkage_approved=True)
# The town has no index of harm and no intervention.
EMPTY = frozenset({"evaluation", "harm"})


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    made = make_partnership(folder / "raw", seed=7, last=month_number("2025-12"), months=24)
    store = open_store(folder / "store", create=True)
    settings = Settings("development", folder / "home", "synthetic")
    for name, files in made.extracts.items():
        for file in files:
            prepared = prepare(
                file,
                dataset=dataset(name),
                provider=PROVIDERS[name],
                out=folder,
                keys=settings.keys,
                made_at=NOW,
                synthetic=True,
            )
            receive(prepared.package, store=store, by="test", now=NOW, settings=settings)
    store.geography.mkdir(parents=True, exist_ok=True)
    areas = read_boundaries(made.areas, code="code", name="town", vintage="2026", citation=CITE)
    save_boundaries(areas, store.geography)
    (store.geography / "places.csv").write_bytes(made.places.read_bytes())
    keep_open_tables(made, store.geography, on=NOW.date())
    return store


@pytest.fixture(scope="module")
def both(store):
    opened = [open_tables(store), open_tables(store, engine=STARTED[0])]
    yield opened
    for tables in opened:
        tables.close()


@pytest.mark.parametrize("name", sorted(analyses()))
def test_every_analysis_answers_alike(name, both):
    ours, theirs = (analyses()[name].run(tables, OPTIONS) for tables in both)
    assert theirs.tables == ours.tables, NAMES
    assert theirs.sources == ours.sources
    assert theirs.caveats == ours.caveats
    assert any(table.rows for table in ours.tables) == (name not in EMPTY)

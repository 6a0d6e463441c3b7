"""Does the chain find what was planted? Synthetic partnerships, each through the real stages."""

import datetime as dt
from dataclasses import dataclass

import pytest

from watchward.analysis import analyses
from watchward.contract.about import Options
from watchward.contract.dataset import dataset
from watchward.contract.period import month_number
from watchward.disclosure.protect import protect_result
from watchward.engine.api import open_tables
from watchward.geography.boundaries import read_boundaries, save_boundaries
from watchward.hub.flow import receive
from watchward.lake.store import open_store
from watchward.provider.flow import prepare
from watchward.reference import Citation
from watchward.settings import Settings
from watchward.synthetic.flow import PROVIDERS, make_partnership
from watchward.synthetic.world import HOT_SPOTS

LAST = month_number("2025-12")
NOW = dt.datetime(2026, 1, 20, tzinfo=dt.UTC)
SEEDS = 100
CITE = Citation("town", "Watchward", "", "none needed", NOW.date(), "local default")


@dataclass(frozen=True)
class Found:
    """Of one partnership: truth and interval of both shares, and the places listed first."""

    says: tuple[float, float, float]
    known: tuple[float, float, float]
    places: tuple[str, ...]


def held(folder, seed):
    """A store with one synthetic partnership's twelve months of police and hospital records."""
    made = make_partnership(folder / "extracts", seed=seed, last=LAST, months=12)
    store = open_store(folder / "store", create=True)
    settings = Settings("development", folder / "home", "synthetic")
    for name in ("police_incident", "ed_assault"):
        for file in made.extracts[name]:
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
    return store, made.truth


def look(folder, seed):
    store, truth = held(folder, seed)
    tables = open_tables(store)
    options = Options(linkage_approved=True)
    gap = analyses()["reporting_gap"].run(tables, options)
    spots = analyses()["hot_spots"].run(tables, Options())
    tables.close()
    gap = protect_result(gap, audience="analyst")
    stated, matched = gap.table("stated"), gap.table("matched")
    say = next(record for record in stated.records() if record["reported"].value == "Yes")
    (link,) = matched.records()
    places = protect_result(spots, audience="partner").table("places")
    return Found(
        says=(truth.says_reported * 100, *interval(say, "health")),
        known=(truth.known_to_police * 100, *interval(link, "matched")),
        places=tuple(record["place"].value for record in places.records()[:5]),
    )


def interval(record, name):
    return tuple(float(record[f"{name}_{end}"].value) for end in ("low", "high"))


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return [look(tmp_path_factory.mktemp("seed"), seed) for seed in range(1, SEEDS + 1)]


@pytest.mark.nightly
def test_planted_shares_lie_in_their_intervals_in_93_of_100_seeds(found):
    for share in ("says", "known"):
        shares = [getattr(one, share) for one in found]
        inside = sum(low <= truth <= high for truth, low, high in shares)
        assert inside >= 93, (share, inside)


@pytest.mark.nightly
def test_planted_hot_spots_are_in_the_list_in_every_seed(found):
    for one in found:
        assert set(HOT_SPOTS) <= set(one.places)


@pytest.mark.slow
def test_one_partnership_finds_what_was_planted(tmp_path):
    one = look(tmp_path, 7)
    assert set(HOT_SPOTS) <= set(one.places)
    for truth, low, high in (one.says, one.known):
        assert low - 1 <= truth <= high + 1
        assert 2 < high - low < 12

"""A made-up partnership's store, made the way a real one is: prepared, sent, received."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

from watchward.contract.dataset import dataset
from watchward.geography.boundaries import read_boundaries, save_boundaries
from watchward.hub.flow import receive
from watchward.provider.flow import prepare
from watchward.reference import Citation
from watchward.settings import Settings
from watchward.synthetic.flow import PROVIDERS, Partnership, make_partnership
from watchward_web.core.store import Store

Say = Callable[[str], None]


def fill(
    store: Store,
    *,
    work: Path,
    settings: Settings,
    now: dt.datetime,
    months: int = 24,
    seed: int = 1,
    say: Say = lambda _: None,
) -> Partnership:
    """Two years in an invented town, as three providers saw it, up to the month before `now`."""
    say("things happen in an invented town")
    last = now.year * 12 + now.month - 2
    made = make_partnership(work / "extracts", seed=seed, last=last, months=months)
    say("the providers prepare and send")
    packages = []
    for name, provider in PROVIDERS.items():
        for extract in made.extracts[name]:
            prepared = prepare(
                extract,
                dataset=dataset(name),
                provider=provider,
                out=work / "packages",
                keys=settings.keys / "demo",
                made_at=now,
                synthetic=True,
            )
            packages += [prepared.package] if prepared.package else []
    say("the hub receives, checks and stores")
    for package in packages:
        receive(package, store=store, by="demo", now=now, settings=settings)
    _geography(store, made, now=now)
    return made


def _geography(store: Store, made: Partnership, *, now: dt.datetime) -> None:
    store.geography.mkdir(parents=True, exist_ok=True)
    cite = Citation(
        "neighbourhoods", "Watchward, invented", "", "none", now.date(), "local default"
    )
    found = read_boundaries(
        made.areas,
        code="code",
        label="name",
        name="neighbourhoods",
        vintage="invented",
        citation=cite,
    )
    save_boundaries(found, store.geography)
    shutil.copyfile(made.places, store.geography / "places.csv")

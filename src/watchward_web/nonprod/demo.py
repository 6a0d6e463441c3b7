"""A made-up partnership's store, made the way a real one is: prepared, sent, received."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

from watchward.contract.dataset import dataset
from watchward.contract.period import Period, first_day, last_day, month_number
from watchward.geography.boundaries import read_boundaries, save_boundaries
from watchward.hub.agreements import Basis, record_agreement
from watchward.hub.duties import set_duty
from watchward.hub.flow import receive
from watchward.hub.locks import lock
from watchward.provider.flow import prepare
from watchward.reference import Citation
from watchward.settings import Settings
from watchward.synthetic.flow import AMBULANCE_GAP, PROVIDERS, Partnership, make_partnership
from watchward.synthetic.open_tables import keep_open_tables
from watchward.synthetic.stories import Stories
from watchward_web.core.store import Store
from watchward_web.nonprod.interventions import add_later, intend

Say = Callable[[str], None]
AFTER = 12  # days between a month's end and its package


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
    told = Stories()
    made = make_partnership(work / "extracts", seed=seed, last=last, months=months, stories=told)
    say("the providers prepare and send")
    packages = []
    for name, provider in PROVIDERS.items():
        for extract in made.extracts[name]:
            sent = sent_on(extract, now=now)
            prepared = prepare(
                extract,
                dataset=dataset(name),
                provider=provider,
                out=work / "packages",
                keys=settings.keys / "demo",
                made_at=sent,
                synthetic=True,
            )
            packages += [(sent, prepared.package)] if prepared.package else []
    intend(store, last=last, now=now)
    say("the hub receives, checks and stores")
    for sent, package in packages:
        receive(package, store=store, by="demo", now=sent, settings=settings)
    _geography(store, made, now=now)
    add_later(store, last=last, now=now)
    owe(store, last=last, months=months, now=now)
    return made


def sent_on(extract: Path, *, now: dt.datetime) -> dt.datetime:
    """Twelve days after the last month that the extract's name says, or now if that is to come."""
    last = month_number(extract.stem[-len("2026-10") :])
    day = dt.datetime.combine(last_day(last), now.timetz()) + dt.timedelta(days=AFTER)
    return min(day, now)


def owe(store: Store, *, last: int, months: int, now: dt.datetime) -> None:
    """Who owes what: long enough for some to be late, and for the month never sent to be seen."""
    gap = last - months + 1 + AMBULANCE_GAP
    for name, provider in PROVIDERS.items():
        month = gap - gap % 3 if name == "ambulance_call" else last - 5
        set_duty(
            store,
            provider=provider,
            dataset=name,
            starts=first_day(month),
            reason="Made up: the partnership of the demonstration began",
            by="demo",
            now=now,
        )


def agree(store: Store, *, last: int, now: dt.datetime) -> None:
    """Agreements, one of which soon runs out, and a period that is closed."""
    floor = 8  # as without one, so that the demonstration's figures are those of the default rule
    for (name, provider), days in zip(PROVIDERS.items(), (300, 45, 200), strict=True):
        record_agreement(
            store,
            provider=provider,
            dataset=name,
            floor=floor,
            purpose="Made up: preventing violence in Harrowmere",
            basis=Basis(
                tuple(set(dataset(name).gateways.values())), law="Made up: an invented agreement"
            ),
            valid_from=now.date() - dt.timedelta(days=320),
            valid_to=now.date() + dt.timedelta(days=days),
            by="demo",
            now=now,
        )
    lock(
        store,
        provider=PROVIDERS["ed_assault"],
        dataset="ed_assault",
        period=Period(last - 5, last - 4),
        reason="Made up: its figures stand in a briefing",
        by="demo",
        now=now,
    )


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
    keep_open_tables(made, store.geography, on=now.date())

"""`watchward demo`: the whole chain twice, on synthetic and on real police data, never mixed."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.contract.dataset import dataset as read_dataset
from watchward.errors import UsageRefusal
from watchward.settings import Settings

if TYPE_CHECKING:
    from watchward.lake.store import Store

MARK = ".watchward-demo"
Move = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Stage:
    """One demo's folder, its settings, the moment it was made at, and its progress bar."""

    folder: Path
    settings: Settings
    made_at: dt.datetime
    move: Move


def command(
    out: Annotated[Path, typer.Option(help="Folder for everything the demo makes.")] = Path("demo"),
    seed: Annotated[int, typer.Option(help="Seed of the synthetic partnership.")] = 1,
) -> None:
    """Make two briefings: a synthetic partnership's, and a police-only one from real open data."""
    _clear(out)
    moment = now()
    made = []
    # Keys never lie inside a repository, where the demo's folder usually is; these are thrown away.
    with tempfile.TemporaryDirectory(prefix="watchward-demo-") as home:
        for name, run in (("synthetic", _synthetic), ("leeds", _leeds)):
            settings = Settings("development", Path(home) / name, _PARTNERSHIPS[name])
            with show.progress(name) as move:
                made.append(run(Stage(out / name, settings, moment, move), seed))
    for _, pdf in made:
        show.say(f"as PDF: {pdf}")
    for html, _ in made:
        show.say(f"briefing: {html}")


_PARTNERSHIPS = {
    "synthetic": "Harrowmere Community Safety Partnership (synthetic)",
    "leeds": "Leeds, police data only (sample: crimes with a place)",
}


def _clear(out: Path) -> None:
    """Only a folder that a demo made is emptied."""
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        raise UsageRefusal(
            "The folder holds something that the demo did not make.",
            where="--out",
            do="Give an empty or a new folder.",
        )
    for name in _PARTNERSHIPS:
        shutil.rmtree(out / name, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).write_text(
        "Made by `watchward demo`; it may be emptied by the next one.\n", "utf-8"
    )


def _synthetic(stage: Stage, seed: int) -> tuple[Path, Path]:
    from watchward.synthetic.flow import PROVIDERS, make_partnership
    from watchward.synthetic.open_tables import keep_open_tables
    from watchward.synthetic.stories import Stories

    last = stage.made_at.year * 12 + stage.made_at.month - 2
    stage.move("things happen in an invented town", 0, 4)
    made = make_partnership(stage.folder / "extracts", seed=seed, last=last, stories=Stories())
    stage.move("providers prepare and send", 1, 4)
    sent = {provider: (name, made.extracts[name]) for name, provider in PROVIDERS.items()}
    _chain(stage, sent, synthetic=True)
    _geography(
        stage,
        areas=made.areas,
        places=made.places,
        name="neighbourhoods",
        source="Watchward, invented",
    )
    keep_open_tables(made, _store(stage).geography, on=stage.made_at.date())
    return _brief(stage, decisions=made.decisions)


def _leeds(stage: Stage, _seed: int) -> tuple[Path, Path]:
    from watchward.samples import leeds

    stage.move("three real months of street-level crime", 1, 4)
    _chain(stage, {"west-yorkshire": ("police_street", leeds.STREET_FILES)}, synthetic=False)
    store = _store(stage)
    store.geography.mkdir(parents=True, exist_ok=True)
    for file in leeds.BOUNDARY_FILES:
        shutil.copyfile(file, store.geography / file.name)
    return _brief(stage, decisions=None)


def _chain(
    stage: Stage, sent: Mapping[str, tuple[str, Sequence[Path]]], *, synthetic: bool
) -> None:
    """Prepare each extract on its provider's side, then receive the packages at the hub."""
    from watchward.hub.flow import receive
    from watchward.provider.flow import prepare

    packages = []
    for provider, (name, files) in sent.items():
        for file in files:
            prepared = prepare(
                file,
                dataset=read_dataset(name),
                provider=provider,
                out=stage.folder / "packages",
                keys=stage.settings.keys,
                made_at=stage.made_at,
                synthetic=synthetic,
            )
            packages += [prepared.package] if prepared.package else []
    stage.move("the hub receives, checks and stores", 2, 4)
    store = _store(stage)
    rows = []
    for package in packages:
        receipt = receive(
            package, store=store, by="demo", now=stage.made_at, settings=stage.settings
        )
        rows.append(
            [
                receipt.provider,
                receipt.period,
                receipt.rows_read,
                receipt.unreadable,
                receipt.accepted,
                receipt.rejected,
            ]
        )
    columns = ["provider", "period", "rows read", "unreadable", "accepted", "rejected"]
    show.table(f"Receipts, {stage.settings.partnership}", columns, rows)


def _store(stage: Stage) -> "Store":
    from watchward.lake.store import open_store

    return open_store(stage.folder / "store", create=True)


def _geography(stage: Stage, *, areas: Path, places: Path, name: str, source: str) -> None:
    from watchward.geography.boundaries import read_boundaries, save_boundaries
    from watchward.reference import Citation

    store = _store(stage)
    store.geography.mkdir(parents=True, exist_ok=True)
    cite = Citation(name, source, "", "none needed", stage.made_at.date(), "local default")
    found = read_boundaries(
        areas, code="code", label="name", name=name, vintage="invented", citation=cite
    )
    save_boundaries(found, store.geography)
    shutil.copyfile(places, store.geography / "places.csv")


def _brief(stage: Stage, *, decisions: Path | None) -> tuple[Path, Path]:
    from watchward.briefing.flow import brief

    stage.move("the briefing", 3, 4)
    made = brief(
        _store(stage),
        out=stage.folder / "briefing",
        settings=stage.settings,
        made_at=stage.made_at,
        decisions=decisions or (),
    )
    return made.html, made.pdf

"""`watchward places add`: give a store the gazetteer that names its repeat locations."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.settings import read_settings

app = typer.Typer(help="The gazetteer of named places.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The gazetteer of named places."""


@app.command()
def add(
    file: Annotated[
        Path, typer.Argument(help="CSV: place_id, name, kind, easting, northing, radius_m.")
    ],
    store: Annotated[Path, typer.Option(help="The partnership's store; made if it is not there.")],
) -> None:
    """Add a gazetteer to a store, in place of the one it has."""
    from watchward.geography.places import read_places
    from watchward.lake.store import open_store

    held = open_store(store, create=True, production=read_settings().production)
    found = read_places(file)
    held.geography.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, held.geography / "places.csv")
    show.say(f"{len(found):,} places added.")

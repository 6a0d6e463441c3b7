"""`watchward area add`: give a store the boundaries that its maps and area counts use."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.settings import read_settings

app = typer.Typer(help="Boundaries of the partnership's areas.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Boundaries of the partnership's areas."""


@app.command()
def add(
    file: Annotated[
        Path, typer.Argument(help="GeoJSON, in longitude and latitude or in EPSG:27700.")
    ],
    store: Annotated[Path, typer.Option(help="The partnership's store; made if it is not there.")],
    name: Annotated[
        str, typer.Option(help="What the areas are, e.g. lsoa2011 or wards.")
    ] = "areas",
    code: Annotated[str, typer.Option(help="The property that holds each area's code.")] = "code",
    label: Annotated[str, typer.Option(help="The property that holds each area's name.")] = "name",
    vintage: Annotated[str, typer.Option(help="Code system and year, e.g. LSOA 2011.")] = "",
    population: Annotated[str, typer.Option(help="The property that holds residents.")] = "",
    publisher: Annotated[str, typer.Option(help="Who publishes them.")] = "not stated",
    url: Annotated[str, typer.Option(help="Where they were read.")] = "",
    licence: Annotated[str, typer.Option(help="Under which licence.")] = "not stated",
) -> None:
    """Add boundaries to a store."""
    from watchward.geography.boundaries import read_boundaries, save_boundaries
    from watchward.lake.store import open_store
    from watchward.reference import Citation

    held = open_store(store, create=True, production=read_settings().production)
    areas = read_boundaries(
        file,
        code=code,
        label=label,
        population=population or None,
        name=name,
        vintage=vintage or name,
        citation=Citation(name, publisher, url, licence, now().date(), "unverified"),
    )
    save_boundaries(areas, held.geography)
    show.say(f"{name}: {len(areas.codes):,} areas added.")

"""`watchward area`: give a store the boundaries of its maps, and residents to count against."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.errors import UsageRefusal
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


@app.command()
def population(
    file: Annotated[Path, typer.Argument(help="CSV of residents, as its publisher issues it.")],
    store: Annotated[Path, typer.Option(help="The partnership's store; made if it is not there.")],
    mid_year: Annotated[int, typer.Option(help="The year it is an estimate of, e.g. 2023.")],
    column: Annotated[
        list[str] | None,
        typer.Option(help="area=, persons=, age= or sex= and the file's own name of that column."),
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option(help="COLUMN=VALUE: only such rows. May be repeated.")
    ] = None,
    vintage: Annotated[str, typer.Option(help="Code system and year, e.g. LSOA 2021.")] = "",
    title: Annotated[str, typer.Option(help="What its publisher calls it.")] = "residents",
    publisher: Annotated[str, typer.Option(help="Who publishes it.")] = "not stated",
    url: Annotated[str, typer.Option(help="Where it was read.")] = "",
    licence: Annotated[str, typer.Option(help="Under which licence.")] = "not stated",
) -> None:
    """Add residents by area, age and sex to a store; rates are of the people in this table."""
    from watchward.geography.population import save_population
    from watchward.geography.population_file import Columns, read_population
    from watchward.lake.store import open_store
    from watchward.reference import Citation

    held = open_store(store, create=True, production=read_settings().production)
    found = read_population(
        file,
        Columns.named(_pairs(column, "--column"), keep=_pairs(keep, "--keep")),
        vintage=vintage or "not stated",
        year=mid_year,
        citation=Citation(title, publisher, url, licence, now().date(), "unverified"),
    )
    save_population(found, held.geography)
    areas = found.table["area"].n_unique()
    show.say(f"mid-{mid_year}: {found.persons:,} residents of {areas:,} areas added.")


def _pairs(written: list[str] | None, option: str) -> dict[str, str]:
    pairs = [one.partition("=") for one in written or ()]
    if not all(equals for _, equals, _ in pairs):
        raise UsageRefusal(
            "It is not NAME=VALUE.", where=option, do=f"For example: {option} area=LSOA21CD."
        )
    return {name.strip(): value.strip() for name, _, value in pairs}

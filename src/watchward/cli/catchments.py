"""`watchward catchments`: the ground joined up so that no published point is one home's."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.settings import read_settings

app = typer.Typer(help="Groups of addresses that places are moved to.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Groups of addresses that places are moved to."""


@app.command()
def build(
    *,
    addresses: Annotated[Path, typer.Option(help="CSV with columns easting and northing.")],
    vintage: Annotated[str, typer.Option(help="Which edition the list is of, e.g. 2026-10.")],
    citation: Annotated[str, typer.Option(help="Who publishes it, under which licence.")],
    out: Annotated[Path | None, typer.Option(help="File to write; else this machine's.")] = None,
) -> None:
    """Make catchments of at least eight addresses from a list that you have."""
    from watchward.geography.addresses import read_addresses
    from watchward.geography.catchments import build as make
    from watchward.geography.catchments import save
    from watchward.provider.catchments import FILE

    listed = read_addresses(addresses)
    made = make(listed, about={"vintage": vintage, "citation": citation})
    path = out or read_settings().catchments / FILE
    sha256 = save(made, path)
    counts = sorted(made.counts)
    show.say(
        f"{listed.height:,} addresses in {len(counts):,} catchments: at fewest {counts[0]:,}, "
        f"in the middle {counts[len(counts) // 2]:,}, at most {counts[-1]:,}. SHA-256 {sha256}"
    )
    show.say(f"catchments: {path}")

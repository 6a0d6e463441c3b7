"""`watchward supply`: give a store an open table that some questions need, with its citation."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.settings import read_settings


def command(
    kind: Annotated[
        str,
        typer.Argument(
            help="school-terms, night-places, harm-index, area-factors, peer-counts, deflators or "
            "licensed-premises."
        ),
    ],
    file: Annotated[Path, typer.Argument(help="TOML of terms, or CSV of the others.")],
    store: Annotated[Path, typer.Option(help="The partnership's store; made if it is not there.")],
    title: Annotated[str, typer.Option(help="What its publisher calls it.")],
    publisher: Annotated[str, typer.Option(help="Who publishes it.")],
    url: Annotated[str, typer.Option(help="Where it was read.")] = "",
    licence: Annotated[str, typer.Option(help="Under which licence.")] = "licence not stated",
    postcodes: Annotated[
        Path | None, typer.Option(help="Postcodes with their metres, where rows have only these.")
    ] = None,
) -> None:
    """Supply a table that a question needs and no provider sends; it replaces its kind."""
    from watchward.geography.supplied import known_kind, save_supplied
    from watchward.geography.supplied_file import read_supplied
    from watchward.lake.store import open_store
    from watchward.reference import Citation

    cited = Citation(title, publisher, url, licence, now().date(), "unverified")
    found = read_supplied(file, known_kind(kind), citation=cited, postcodes=postcodes)
    held = open_store(store, create=True, production=read_settings().production)
    save_supplied(found, held.geography)
    show.say(f"{kind}: {found.table.height:,} rows added, as {found.citation.title}.")

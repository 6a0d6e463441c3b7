"""`watchward istv`: an extract as the ISTV minimum data set, for whoever asks for the standard."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.contract.dataset import dataset as read_dataset
from watchward.contract.period import Period
from watchward.settings import read_settings


def command(
    extract: Annotated[Path, typer.Argument(help="A raw extract, of any format that is read.")],
    dataset: Annotated[str, typer.Option(help="Which data set it is, e.g. ed_assault.")],
    provider: Annotated[str, typer.Option(help="Your code: small letters, digits, hyphens.")],
    site: Annotated[str, typer.Option(help="Code of the site of treatment.")],
    period: Annotated[str, typer.Option(help="YYYY-MM, or YYYY-MM..YYYY-MM.")],
    out: Annotated[Path, typer.Option(help="The XML file.")],
    mapping: Annotated[
        Path | None, typer.Option(help="How it is read, saved by `watchward map`.")
    ] = None,
    sheet: Annotated[str, typer.Option(help="Worksheet of a workbook: name or number.")] = "",
    synthetic: Annotated[bool, typer.Option("--synthetic", help="It is made up.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Write the ISTV minimum data set as XML; the layout is local, for the standard has none."""
    from watchward.provider.mapping.saved import read_mapping
    from watchward.provider.minimum import write_minimum

    declared = read_dataset(dataset)
    made = write_minimum(
        extract,
        dataset=declared,
        provider=provider,
        site=site,
        period=Period.parse(period),
        out=out,
        keys=read_settings().keys,
        now=now(),
        synthetic=synthetic,
        sheet=sheet,
        mapping=read_mapping(mapping, declared) if mapping else None,
    )
    if as_json:
        not_written = dict(made.not_written)
        show.data({"file": str(out), "assaults": made.assaults, "not_written": not_written})
        return
    show.say(f"{made.assaults:,} assaults written.")
    for reason, records in made.not_written.items():
        show.say(f"  Not written: {records:,} {reason}.")
    show.say(
        "Codes are Watchward's own: the standard's were not found. No descriptions are written."
    )
    show.say(f"file: {out}")

"""`watchward get police`: street files from data.police.uk, for a force and some months."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.contract.period import month_number

app = typer.Typer(help="Bring in open data from its publisher.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Bring in open data from its publisher."""


@app.command()
def police(
    force: Annotated[str, typer.Option(help="Short name at data.police.uk, e.g. west-yorkshire.")],
    month: Annotated[list[str], typer.Option(help="YYYY-MM; may be given several times.")],
    out: Annotated[Path, typer.Option(help="Folder for the CSV files.")],
    base: Annotated[str, typer.Option(help="Where the archives are.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Download street-level crime files (Open Government Licence v3.0)."""
    from watchward.fetch.police import BASE, get_street

    months = [month_number(text) for text in month]
    with show.progress("Downloading") as move:
        files = get_street(force, months=months, out=out, base=base or BASE, progress=move)
    if as_json:
        show.data([str(file) for file in files])
        return
    for file in files:
        show.say(f"file: {file}")
    show.say("Contains public sector information licensed under the Open Government Licence v3.0.")

"""`watchward brief`: the Violent Crime Group's papers, as one page, a PDF and a Word file."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.contract.period import month_number
from watchward.settings import read_settings


def command(
    store: Annotated[Path, typer.Option(help="The partnership's store.")],
    out: Annotated[Path, typer.Option(help="Folder for briefing.html, .pdf and .docx.")],
    audience: Annotated[str, typer.Option(help="analyst, partner, guest or open.")] = "partner",
    month: Annotated[
        str, typer.Option(help="Last month, YYYY-MM; the last one held if not given.")
    ] = "",
    decisions: Annotated[Path | None, typer.Option(help="CSV of what was decided.")] = None,
    premises: Annotated[str, typer.Option(help="For a guest: their own premises, by name.")] = "",
    by: Annotated[str, typer.Option(help="Who asks, for the record of releases.")] = "command",
    language: Annotated[
        str, typer.Option(help="en, or cy for Welsh: marked until a speaker has reviewed it.")
    ] = "en",
    more: Annotated[
        list[str] | None,
        typer.Option(
            "--with", help="A page more: any question, or evaluation:NAME; may be given again."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Make the briefing: briefing.html, briefing.pdf and briefing.docx in --out."""
    from watchward.briefing.flow import brief
    from watchward.lake.store import open_store

    settings = read_settings()
    with show.progress("Briefing"):
        made = brief(
            open_store(store, production=settings.production),
            out=out,
            audience=audience,
            settings=settings,
            made_at=now(),
            month=month_number(month) if month else None,
            decisions=decisions or (),
            premises=premises,
            by=by,
            language=language,
            more=tuple(more or ()),
        )
    if as_json:
        show.data({"html": str(made.html), "pdf": str(made.pdf), "docx": str(made.word)})
        return
    for file in (made.html, made.pdf, made.word):
        show.say(f"briefing: {file}")

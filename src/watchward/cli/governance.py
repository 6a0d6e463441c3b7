"""`watchward governance`: the papers that a data officer answers for, made from the settings."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import Json, opened
from watchward.settings import read_settings

app = typer.Typer(
    help="Impact assessment, sharing agreement, transparency record, catalogue.",
    no_args_is_help=True,
)
Language = Annotated[str, typer.Option(help="en or cy.")]


@app.callback()
def _group() -> None:
    """Impact assessment, sharing agreement, transparency record, catalogue."""


@app.command()
def begin(
    out: Annotated[Path, typer.Option(help="The file to answer in.")] = Path("governance.toml"),
    language: Language = "en",
) -> None:
    """Write the file with every question that only a person can answer."""
    from watchward.briefing.welsh import language_of
    from watchward.errors import UsageRefusal
    from watchward.governance.questions import blank, questions

    if out.exists():
        raise UsageRefusal(
            "There is a file of that name already, perhaps with answers.",
            where=out.name,
            do="Name another with --out, or go on answering in this one.",
        )
    out.write_text(blank(language_of(language), made_on=now().date()), "utf-8")
    show.say(f"file: {out}, {len(questions())} questions")


@app.command()
def make(
    out: Annotated[Path, typer.Option(help="Folder for the papers.")],
    answers: Annotated[Path | None, typer.Option(help="The file with the answers.")] = None,
    store: Annotated[Path | None, typer.Option(help="The partnership's store.")] = None,
    package: Annotated[
        list[Path] | None, typer.Option(help="A package whose measures to print; may be repeated.")
    ] = None,
    provider: Annotated[str, typer.Option(help="Whose recorded approvals to print.")] = "",
    keys: Annotated[Path | None, typer.Option(help="Folder of keys, if not your own.")] = None,
    language: Language = "en",
    complete: Annotated[
        bool, typer.Option("--complete", help="End with 1 while a question is open.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make the four papers as web pages and Word files, the catalogue as CSV and workbook too."""
    from watchward.briefing.welsh import language_of
    from watchward.contract.container import written_whole
    from watchward.governance.facts import gathered
    from watchward.governance.flow import make as make_pack
    from watchward.governance.questions import NOTHING_SAID, read_answers
    from watchward.provider.approvals import read as read_approvals

    settings = read_settings()
    facts = gathered(
        read_answers(answers) if answers else NOTHING_SAID,
        partnership=settings.partnership,
        made_at=now(),
        store=opened(store) if store else None,
        approvals=read_approvals(keys or settings.keys, provider) if provider else None,
        packages=tuple(package or ()),
    )
    pack = make_pack(facts, language=language_of(language))
    out.mkdir(parents=True, exist_ok=True)
    for name, content in pack.files.items():
        with written_whole(out / name) as file:
            file.write(content)
    _told(
        out,
        pack.files,
        unsaid=[(one.name, one.asks, one.who) for one in pack.unsaid],
        as_json=as_json,
    )
    if complete and pack.unsaid:
        raise typer.Exit(1)


def _told(
    out: Path, files: dict[str, bytes], *, unsaid: list[tuple[str, str, str]], as_json: bool
) -> None:
    if as_json:
        waiting = [dict(zip(("name", "asks", "who"), one, strict=True)) for one in unsaid]
        show.data({"files": sorted(files), "unsaid": waiting, "count": len(unsaid)})
        return
    for name in files:
        show.say(f"file: {out / name}")
    if unsaid:
        show.table("Not yet said", ("answer", "question", "who must say it"), unsaid)
    show.say(f"Not yet said: {len(unsaid)}. Each is marked in the papers.")

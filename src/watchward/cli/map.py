"""`watchward map`: which column holds which field, proposed, looked at by a person, and saved."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import map_screen, map_talk, show
from watchward.cli.clock import now
from watchward.contract.dataset import Dataset
from watchward.contract.dataset import dataset as read_dataset
from watchward.errors import UsageRefusal
from watchward.provider.mapping.draft import Draft, carry_over, finished, first_draft
from watchward.provider.mapping.formats import DATES, TIMES
from watchward.provider.mapping.profile import profile
from watchward.provider.mapping.propose import propose
from watchward.provider.mapping.saved import ExtractMapping, read_mapping
from watchward.provider.mapping.written import reviewed_now, write_mapping

HOW = "Give --accept --by NAME to take what is sure, or --draft to review the file by hand."


def command(
    extract: Annotated[Path, typer.Argument(help="A raw extract, as `prepare` reads it.")],
    dataset: Annotated[str, typer.Option(help="Which data set it is, e.g. ed_assault.")],
    out: Annotated[Path, typer.Option(help="Where the mapping is saved: a small TOML file.")],
    mapping: Annotated[
        Path | None, typer.Option(help="An earlier mapping: what still holds is kept.")
    ] = None,
    sheet: Annotated[str, typer.Option(help="Worksheet of a workbook: name or number.")] = "",
    accept: Annotated[
        bool, typer.Option("--accept", help="Ask nothing: take what is sure, or refuse.")
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Ask nothing: save a draft to be reviewed by hand.")
    ] = False,
    by: Annotated[str, typer.Option(help="Who reviews it; stands in the file.")] = "",
    column: Annotated[
        list[str] | None, typer.Option(help="FIELD=HEADER, as often as needed; FIELD= for none.")
    ] = None,
    written: Annotated[
        list[str] | None, typer.Option(help="FIELD=WAY, e.g. assault_date=MM/DD/YYYY.")
    ] = None,
) -> None:
    """Propose how an extract's columns and codes are read, and save what a person accepts.

    Values are shown on this screen alone: not where the output goes to a file or a pipe.
    """
    screen = sys.stdout.isatty()
    if not (accept or draft) and not (screen and sys.stdin.isatty()):
        raise UsageRefusal("There is nobody to ask: this is no terminal.", do=HOW)
    if accept and not by.strip():
        raise UsageRefusal("It must say who accepts it.", where="--by", do="Give your name.")
    declared = read_dataset(dataset)
    earlier = read_mapping(mapping, declared) if mapping else None
    sheet = sheet or (earlier.sheet if earlier else "")
    settled = _settled(extract, declared, earlier, sheet)
    _told(settled, column or [], written or [])
    map_screen.columns(settled, values=screen)
    if not (accept or draft):
        map_talk.settle(settled, map_talk.asked)
        by = by or map_talk.asked("Your name, as it will stand in the file")
    map_screen.words(settled, values=screen)
    if accept:
        _refuse_doubt(settled, extract.name)
    who = "" if draft else by.strip()
    when = reviewed_now(now()) if who else ""
    made = finished(settled, reviewed_by=who, reviewed_at=when, sheet=sheet)
    write_mapping(made, out)
    _saved(settled, made, out)


def _settled(extract: Path, declared: Dataset, earlier: ExtractMapping | None, sheet: str) -> Draft:
    """What is sure, and what was reviewed before."""
    with show.progress("Looking"):
        looked_at = profile(extract, declared, sheet=sheet)
    settled = first_draft(propose(looked_at, declared))
    if earlier:
        carry_over(settled, earlier)
    return settled


def _refuse_doubt(settled: Draft, name: str) -> None:
    """A day first or a month first is nothing to be accepted unseen."""
    if settled.doubtful_ways:
        raise UsageRefusal(
            f"Not sure how it is written: {', '.join(sorted(settled.doubtful_ways))}.",
            where=name,
            do=f"Say it: --written FIELD=WAY. Ways: {', '.join((*DATES, *TIMES))}.",
        )


def _told(settled: Draft, columns: list[str], ways: list[str]) -> None:
    """What the command line says wins over what was proposed."""
    titles = {one.header: one for one in settled.proposed.profile.columns}
    for said in columns:
        name, _, header = said.partition("=")
        if not header:
            settled.leave(settled.field(name).name)
        elif header in titles:
            settled.settle(name, titles[header])
        else:
            raise UsageRefusal("There is no column of that header.", where="--column", do=HEADER)
    for said in ways:
        name, _, way = said.partition("=")
        if name not in settled.written or way not in (*DATES, *TIMES):
            all_ways = ", ".join((*DATES, *TIMES))
            raise UsageRefusal("That is no way to write it.", where=name, do=f"Ways: {all_ways}.")
        settled.written[name] = way
        settled.doubtful_ways.discard(name)


HEADER = "Write FIELD=HEADER, the header as it stands in row 1."


def _saved(settled: Draft, made: ExtractMapping, out: Path) -> None:
    left = {name: settled.unmapped(name) for name in settled.columns if name in settled.codes}
    for name, words in left.items():
        if words:
            title = settled.field(name).title
            show.say(f"{title}: {words:,} words are not mapped; add them under [codes.{name}].")
    taken = {one.place for one in settled.columns.values()}
    doubtful = [one for one in settled.proposed.columns if map_screen.leaving(one)]
    if places := [str(one.column.place + 1) for one in doubtful if one.column.place not in taken]:
        show.say(f"Not sure of, so they stay here: columns {', '.join(places)}.")
    if settled.doubtful_ways:
        show.say(f"Check [written] for: {', '.join(sorted(settled.doubtful_ways))}.")
    if not made.reviewed_by:
        show.say("A draft: look at it, then write who did in its line reviewed_by.")
    show.say(f"{len(made.leaving)} columns are read, {len(made.stay)} stay here.")
    show.say(f"mapping: {out}")

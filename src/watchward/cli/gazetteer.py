"""`watchward gazetteer`: what location text is looked up in, on the provider's own machine."""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.contract.dataset import dataset as read_dataset
from watchward.contract.package import Manifest
from watchward.errors import UsageRefusal
from watchward.settings import read_settings

app = typer.Typer(help="Places by what people call them, for location text.", no_args_is_help=True)
Files = Annotated[list[Path] | None, typer.Option(help="CSV; may be given again.")]
Register = Annotated[
    list[Path] | None, typer.Option(help="The council's register, whose numbers rows then carry.")
]
MOST = 40


@app.callback()
def _group() -> None:
    """Places by what people call them, for location text."""


@app.command()
def build(
    *,
    near: Annotated[str, typer.Option(help="The hospital: EASTING,NORTHING in metres.")],
    vintage: Annotated[str, typer.Option(help="Which edition the files are of, e.g. 2026-10.")],
    citation: Annotated[str, typer.Option(help="Who publishes them, under which licence.")],
    names: Files = None,
    greenspace: Files = None,
    premises: Files = None,
    licensed: Register = None,
    postcodes: Files = None,
) -> None:
    """Make this machine's gazetteer from files of open data that you have."""
    from watchward.geography.gazetteer.book import save
    from watchward.geography.gazetteer.build import Source
    from watchward.geography.gazetteer.build import build as make
    from watchward.provider.located import BOOK

    given = {"names": names, "greenspace": greenspace, "premises": premises}
    given |= {"licensed": licensed, "postcodes": postcodes}
    sources = [
        Source(kind, file, citation, vintage)
        for kind, files in given.items()
        for file in files or ()
    ]
    book = make(sources, hospital=_metres(near))
    digest = save(book, read_settings().gazetteer / BOOK)
    show.say(f"{len(book):,} places. SHA-256 {digest}")


@app.command(name="show")
def show_book(
    name: Annotated[str, typer.Argument(help="Part of a name, to find places by it.")] = "",
) -> None:
    """Where the gazetteer came from, or the places whose name holds some words."""
    import polars as pl

    from watchward.geography.gazetteer.book import read_book
    from watchward.provider.located import BOOK

    book = read_book(read_settings().gazetteer / BOOK)
    if not name:
        show.say(f"{len(book):,} places, near {book.hospital}.")
        columns = ("kind", "citation", "vintage", "rows", "sha256")
        rows = [[one[column] for column in columns] for one in book.sources]
        show.table("Sources", columns, rows)
        return
    held = pl.col("name").str.to_lowercase().str.contains(name.lower(), literal=True)
    columns = ("place_id", "name", "kind", "street", "town")
    show.table("Places", columns, book.table.filter(held).select(columns).head(MOST).rows())


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The raw extract.")],
    dataset: Annotated[str, typer.Option(help="Which data set it is, e.g. ed_assault.")],
    mapping: Annotated[
        Path | None, typer.Option(help="How it is read, saved by `watchward map`.")
    ] = None,
) -> None:
    """How much of an extract's location text comes to a place; on a screen, what does not."""
    from watchward.geography.gazetteer.words import plain, says_nothing
    from watchward.provider.layout import lay_out
    from watchward.provider.located import Locator, column_of_text
    from watchward.provider.mapping.saved import read_mapping
    from watchward.provider.read import open_extract

    declared = read_dataset(dataset)
    saved = read_mapping(mapping, declared) if mapping else None
    levels: Counter[str] = Counter()
    unplaced: Counter[str] = Counter()
    with open_extract(file, declared, sheet=saved.sheet if saved else "") as extract:
        matched = lay_out(extract.records.header, declared, saved, file=file.name).matched
        locator = Locator(read_settings().gazetteer, declared, matched)
        column = column_of_text(declared, matched)
        if locator.matcher is None:
            raise UsageRefusal(
                "There is no gazetteer here, or no column of location text.",
                where=file.name,
                do="Make one with `watchward gazetteer build`; headers of your own need --mapping.",
            )
        for batch in extract.records.batches():
            for text in batch[column].drop_nulls().to_list():
                found = locator.matcher.find(text)
                levels[found.confidence or found.kind] += 1
                phrase = plain(text)
                if not (found.confidence or found.kind == "home" or says_nothing(phrase)):
                    unplaced[phrase] += 1
    show.table("Location texts", ("came to", "texts"), levels.most_common())
    if sys.stdout.isatty():
        show.table("Unplaced, the commonest", ("text", "times"), unplaced.most_common(MOST))
    else:
        show.say(f"{len(unplaced):,} different texts have no place (shown on a screen only).")


@app.command()
def learn(
    words: Annotated[str, typer.Argument(help="What people here call it.")],
    place: Annotated[str, typer.Option(help="Its place_id, as `gazetteer show` has it.")],
    by: Annotated[str, typer.Option(help="Who confirms it.")],
) -> None:
    """Write down a local name that a person has confirmed."""
    from watchward.geography.gazetteer.aliases import learn as write
    from watchward.geography.gazetteer.book import read_book
    from watchward.provider.located import ALIASES, BOOK

    folder = read_settings().gazetteer
    known = dict.fromkeys(read_book(folder / BOOK).table["place_id"].to_list())
    write(folder / ALIASES, words, place, by=by, known=known)
    show.say("Learned. It is used from the next extract on.")


def placed_in_words(manifest: Manifest) -> list[str]:
    """How much of the location text was placed, and for whom less; or that none was looked at."""
    if not read_dataset(manifest.dataset).place.text:
        return []
    if not manifest.placed:
        return ["Location text was not looked up: there is no gazetteer here, or no such column."]
    groups = dict(manifest.placed)
    levels = groups.pop("levels", {})
    counted = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in levels.items())
    counted = counted or "too few to tell how many were placed"
    lines = [f"Location text: {counted}. Only high confidence leaves, as a place."]
    for group, values in groups.items():
        said = [f"{value} {one['placed']} of {one['texts']}" for value, one in values.items()]
        told = "; ".join(said) or "not told, for a number would be small"
        lines.append(f"Texts placed by {group}: {told}.")
    return lines


def _metres(written: str) -> tuple[int, int]:
    try:
        east, north = (int(part) for part in written.split(","))
    except ValueError:
        raise UsageRefusal(
            "It is not a pair of whole metres.", where="--near", do="Write EASTING,NORTHING."
        ) from None
    return east, north

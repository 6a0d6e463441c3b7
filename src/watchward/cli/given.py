"""What the commands of the ledger take: a store, a body, a data set, who, why, days."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchward.errors import UsageRefusal
from watchward.settings import read_settings

if TYPE_CHECKING:
    from watchward.lake.store import Store

Kept = Annotated[Path, typer.Option("--store", help="The partnership's store.")]
Body = Annotated[str, typer.Argument(help="The body's provider code.")]
Set = Annotated[str, typer.Option("--dataset", help="Which data set.")]
By = Annotated[str, typer.Option(help="Who changes it.")]
Why = Annotated[str, typer.Option("--reason", help="Why; it stays in the history.")]
Months = Annotated[str, typer.Option("--period", help="YYYY-MM, or YYYY-MM..YYYY-MM.")]
Json = Annotated[bool, typer.Option("--json", help="Print plain data.")]


def opened(store: Path, *, create: bool = False) -> "Store":
    """The store, by this machine's settings."""
    from watchward.lake.store import open_store

    return open_store(store, create=create, production=read_settings().production)


def day(text: str, *, option: str) -> dt.date:
    """A day written YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageRefusal(
            "A day is written YYYY-MM-DD.", where=option, do="For example: 2026-04-01."
        ) from None


def day_or_none(text: str, *, option: str) -> dt.date | None:
    """A day, or None where nothing was given."""
    return day(text, option=option) if text else None


def listed(text: str) -> tuple[str, ...]:
    """Names written with commas between them."""
    return tuple(one.strip() for one in text.split(",") if one.strip())

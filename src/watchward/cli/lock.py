"""`watchward lock`: close a period whose figures have been used, and reopen it with a reason."""

from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import Body, By, Json, Kept, Months, Set, Why, opened
from watchward.contract.dataset import dataset as read_dataset
from watchward.contract.period import Period

app = typer.Typer(help="Periods that are closed to corrections.", no_args_is_help=True)


@app.command("set")
def set_(
    provider: Body,
    dataset: Set,
    period: Months,
    store: Kept,
    by: By,
    reason: Why,
) -> None:
    """Close months that have been accepted: a correction of them is refused until they reopen."""
    from watchward.hub.locks import lock

    made = lock(
        opened(store),
        provider=provider,
        dataset=read_dataset(dataset).name,
        period=Period.parse(period),
        reason=reason,
        by=by,
        now=now(),
    )
    show.say(f"Lock {made}: {provider}, {dataset}, {period}.")


@app.command()
def reopen(
    number: Annotated[int, typer.Argument(help="The lock's number.")],
    store: Kept,
    by: By,
    reason: Why,
) -> None:
    """Let corrections in again; the reason stays in the history."""
    from watchward.hub.locks import reopen as open_again

    found = open_again(opened(store), number, reason=reason, by=by, now=now())
    show.say(f"Reopened: {found.provider}, {found.dataset}, {found.period}.")


@app.command("list")
def list_(store: Kept, as_json: Json = False) -> None:
    """The locks that hold now."""
    from watchward.hub.locks import locks

    columns = ("number", "provider", "data set", "period", "since", "by", "reason")
    rows: list[list[object]] = [
        [o.id, o.provider, o.dataset, str(o.period), o.at[:10], o.by, o.reason]
        for o in locks(opened(store))
    ]
    if as_json:
        show.data([dict(zip(columns, row, strict=True)) for row in rows])
        return
    show.table("Locks", columns, rows)

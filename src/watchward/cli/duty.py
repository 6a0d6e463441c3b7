"""`watchward duty`: which body owes which data set, and what became of it, period by period."""

from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import Body, By, Json, Kept, Months, Set, Why, day, day_or_none, opened
from watchward.contract.dataset import dataset as read_dataset
from watchward.contract.period import Period

app = typer.Typer(help="Who owes what, and what became of it.", no_args_is_help=True)


@app.command("set")
def set_(
    provider: Body,
    dataset: Set,
    start: Annotated[str, typer.Option(help="First day, YYYY-MM-DD.")],
    store: Kept,
    by: By,
    reason: Why,
    end: Annotated[str, typer.Option(help="Last day, where it is known.")] = "",
) -> None:
    """A body owes a data set from a day on; the data set says when it falls due."""
    from watchward.hub.duties import set_duty

    made = set_duty(
        opened(store, create=True),
        provider=provider,
        dataset=read_dataset(dataset).name,
        starts=day(start, option="--start"),
        ends=day_or_none(end, option="--end"),
        reason=reason,
        by=by,
        now=now(),
    )
    show.say(f"Duty {made}: {provider} owes {dataset} from {start}{f' to {end}' if end else ''}.")


@app.command()
def end(
    number: Annotated[int, typer.Argument(help="The duty's number.")],
    last: Annotated[str, typer.Option("--on", help="Its last day, YYYY-MM-DD.")],
    store: Kept,
    by: By,
    reason: Why,
) -> None:
    """End a duty: what begins after that day is not owed."""
    from watchward.hub.duties import end_duty

    ended = end_duty(
        opened(store), number, ends=day(last, option="--on"), reason=reason, by=by, now=now()
    )
    show.say(f"Duty {number}: {ended.provider} owes {ended.dataset} until {last}.")


@app.command("list")
def list_(store: Kept, as_json: Json = False) -> None:
    """Every duty that there is or was."""
    from watchward.hub.duties import duties

    rows = [
        [one.id, one.provider, one.dataset, str(one.starts), str(one.ends or "no end known")]
        for one in duties(opened(store))
    ]
    columns = ("number", "provider", "data set", "from", "to")
    if as_json:
        show.data([dict(zip(columns, row, strict=True)) for row in rows])
        return
    show.table("Duties", columns, rows)


@app.command()
def history(
    provider: Body,
    dataset: Set,
    period: Months,
    store: Kept,
    as_json: Json = False,
) -> None:
    """What happened to one body's data set in one period, in its order."""
    from watchward.hub.history import history as history_of

    steps = history_of(
        opened(store),
        provider=provider,
        dataset=read_dataset(dataset).name,
        period=Period.parse(period),
    )
    columns = ("when (UTC)", "what", "by", "receipt", "replaces", "period", "reason")
    rows: list[list[object]] = [
        [step.at[:16], step.what, step.by, step.receipt, step.other, step.period, step.reason]
        for step in steps
    ]
    if as_json:
        show.data([dict(zip(columns, row, strict=True)) for row in rows])
        return
    show.table(f"{provider}, {dataset}, {period}", columns, rows)

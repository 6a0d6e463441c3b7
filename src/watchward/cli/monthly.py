"""`watchward monthly`: a month's extract, looked at and sent as the months before it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.errors import UsageRefusal


def command(  # noqa: PLR0913, PLR0917 what is said the first time
    extract: Annotated[
        Path | None, typer.Argument(help="The month's raw extract. None: collect receipts.")
    ] = None,
    dataset: Annotated[str, typer.Option(help="Which data set; where several go out.")] = "",
    provider: Annotated[str, typer.Option(help="First time: your code.")] = "",
    mapping: Annotated[
        Path | None, typer.Option(help="First time: how it is read, from `watchward map`.")
    ] = None,
    receiver: Annotated[str, typer.Option(help="First time: the hub that it is sealed to.")] = "",
    to: Annotated[str, typer.Option(help="First time: where to, as for `watchward send`.")] = "",
    generalise: Annotated[
        str, typer.Option(help="First time: how much coarser, as for `watchward prepare`.")
    ] = "",
    synthetic: Annotated[
        bool, typer.Option("--synthetic", help="It is made up: said each time.")
    ] = False,
    by: Annotated[str, typer.Option(help="First time: who says so; stands in the file.")] = "",
    period: Annotated[str, typer.Option(help="YYYY-MM, where it has rows of others too.")] = "",
    replaces: Annotated[str, typer.Option(help="Receipt that this corrects.")] = "",
    gap: Annotated[
        bool, typer.Option("--gap", help="The months between have nothing to send.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: for scripts.")] = False,
) -> None:
    """Prepare a month's extract as the last one, show what leaves, ask once, and send it.

    The first time, say how it goes out; it is kept. Receipts of earlier months are picked up first.
    Without an extract, receipts are picked up and what was prepared but not sent is offered again.
    """
    from watchward.cli import month_steps as steps

    if not (yes or terminal()):
        raise UsageRefusal("There is nobody to ask: this is no terminal.", do="Add --yes.")
    said = {"dataset": dataset, "provider": provider, "receiver": receiver, "to": to, "by": by}
    said["generalise"] = generalise
    desk = steps.opened(mapping, preparing=extract is not None, synthetic=synthetic, **said)
    steps.pick_up(desk)
    package = steps.waiting(desk)
    if extract is not None:
        steps.refuse_waiting(package)
        package = steps.prepared(desk, extract, period=period, replaces=replaces, gap=gap)
    if package is None:
        show.say("Nothing waits to be sent.")
    elif yes or _agreed(f"Send {package.name} to {desk.monthly.to}?"):
        steps.send(desk, package)
    else:
        package.unlink()
        show.say("Nothing was sent, and the package was removed.")


def _agreed(question: str) -> bool:
    """Whoever breaks off has not agreed."""
    try:
        return typer.confirm(question)
    except typer.Abort:
        return False


def terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()

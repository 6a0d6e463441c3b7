"""`watchward remind`: what to remind each body of, as text to paste; it sends nothing."""

from itertools import groupby
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import Json, Kept, opened


def command(
    store: Kept,
    provider: Annotated[str, typer.Option(help="One body only.")] = "",
    as_json: Json = False,
) -> None:
    """Print today's reminders, body by body; they name data sets, months and days only."""
    from watchward.hub.reminders import reminders

    found = reminders(opened(store), now=now(), provider=provider)
    if as_json:
        show.data([one.__dict__ for one in found])
        return
    for body, own in groupby(found, lambda one: one.provider):
        show.say(f"{body}:")
        for one in own:
            show.say(f"  - {one.title}.")
    if not found:
        show.say("Nobody needs reminding today.")

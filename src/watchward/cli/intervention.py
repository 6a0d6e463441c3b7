"""`watchward intervention`: what is being done, registered before its outcome is looked at."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.contract.intervention import Registered
from watchward.contract.period import month_text
from watchward.settings import read_settings

app = typer.Typer(help="What is being done, and how it will be judged.", no_args_is_help=True)
StoreOption = Annotated[Path, typer.Option(help="The partnership's store.")]


@app.command()
def register(
    file: Annotated[Path, typer.Argument(help="TOML; its name is the intervention's.")],
    store: StoreOption,
    by: Annotated[str, typer.Option(help="Who registers it.")],
    reason: Annotated[str, typer.Option(help="Why it changed, if it was registered before.")] = "",
) -> None:
    """Write down what will be judged, where, against where and when, with a hash and a date."""
    from watchward.hub.interventions import register as write_down
    from watchward.lake.store import open_store

    held = open_store(store, production=read_settings().production)
    made = write_down(held, file, by=by, now=now(), reason=reason)
    show.say(f"{made.intervention.name}: registered on {made.at}, SHA-256 {made.sha256}.")
    show.say(_standing(made))


@app.command()
def outcome(
    name: Annotated[str, typer.Argument(help="The intervention's name.")],
    file: Annotated[Path, typer.Argument(help="TOML with what was counted of its people.")],
    store: StoreOption,
    by: Annotated[str, typer.Option(help="Who hands it in.")],
    reason: Annotated[str, typer.Option(help="Why it changed, if it was handed in before.")] = "",
) -> None:
    """Hand in what was counted of people who were followed, once the months registered are over."""
    from watchward.hub.interventions import hand_in
    from watchward.lake.store import open_store

    held = open_store(store, production=read_settings().production)
    made = hand_in(held, name, file, by=by, now=now(), reason=reason)
    if made.outcome is not None:
        show.say(f"{name}: outcome of {made.outcome.at}, SHA-256 {made.outcome.sha256}.")


@app.command("list")
def every(store: StoreOption) -> None:
    """Interventions registered, with how each will be judged."""
    from watchward.lake.interventions import every as all_of
    from watchward.lake.store import open_store

    rows = [
        [
            one.intervention.name,
            one.intervention.title,
            one.intervention.plan.design.replace("_", " "),
            month_text(one.intervention.plan.start),
            one.at,
            one.beforehand,
        ]
        for one in all_of(open_store(store, production=read_settings().production))
    ]
    heads = ["name", "what", "design", "starts", "registered", "before its outcome"]
    show.table("Interventions", heads, rows)


def _standing(made: Registered) -> str:
    if made.seen:
        return "Its outcome could be looked at already: every answer will say so."
    if made.amended:
        return f"Changed {made.amended} times since it was first registered: answers will say so."
    return "Registered before its outcome could be looked at."

"""`watchward intervention`: what is being done, registered before its outcome is looked at."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.contract.intervention import Registered
from watchward.contract.period import month_text
from watchward.errors import Refusal, UsageRefusal
from watchward.settings import read_settings

if TYPE_CHECKING:
    from watchward.contract.safe_result import SafeResult

app = typer.Typer(help="What is being done, and how it will be judged.", no_args_is_help=True)
NOTHING, NO_OUTCOME = "–", "no outcome is printed"
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


@app.command()
def compare(
    names: Annotated[list[str], typer.Argument(help="Two to four of those registered.")],
    store: StoreOption,
) -> None:
    """Two to four side by side, as analysts see them: how sure first, found, cost, and limits."""
    from watchward.briefing.compared import compared

    made = compared([(one, _answer(store, one.intervention.name)) for one in _named(store, names)])
    for title, lines in (("What was found", made.found), ("As registered", made.registered)):
        show.table(title, ["", *made.titles], [[line.what, *line.cells] for line in lines])
    for text in made.reserves:
        show.say(text)


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


@app.command("examples")
def told(
    name: Annotated[str, typer.Argument(help="One of them, whole; without, all in short.")] = "",
) -> None:
    """What the report of 2008 tells of, with its own numbers; none was evaluated here."""
    from watchward.reference.examples import NOT_SAID, examples

    every = {one.name: one for one in examples()}
    show.say("From the report of 2008; not evaluated here.")
    if not name:
        rows = [
            [one.name, str(one.level or NOTHING), one.title, one.found or NO_OUTCOME]
            for one in every.values()
        ]
        show.table("Examples", ["name", "level", "what", "what was counted"], rows)
        return
    if name not in every:
        raise UsageRefusal(
            "No example goes by that name.", where="NAME", do=f"There are: {', '.join(every)}."
        )
    one = every[name]
    lines = {field: str(value or NOT_SAID) for field, value in vars(one).items()}
    show.table(one.title, ["what", ""], [[field, text] for field, text in lines.items()])


def _named(store: Path, names: Sequence[str]) -> list[Registered]:
    from watchward.briefing.compared import MOST
    from watchward.hub.interventions import known
    from watchward.lake.store import open_store

    every = {
        one.intervention.name: one
        for one in known(open_store(store, production=read_settings().production))
    }
    missing = [name for name in names if name not in every]
    if missing or not 2 <= len(set(names)) <= MOST or len(set(names)) < len(names):
        raise UsageRefusal(
            f"Not registered: {', '.join(missing)}." if missing else "Two to four are compared.",
            where="NAMES",
            do=f"There are: {', '.join(every) or 'none'}.",
        )
    return [every[name] for name in names]


def _answer(store: Path, name: str) -> "SafeResult | str":
    from watchward.contract.about import Options
    from watchward.disclosure.flow import ask
    from watchward.lake.store import open_store

    settings = read_settings()
    held = open_store(store, production=settings.production)
    options = Options(intervention=name)
    try:
        made = ask(
            "evaluation",
            store=held,
            options=options,
            audience="analyst",
            settings=settings,
            now=now(),
        )
    except Refusal as refusal:
        return f"{refusal.what} {refusal.do}".strip()
    return made if made.outcome == "released" else " ".join(made.reasons)


def _standing(made: Registered) -> str:
    if made.seen:
        return "Its outcome could be looked at already: every answer will say so."
    if made.amended:
        return f"Changed {made.amended} times since it was first registered: answers will say so."
    return "Registered before its outcome could be looked at."

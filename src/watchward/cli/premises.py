"""`watchward premises`: what a licensing team found, which the score of premises follows."""

from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import By, Json, Kept, Why, opened

app = typer.Typer(help="What was found about licensed premises.", no_args_is_help=True)
Number = Annotated[str, typer.Argument(help="The premises' number on the register.")]
Rests = Annotated[str, typer.Option(help="What it rests on, such as “condition 4”.")]


@app.command()
def measure(
    premises: Number,
    name: Annotated[str, typer.Argument(help="The measure, a word of the rules.")],
    reference: Rests,
    store: Kept,
    by: By,
    reason: Why,
    broken: Annotated[bool, typer.Option("--not-kept", help="It was found not kept.")] = False,
) -> None:
    """Record that an officer saw today whether a measure is kept; the score follows for a year."""
    from watchward.hub.premises import About, record_measure

    about = About(premises, reference, reason)
    number = record_measure(opened(store), about, name, kept=not broken, by=by, now=now())
    show.say(f"{number}: {name} {'not kept' if broken else 'seen working'} at {premises}.")


@app.command("left-out")
def left_out(
    premises: Number,
    severity: Annotated[str, typer.Argument(help="no_injury, injury or serious_injury.")],
    month: Annotated[str, typer.Option(help="The month of the incidents, YYYY-MM.")],
    incidents: Annotated[int, typer.Option(help="How many are not the premises' own.")],
    reference: Rests,
    store: Kept,
    by: By,
    reason: Why,
) -> None:
    """Leave incidents out of a score, as after a challenge that was right; records stay as sent."""
    from watchward.contract.period import month_number
    from watchward.hub.premises import About, record_left_out

    number = record_left_out(
        opened(store),
        About(premises, reference, reason),
        severity,
        month=month_number(month),
        records=incidents,
        by=by,
        now=now(),
    )
    show.say(f"{number}: {incidents} left out of the score of {premises}, {month}.")


@app.command("take-back")
def take_back(
    number: Annotated[int, typer.Argument(help="Its number, as `list` has it.")],
    store: Kept,
    by: By,
    reason: Why,
) -> None:
    """Take a finding back, from today."""
    from watchward.hub.premises import take_back as withdraw

    found = withdraw(opened(store), number, reason=reason, by=by, now=now())
    show.say(f"{number}: taken back; {found.premises} is scored without it.")


@app.command("list")
def list_(store: Kept, as_json: Json = False) -> None:
    """Every finding that stands, the newest of each thing that it rests on."""
    from watchward.contract.period import month_text
    from watchward.contract.premises_finding import newest
    from watchward.lake.premises import every_finding

    columns = ("number", "premises", "rests on", "kind", "what", "found", "kept", "left out")
    rows = [
        [
            *(one.id, one.premises, one.reference, one.kind, one.what, str(one.found_on)),
            "" if one.records else ("yes" if one.holds else "no"),
            f"{one.records} of {month_text(one.month)}" if one.records else "",
        ]
        for one in newest(every_finding(opened(store)))
    ]
    if as_json:
        show.data([dict(zip(columns, row, strict=True)) for row in rows])
        return
    show.table("Findings", columns, rows)

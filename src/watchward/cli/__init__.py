"""The command line: parse, call one flow, print. Refusals end with their own exit code."""

import sys

import typer

from watchward.cli import (
    agree,
    agreements,
    approve,
    area,
    ask,
    brief,
    catchments,
    collect,
    decide,
    demo,
    duty,
    enrol,
    findings,
    gazetteer,
    get,
    governance,
    hub_key,
    intake,
    intervention,
    istv,
    key,
    ledger,
    linking,
    lock,
    monthly,
    places,
    premises,
    prepare,
    receipts,
    receive,
    remind,
    retention,
    send,
    supply,
    trust,
)
from watchward.cli import map as mapping
from watchward.cli.show import refuse
from watchward.errors import Refusal

app = typer.Typer(
    name="watchward",
    help="Joins what the police and the hospital know about violence, safely.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    mapping,
    prepare,
    monthly,
    istv,
    send,
    trust,
    receipts,
    collect,
    receive,
    ledger,
    findings,
    ask,
    decide,
    brief,
    enrol,
    agree,
    approve,
    remind,
    retention,
    supply,
    demo,
):
    app.command(command.__name__.rpartition(".")[2])(command.command)
app.add_typer(agreements.app, name="agreements")
app.add_typer(duty.app, name="duty")
app.add_typer(linking.app, name="linking")
app.add_typer(premises.app, name="premises")
app.add_typer(lock.app, name="lock")
app.add_typer(area.app, name="area")
app.add_typer(places.app, name="places")
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(catchments.app, name="catchments")
app.add_typer(intake.app, name="intake")
app.add_typer(governance.app, name="governance")
app.add_typer(intervention.app, name="intervention")
app.add_typer(get.app, name="get")
app.add_typer(hub_key.app, name="hub-key")
app.add_typer(key.app, name="key")


def main() -> None:
    """Run the command; a refusal is for people and shows no traceback."""
    try:
        app()
    except Refusal as refusal:
        refuse(refusal)
        sys.exit(refusal.exit_code)


__all__ = ["app", "main"]

"""`watchward intake`: what to ask at the front desk, on paper and on a screen."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now

app = typer.Typer(help="What to ask a patient at the front desk.", no_args_is_help=True)
Variant = Annotated[str, typer.Option(help="cardiff (six questions) or glasgow (and the patient).")]
Language = Annotated[str, typer.Option(help="en or cy.")]


@app.callback()
def _group() -> None:
    """What to ask a patient at the front desk."""


@app.command()
def form(
    out: Annotated[Path, typer.Option(help="The PDF.")],
    variant: Variant = "cardiff",
    language: Language = "en",
) -> None:
    """Make the paper form, one A4 page."""
    from watchward.intake.paper import typeset
    from watchward.intake.questions import intake

    out.write_bytes(typeset(intake(variant, language), made_at=now()))
    show.say(f"file: {out}")


@app.command()
def screen(
    out: Annotated[Path, typer.Option(help="The HTML file, to open in a browser.")],
    variant: Variant = "cardiff",
    language: Language = "en",
) -> None:
    """Make the form for a browser: one file, no network, answers saved as a CSV there."""
    from watchward.intake.questions import intake
    from watchward.intake.screen import page

    out.write_text(page(intake(variant, language)), "utf-8")
    show.say(f"file: {out}")


@app.command()
def card(
    out: Annotated[Path, typer.Option(help="The PDF.")],
    language: Language = "en",
) -> None:
    """Make the training card for receptionists, one A4 page."""
    from watchward.intake.card import typeset
    from watchward.intake.questions import intake

    out.write_bytes(typeset(intake("cardiff", language), made_at=now()))
    show.say(f"file: {out}")

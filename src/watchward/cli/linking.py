"""`watchward linking`: who consents to linking of records, and the assessment it rests on."""

from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import Body, By, Json, Kept, Why, day, opened

app = typer.Typer(help="Consents to linking of records; off without.", no_args_is_help=True)
Title = Annotated[str, typer.Option(help="The paper that was signed, by its title.")]
Role = Annotated[str, typer.Option(help="Who signed it: a post.")]
Start = Annotated[str, typer.Option(help="Its first day, YYYY-MM-DD.")]
End = Annotated[str, typer.Option(help="Its last day, YYYY-MM-DD.")]
Review = Annotated[str, typer.Option(help="Day of its review, YYYY-MM-DD; then it lapses.")]


@app.command()
def consent(
    provider: Body, title: Title, role: Role, start: Start, end: End, store: Kept, by: By
) -> None:
    """Record that a body which de-identified its records consents to their linking."""
    from watchward.hub.linking import Paper, record_consent

    paper = Paper(title, role, day(start, option="--start"), day(end, option="--end"))
    number = record_consent(opened(store), provider, paper, by=by, now=now())
    show.say(f"{number}: {provider} consents to linking, from {start} to {end}.")


@app.command()
def assessment(title: Title, role: Role, start: Start, review: Review, store: Kept, by: By) -> None:
    """Record the data protection impact assessment of linking, once it is signed."""
    from watchward.hub.linking import Paper, record_assessment

    paper = Paper(title, role, day(start, option="--start"), day(review, option="--review"))
    number = record_assessment(opened(store), paper, by=by, now=now())
    show.say(f"{number}: assessment recorded, from {start}, to be reviewed on {review}.")


@app.command()
def revoke(
    number: Annotated[int, typer.Argument(help="Its number, as `list` has it.")],
    store: Kept,
    by: By,
    reason: Why,
) -> None:
    """Take a consent or the assessment back, from today."""
    from watchward.hub.linking import revoke as take_back

    found = take_back(opened(store), number, reason=reason, by=by, now=now())
    show.say(f"{number}: {found.kind} {found.provider or 'of linking'} revoked from today.")


@app.command("list")
def list_(store: Kept, as_json: Json = False) -> None:
    """Every consent and assessment, and whether it stands today."""
    from watchward.lake.linking import every_permission

    today = now().date()
    columns = ("number", "what", "body", "title", "signed by", "from", "to", "stands")
    rows = [
        [
            *(one.id, one.kind, one.provider, one.title, one.role),
            *(str(one.starts), str(one.until), "yes" if one.stands(today) else "no"),
        ]
        for one in every_permission(opened(store))
    ]
    if as_json:
        show.data([dict(zip(columns, row, strict=True)) for row in rows])
        return
    show.table("Linking", columns, rows)

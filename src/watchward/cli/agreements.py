"""`watchward agreements`: which there are, which run out, and whether a feed needs one."""

from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import By, Json, Kept, Why, day, listed, opened

app = typer.Typer(help="Agreements in date, running out, required.", no_args_is_help=True)


@app.command("list")
def list_(store: Kept, as_json: Json = False) -> None:
    """Every agreement, and those that run out within sixty days."""
    from watchward.hub.agreements import every_agreement, expiring
    from watchward.hub.covered import agreements_required

    held = opened(store)
    terms = ("from", "to", "floor", "purpose", "legal basis", "gateways", "fields")
    columns = ("number", "provider", "data set", *terms)
    rows = [
        [
            *(a.id, a.provider, a.dataset, str(a.valid_from), str(a.valid_to), a.floor),
            *(a.purpose, a.basis or "not recorded"),
            ", ".join(a.gateways) or f"not named: counts to {a.counts_to}",
            ", ".join(a.fields) or "all by its gateways",
        ]
        for a in every_agreement(held)
    ]
    if as_json:
        show.data([dict(zip(columns, row, strict=True)) for row in rows])
        return
    show.table("Agreements", columns, rows)
    for one in expiring(held, on=now().date()):
        when = f"in {one.days} days" if one.days >= 0 else f"{-one.days} days ago"
        show.say(f"{one.provider}, {one.dataset}: runs out on {one.last}, {when}")
    needed = "is refused" if agreements_required(held) else "is taken"
    show.say(f"What no agreement in date covers {needed}; open data need none.")


@app.command("name")
def name_(
    number: Annotated[int, typer.Argument(help="The agreement's number.")],
    gateways: Annotated[str, typer.Option(help="As they were signed: istv, or istv,recorded.")],
    store: Kept,
    by: By,
    reason: Why,
    fields: Annotated[
        str, typer.Option(help="The fields that it lists: a,b. None: all by its gateways.")
    ] = "",
) -> None:
    """Name the gateways of an agreement that was recorded before they were asked; once."""
    from watchward.hub.agreements import Basis, name_gateways

    basis = Basis(listed(gateways), listed(fields))
    found = name_gateways(opened(store), number, basis=basis, reason=reason, by=by, now=now())
    show.say(f"{found.provider}, {found.dataset}: rests on {', '.join(basis.gateways)}.")


@app.command()
def end(
    number: Annotated[int, typer.Argument(help="The agreement's number.")],
    last: Annotated[str, typer.Option("--on", help="Its last day, YYYY-MM-DD.")],
    store: Kept,
    by: By,
    reason: Why,
) -> None:
    """Let an agreement run out sooner than was signed."""
    from watchward.hub.agreements import end_agreement

    found = end_agreement(
        opened(store), number, last=day(last, option="--on"), reason=reason, by=by, now=now()
    )
    show.say(f"{found.provider}, {found.dataset}: the agreement ends on {last}.")


@app.command()
def require(
    store: Kept,
    by: By,
    reason: Why,
    off: Annotated[bool, typer.Option("--off", help="Take feeds without one again.")] = False,
) -> None:
    """Refuse from now on every feed that no agreement in date covers whole."""
    from watchward.hub.covered import require_agreements

    require_agreements(opened(store), required=not off, reason=reason, by=by, now=now())
    show.say(f"What no agreement in date covers is {'taken' if off else 'refused'}.")

"""`watchward receipts`: at a provider, the hubs' signed receipts, and what still lacks one."""

import datetime as dt
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.contract.receipt import Receipt
from watchward.errors import Refusal
from watchward.settings import Settings, read_settings

DAYS = 3


def command(
    provider: Annotated[str, typer.Option(help="Only of this provider code.")] = "",
    place: Annotated[
        str, typer.Option("--from", help="Pick up new ones first from where packages were sent to.")
    ] = "",
    days: Annotated[
        int, typer.Option(min=0, help="Days without a receipt after which a package is named.")
    ] = DAYS,
    filled: Annotated[
        bool, typer.Option("--filled", help="Also what was filled in, by field and shift.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """List the receipts kept here, each signature checked, and the packages that lack one."""
    from watchward.provider.receipts import kept_receipts, lacking, sent_packages

    settings = read_settings()
    refused = _picked_up(place, settings) if place else []
    receipts, bad = kept_receipts(settings.receipts, hubs=settings.hubs)
    own = tuple(one for one in receipts if provider in ("", one.provider))
    late = lacking(sent_packages(settings.sent), receipts, days=days, now=now())
    late = tuple(one for one in late if one.package.startswith(f"{provider}-" if provider else ""))
    refused += bad
    if as_json:
        told = {"receipts": [one.to_json() for one in own], "lacking": [vars(one) for one in late]}
        show.data({**told, "refused": [str(one) for one in refused]})
    else:
        columns = ["provider", "data set", "period", "read", "accepted", "rejected", "receipt"]
        keys = ["provider", "dataset", "period", "rows_read", "accepted", "rejected", "id"]
        said = [one.to_json() for one in own]
        if said:
            show.table("Receipts kept here", columns, [[one[key] for key in keys] for one in said])
        else:
            show.say("No receipt is kept here yet.")
        for receipt in own:
            if receipt.coarser:
                show.say(f"{receipt.id} is coarser than declared: {receipt.coarser}.")
        for receipt in own if filled else ():
            _filled(receipt)
        for package in late:
            show.say(f"No receipt yet: {package.package}, sent {_day(package.at)} to {package.to}")
    for one in refused:
        show.note(f"Refused. {one}")
    if refused:
        raise typer.Exit(max(one.exit_code for one in refused))


def _picked_up(place: str, settings: Settings) -> list[Refusal]:
    """Keep what is for packages sent from here; a folder may hold other providers' too."""
    from watchward.cli.access import access
    from watchward.cli.outgoing import collect_answers

    return list(collect_answers(place, settings=settings, access=access(settings)).refused)


def _filled(receipt: Receipt) -> None:
    title = f"Accepted rows of {receipt.file}, by what was filled in; no count is from 1 to 7"
    columns = ["field", "shift", "rows"]
    rows = [
        [field, shift, ", ".join(f"{state}: {n:,}" for state, n in counts.items())]
        for field, by_shift in receipt.completeness.items()
        for shift, counts in by_shift.items()
        if any(counts.values())
    ]
    if rows:
        show.table(title, columns, rows)
    else:
        show.say(f"{receipt.file}: too few rows, or the hub's version does not tell.")


def _day(at: str) -> str:
    return dt.datetime.fromisoformat(at).date().isoformat()

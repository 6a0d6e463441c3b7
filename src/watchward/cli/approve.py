"""`watchward approve`: record what was decided before patients' records may leave."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import day, day_or_none, listed
from watchward.contract.dataset import dataset as read_dataset
from watchward.settings import read_settings


def command(
    kind: Annotated[
        str,
        typer.Argument(
            help="caldicott, confidentiality, opt-out, notice, basis, not-personal; or list."
        ),
    ],
    provider: Annotated[str, typer.Option(help="Your code: small letters, digits, hyphens.")],
    who: Annotated[str, typer.Option(help="Who decided: a post, or a name.")] = "",
    reference: Annotated[str, typer.Option(help="Where the decision is written.")] = "",
    on: Annotated[str, typer.Option(help="Day of the decision, YYYY-MM-DD; else today.")] = "",
    until: Annotated[str, typer.Option(help="Its last day, where it has one.")] = "",
    dataset: Annotated[str, typer.Option(help="One data set only; else every one.")] = "",
    fields: Annotated[
        str, typer.Option(help="Of a basis: what it covers, with commas; else all that wait.")
    ] = "",
    keys: Annotated[Path | None, typer.Option(help="Folder of keys, if not your own.")] = None,
) -> None:
    """Record an approval or a basis that a feed waits for, or list those recorded."""
    from watchward.provider.approvals import Approval, read, record

    folder, moment = keys or read_settings().keys, now()
    if kind == "list":
        for one in read(folder, provider):
            until_ = f" until {one.until}" if one.until else ""
            of = one.dataset or "every data set"
            covers = f", covers {', '.join(one.fields)}" if one.fields else ""
            show.say(f"{one.kind}: {of}, {one.on}{until_}, {one.who}, {one.reference}{covers}")
        return
    given = day(on, option="--on") if on else moment.date()
    ends = day_or_none(until, option="--until")
    approval = Approval(
        kind=kind,
        who=who,
        on=given.isoformat(),
        reference=reference,
        dataset=read_dataset(dataset).name if dataset else "",
        until=ends.isoformat() if ends else "",
        recorded_at=moment.isoformat(timespec="seconds"),
        fields=_named(fields, dataset),
    )
    record(folder, provider, approval)
    show.say(f"Recorded: {kind}, {dataset or 'every data set'}, from {given}.")


def _named(written: str, dataset: str) -> tuple[str, ...]:
    """Fields of the one data set; a name that it lacks would cover nothing."""
    from watchward.errors import UsageRefusal

    names = listed(written)
    if not names:
        return ()
    known = read_dataset(dataset).gateways if dataset else {}
    if strange := sorted(set(names) - set(known)):
        raise UsageRefusal(
            f"These are not fields that leave: {', '.join(strange)}.",
            where="--fields",
            do=f"Give --dataset, and of its fields: {', '.join(known) or 'none named'}.",
        )
    return names

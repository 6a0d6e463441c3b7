"""`watchward approve`: record what was decided before patients' records may leave."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import day, day_or_none
from watchward.contract.dataset import dataset as read_dataset
from watchward.settings import read_settings


def command(
    kind: Annotated[
        str, typer.Argument(help="caldicott, confidentiality, opt-out, notice; or list.")
    ],
    provider: Annotated[str, typer.Option(help="Your code: small letters, digits, hyphens.")],
    who: Annotated[str, typer.Option(help="Who decided: a post, or a name.")] = "",
    reference: Annotated[str, typer.Option(help="Where the decision is written.")] = "",
    on: Annotated[str, typer.Option(help="Day of the decision, YYYY-MM-DD; else today.")] = "",
    until: Annotated[str, typer.Option(help="Its last day, where it has one.")] = "",
    dataset: Annotated[str, typer.Option(help="One data set only; else every one.")] = "",
    keys: Annotated[Path | None, typer.Option(help="Folder of keys, if not your own.")] = None,
) -> None:
    """Record an approval that a feed of patients' records waits for, or list those recorded."""
    from watchward.provider.approvals import Approval, read, record

    folder, moment = keys or read_settings().keys, now()
    if kind == "list":
        for one in read(folder, provider):
            until_ = f" until {one.until}" if one.until else ""
            of = one.dataset or "every data set"
            show.say(f"{one.kind}: {of}, {one.on}{until_}, {one.who}, {one.reference}")
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
    )
    record(folder, provider, approval)
    show.say(f"Recorded: {kind}, {dataset or 'every data set'}, from {given}.")

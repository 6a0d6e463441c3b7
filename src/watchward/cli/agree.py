"""`watchward agree`: write down the terms on which a provider's figures are shown to partners."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import day, listed
from watchward.contract.dataset import dataset as read_dataset
from watchward.settings import read_settings


def command(  # noqa: PLR0913, PLR0917 what is signed
    provider: Annotated[str, typer.Argument(help="The provider's code.")],
    dataset: Annotated[str, typer.Option(help="Which data set the agreement covers.")],
    floor: Annotated[int, typer.Option(help="No count below it is shown; 3 at the least.")],
    gateways: Annotated[
        str, typer.Option(help="The gateways that it rests on: istv, or istv,recorded.")
    ],
    purpose: Annotated[str, typer.Option(help="What the data may be used for.")],
    start: Annotated[str, typer.Option(help="First day, YYYY-MM-DD.")],
    end: Annotated[str, typer.Option(help="Last day, YYYY-MM-DD.")],
    store: Annotated[Path, typer.Option(help="The partnership's store.")],
    by: Annotated[str, typer.Option(help="Who records it.")],
    basis: Annotated[str, typer.Option(help="The legal basis, as the agreement states it.")] = "",
    fields: Annotated[
        str, typer.Option(help="The fields that it lists: a,b. None: all by its gateways.")
    ] = "",
) -> None:
    """Record an agreement; while it is in date its floor protects the provider's counts."""
    from watchward.hub.agreements import Basis, record_agreement
    from watchward.lake.store import open_store

    record_agreement(
        open_store(store, production=read_settings().production),
        provider=provider,
        dataset=read_dataset(dataset).name,
        floor=floor,
        purpose=purpose,
        basis=Basis(listed(gateways), listed(fields), basis),
        valid_from=day(start, option="--start"),
        valid_to=day(end, option="--end"),
        by=by,
        now=now(),
    )
    show.say(f"{provider}, {dataset}: counts below {floor} are hidden from {start} to {end}.")

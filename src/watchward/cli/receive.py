"""`watchward receive`: at the hub, verify, check, store, and give a receipt for every package."""

from pathlib import Path
from typing import Annotated, Any

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.contract.container import SUFFIX
from watchward.contract.receipt import Receipt
from watchward.contract.sealed import SEALED
from watchward.errors import InputRefusal, Refusal
from watchward.settings import read_settings


def command(
    packages: Annotated[list[Path], typer.Argument(help="Packages, or folders of them.")],
    store: Annotated[Path, typer.Option(help="The partnership's store; made if it is not there.")],
    by: Annotated[str, typer.Option(help="Who receives, for the ledger.")] = "hub",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only; store nothing.")] = False,
    give: Annotated[
        Path | None, typer.Option("--receipts", help="Also write the signed receipts here.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Receive packages into the store; each is taken whole or refused whole."""
    from watchward.hub.flow import receive
    from watchward.hub.signed import give_receipt
    from watchward.lake.store import open_store

    settings = read_settings()
    held = open_store(store, create=True, production=settings.production)
    files = _found(packages)
    receipts: list[dict[str, Any]] = []
    refused: Refusal | None = None
    with show.progress("Receiving") as move:
        for number, file in enumerate(files):
            move(file.name, number, len(files))
            try:
                receipt = receive(
                    file, store=held, by=by, now=now(), settings=settings, dry_run=dry_run
                )
                receipts.append(_plain(file, receipt))
                if give and not dry_run:
                    give_receipt(held, receipt, give)
            except Refusal as refusal:
                refused = refusal
                receipts.append(
                    {"file": file.name, "refused": str(refusal), "exit": refusal.exit_code}
                )
    if as_json:
        show.data(receipts)
    else:
        _tell(receipts)
    if refused is not None:
        raise typer.Exit(refused.exit_code)


def _found(packages: list[Path]) -> list[Path]:
    files: list[Path] = []
    for path in packages:
        inside = [path]
        if path.is_dir():
            inside = sorted(one for end in (SUFFIX, SEALED) for one in path.glob(f"*{end}"))
        if not inside or not path.exists():
            raise InputRefusal(
                "There is no package there.",
                where=path.name,
                do=f"Packages end in {SUFFIX}; `watchward prepare` makes them.",
            )
        files += inside
    return files


def _plain(file: Path, receipt: Receipt) -> dict[str, Any]:
    return {
        "file": file.name,
        "rows": receipt.rows_read,
        **receipt.to_json(),
        "file_path": str(file),
    }


def _tell(receipts: list[dict[str, Any]]) -> None:
    taken = [r for r in receipts if "refused" not in r]
    if taken:
        columns = ["provider", "data set", "period", "read", "accepted", "rejected", "receipt"]
        keys = ["provider", "dataset", "period", "rows_read", "accepted", "rejected", "id"]
        show.table("Receipts", columns, [[r[key] for key in keys] for r in taken])
    for receipt in taken:
        for reason, rows in receipt["reasons"].items():
            what = f"{receipt['provider']}, {receipt['dataset']}, {receipt['period']}"
            show.say(f"  {what}: {rows:,} rows rejected, {reason}")
    for key in sorted({f"{r['provider']}: key {r['key']}" for r in taken}):
        show.say(f"  {key}")
    for whose, what in sorted(
        {(f"{r['provider']}, {r['dataset']}", r["treated_as"]) for r in taken}
    ):
        show.say(f"  {whose}: treated as {what} data")
    for receipt in receipts:
        if "refused" in receipt:
            show.note(f"Refused. {receipt['refused']}")

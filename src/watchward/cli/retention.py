"""`watchward retention`: what is due for deletion, its removal from every version, the proof."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import Json, Kept, opened
from watchward.errors import UsageRefusal

if TYPE_CHECKING:
    from watchward.lake.store import Store

COLUMNS = ("data set", "provider", "months", "rows", "files", "due since", "kept for")


def command(
    store: Kept,
    list_: Annotated[bool, typer.Option("--list", help="List what is due (the default).")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove it, for good.")] = False,
    replay: Annotated[
        list[Path] | None, typer.Option(help="After a restore: remove what a certificate names.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Prove every removal again.")] = False,
    since: Annotated[
        str, typer.Option(help="Say what a store version lacks, because it has been removed.")
    ] = "",
    by: Annotated[str, typer.Option(help="Who removes it.")] = "",
    reason: Annotated[str, typer.Option(help="Why; it stays in the certificate.")] = "",
    as_json: Json = False,
) -> None:
    """List what is due for deletion, remove it, or prove that it went."""
    held = opened(store)
    if sum((list_, remove, bool(replay), check, bool(since))) > 1:
        raise UsageRefusal(
            "Only one thing at a time.", where="retention", do="Give --list, --remove or --check."
        )
    if remove or replay:
        _remove(held, replay or [], by=by, reason=reason, as_json=as_json)
    elif check:
        _check(held, as_json=as_json)
    elif since:
        _since(held, since, as_json=as_json)
    else:
        _list(held, as_json=as_json)


def _list(store: "Store", *, as_json: bool) -> None:
    from watchward.hub.retention import due

    found = due(store, now=now())
    if as_json:
        show.data([one.__dict__ for one in found])
        return
    rows = [
        [
            *(one.dataset, one.provider, f"{one.months[0]} to {one.months[-1]}", one.rows),
            *(one.files, str(one.since), f"{one.rule['months']} months ({one.rule['status']})"),
        ]
        for one in found
    ]
    show.table("Due for deletion", COLUMNS, rows)
    if not found:
        show.say("Nothing is due for deletion today.")


def _remove(store: "Store", replayed: list[Path], *, by: str, reason: str, as_json: bool) -> None:
    from watchward.hub.retention import remove, replay

    if not by:
        raise UsageRefusal("It is not said who removes it.", where="--by", do="Give your name.")
    if replayed:
        made = replay(store, replayed, by=by, now=now())
    else:
        made = remove(store, reason=reason, by=by, now=now())
    if as_json:
        show.data(list(made))
        return
    for body in made:
        show.say(f"{body['id']}: {_said(body)} removed.")
    show.say(f"Certificates: {store.retention}" if made else "Nothing was due.")


def _check(store: "Store", *, as_json: bool) -> None:
    from watchward.hub.removal import certificates
    from watchward.hub.retention import left_of

    found = {body["id"]: left_of(store, body) for body in certificates(store)}
    if as_json:
        show.data({name: list(left) for name, left in found.items()})
    for name, left in found.items() if not as_json else ():
        show.say(f"{name}: {'nothing is left' if not left else 'left: ' + ', '.join(left)}")
    if any(found.values()):
        raise typer.Exit(1)


def _since(store: "Store", version: str, *, as_json: bool) -> None:
    from watchward.lake.files import removed_since

    found = removed_since(store, version)
    if as_json:
        show.data([dict(zip(("dataset", "provider", "month"), one, strict=True)) for one in found])
        return
    for dataset, provider, month in found:
        show.say(f"{dataset}, {provider}, {month}: removed since, because its time was up.")
    if not found:
        show.say("Nothing that this version holds has been removed.")


def _said(body: Mapping[str, Any]) -> str:
    rows = sum(body["rows"].values())
    return f"{rows:,} rows of {len(body['months'])} months in {len(body['files'])} files"

"""`watchward hub-key`: what packages are sealed to; made at the hub, added by each provider."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.settings import read_settings

app = typer.Typer(help="The hub's keys, to which providers seal.", no_args_is_help=True)
StoreAt = Annotated[Path, typer.Option(help="The partnership's store.")]
By = Annotated[str, typer.Option(help="Who does this, for the ledger.")]
Why = Annotated[str, typer.Option(help="Why, in a sentence.")]


@app.command("new")
def new(
    code: Annotated[str, typer.Argument(help="The hub's code: small letters, digits, hyphens.")],
    store: StoreAt,
    by: By,
) -> None:
    """At the hub: make its first keys, in the store."""
    from watchward.hub.keys import make_keys
    from watchward.lake.store import open_store

    held = open_store(store, create=True, production=read_settings().production)
    made = make_keys(held, code, by=by, now=now())
    show.say(f"{code}: key made. Fingerprint: {made.published.fingerprint}")


@app.command("list")
def listed(store: StoreAt) -> None:
    """At the hub: every key, and until when it opens packages."""
    from watchward.hub.keys import known_keys
    from watchward.lake.store import open_store

    keys = known_keys(open_store(store))
    rows = [
        [key.public, key.since, key.until, "" if key.secret else "revoked"] for key in keys.ages
    ]
    show.table(f"Keys of {keys.code}", ["key", "since", "until", ""], rows)
    show.say(f"Fingerprint: {keys.published.fingerprint}")


@app.command("rotate")
def rotate(store: StoreAt, by: By, reason: Why) -> None:
    """At the hub: a new key; the old one still opens packages for 62 days."""
    from watchward.hub.keys import rotate as make_next
    from watchward.lake.store import open_store

    made = make_next(open_store(store), reason=reason, by=by, now=now())
    show.say(f"{made.code}: new key. Publish it: watchward hub-key publish.")


@app.command("revoke")
def revoke(
    key: Annotated[str, typer.Argument(help="The older key, as `list` shows it.")],
    store: StoreAt,
    by: By,
    reason: Why,
) -> None:
    """At the hub: destroy an older key; nothing sealed to it can be opened again."""
    from watchward.hub.keys import revoke as destroy
    from watchward.lake.store import open_store

    destroy(open_store(store), key, reason=reason, by=by, now=now())
    show.say("The key is revoked.")


@app.command("publish")
def publish(
    store: StoreAt,
    out: Annotated[Path, typer.Option(help="The file to write, for providers.")],
) -> None:
    """At the hub: write the file that providers add; nothing in it is secret."""
    from watchward.hub.keys import known_keys
    from watchward.lake.store import open_store

    keys = known_keys(open_store(store))
    out.write_text(keys.to_text(), "ascii")
    show.say(f"written: {out}")
    show.say(f"Read this out to whoever asks: {keys.published.fingerprint}")


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="What the hub published.")],
    fingerprint: Annotated[
        str, typer.Option(help="What the hub read out over the telephone.")
    ] = "",
) -> None:
    """At a provider: trust a hub's key, once its fingerprint has been compared."""
    from watchward.provider.hubs import add_hub

    key = add_hub(file, hubs=read_settings().hubs, fingerprint=fingerprint)
    show.say(f"{key.code}: added. Seal to it with: watchward prepare --receiver {key.code}.")

"""`watchward enrol`: the hub learns or drops the key of a provider that it has spoken to."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.errors import InputRefusal, UsageRefusal
from watchward.lake.store import Store
from watchward.settings import read_settings


def command(
    provider: Annotated[str, typer.Argument(help="The provider's code.")],
    store: Annotated[Path, typer.Option(help="The partnership's store; made if it is not there.")],
    by: Annotated[str, typer.Option(help="Who checked the key with the provider.")],
    key: Annotated[str, typer.Argument(help="Its public key: 64 hexadecimal digits.")] = "",
    revoke: Annotated[str, typer.Option(help="Trust this key no more: why, in a sentence.")] = "",
    hand_over: Annotated[
        Path | None, typer.Option(help="What the provider's `watchward key rotate` wrote.")
    ] = None,
    nation: Annotated[str, typer.Option(help="England or Wales: whose rules it is under.")] = "",
    code: Annotated[
        str, typer.Option(help="Its nine-character official code instead, as E06000001.")
    ] = "",
) -> None:
    """Enrol a provider's public key, once it has been checked by voice; say its nation."""
    from watchward.hub.enrol import enrol
    from watchward.lake.store import open_store

    alone = bool(nation or code) and not (key or hand_over or revoke)
    if not alone and (bool(key) == bool(hand_over) or (revoke and not key)):
        raise UsageRefusal(
            "It needs either a key or a hand-over.",
            where="watchward enrol",
            do="Give the public key, or --hand-over and the file; --revoke goes with a key.",
        )
    held = open_store(store, create=True, production=read_settings().production)
    if nation or code:
        _state(held, provider, nation, code, by=by)
    if alone:
        return
    if hand_over:
        _follow(held, provider, hand_over, by)
    elif revoke:
        _revoke(held, provider, key, reason=revoke, by=by)
    else:
        enrol(held, provider=provider, public_key_hex=key, by=by, now=now())
        show.say(f"{provider}: key enrolled by {by}.")


def _state(store: Store, provider: str, nation: str, code: str, *, by: str) -> None:
    """The nation, and what it shuts among what the provider owes."""
    from watchward.contract.dataset import datasets
    from watchward.hub.bodies import not_held_there, state_nation
    from watchward.hub.duties import duties

    found = state_nation(store, provider, nation=nation, code=code, by=by, now=now())
    show.say(f"{provider}: in {found}.")
    for duty in duties(store):
        shut = not_held_there(datasets()[duty.dataset], found, on=now().date())
        if duty.provider == provider and shut and duty.ends is None:
            show.say(f"  {duty.dataset}: no body in {found} holds it. End its duty.")


def _follow(store: Store, provider: str, file: Path, by: str) -> None:
    from watchward.contract.hand_over import HandOver
    from watchward.hub.enrol import hand_over

    try:
        said = HandOver.from_text(file.read_text("ascii"), where=file.name)
    except (OSError, UnicodeDecodeError):
        raise InputRefusal(
            "The hand-over cannot be read.", where=file.name, do="Check the path to the file."
        ) from None
    if said.provider != provider:
        raise UsageRefusal(
            "The hand-over is another provider's.", where=file.name, do="Check the code."
        )
    show.say(f"{provider}: new key, {hand_over(store, said, by=by, now=now())}.")


def _revoke(store: Store, provider: str, key: str, *, reason: str, by: str) -> None:
    from watchward.hub.enrol import revoke

    signed = revoke(store, provider, key, reason=reason, by=by, now=now())
    show.say(f"{provider}: key revoked by {by}. {len(signed):,} packages were signed with it.")
    for receipt in signed:
        show.say(f"  {receipt}: signed by a revoked key; it stays until it is corrected.")

"""Gives a provider a new key; the old one's last act is to sign that the new one follows it."""

import datetime as dt
from pathlib import Path

from watchward.contract.container import written_whole
from watchward.contract.hand_over import HandOver
from watchward.errors import StoreRefusal, UsageRefusal
from watchward.provider.seal import provider_key, public_key

NEXT = "-next"  # with a full stop before it: no provider has such a code


def rotate_key(provider: str, *, keys: Path, out: Path, now: dt.datetime) -> Path:
    """The statement for the hub; cut short at any moment, a second try goes on with the same key.

    The statement is on the disk before the old key is gone.
    """
    path = keys / f"{provider}.key"
    if not path.exists():
        raise UsageRefusal(
            "There is no key to follow.",
            where=str(path),
            do="Check the provider's code; a first key is made by `watchward prepare`.",
        )
    old, new = provider_key(keys, provider), provider_key(keys, f".{provider}{NEXT}")
    at = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    said = HandOver(provider, public_key(old), public_key(new), at)
    statement = out / f"{provider}-{said.new[:8]}.hand-over.json"
    try:
        with written_whole(statement) as file:
            file.write(said.to_text(old.sign, new.sign).encode("ascii"))
        (keys / f".{provider}{NEXT}.key").replace(path)
    except OSError as cause:
        raise StoreRefusal(
            f"The hand-over cannot be written: {cause.strerror or 'no room or no permission'}.",
            where=str(out),
            do="Make room or choose another folder with --out, then try again.",
        ) from None
    return statement

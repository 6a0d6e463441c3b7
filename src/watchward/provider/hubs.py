"""Hubs whose public keys somebody here has compared: `prepare --receiver CODE` seals to them."""

from pathlib import Path

from watchward.contract.hub_key import CODE, HubKey
from watchward.errors import UsageRefusal
from watchward.provider.keep import keep

LARGEST = 10_000


def read_published(file: Path) -> HubKey:
    """A hub's file, its signature checked, not yet trusted."""
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST).decode("ascii")
    except (OSError, UnicodeDecodeError):
        raise UsageRefusal(
            "The hub's key cannot be read.", where=file.name, do="Check the path to the file."
        ) from None
    return HubKey.from_text(text, where=file.name)


def add_hub(file: Path, *, hubs: Path, fingerprint: str = "") -> HubKey:
    """Trust it: by its fingerprint, or because it follows a key of the same hub that is known."""
    key = read_published(file)
    known = hub_key(key.code, hubs=hubs) if (hubs / f"{key.code}.toml").exists() else None
    if known and known.signing == key.signing:
        if key.valid_from < known.valid_from:
            raise UsageRefusal(
                "It is older than the key that you have.",
                where=file.name,
                do="Ask the hub for its present key.",
            )
    elif _tidy(fingerprint) != _tidy(key.fingerprint):
        raise UsageRefusal(
            f"The key's fingerprint is {key.fingerprint}"
            + (", and it is not the hub that you knew by this code." if known else "."),
            where=file.name,
            do="Compare it with the hub over the telephone; if it is the same, add "
            "--fingerprint with what the hub read out.",
        )
    keep(hubs / f"{key.code}.toml", file.read_text("ascii"))
    return key


def hub_key(code: str, *, hubs: Path) -> HubKey:
    """The key to seal to."""
    path = hubs / f"{code}.toml"
    if not CODE.fullmatch(code) or not path.exists():
        raise UsageRefusal(
            "No hub of that code has been added.",
            where="--receiver",
            do="Get the hub's key file, compare it by telephone, then: watchward hub-key add FILE.",
        )
    key = read_published(path)
    if key.code != code:
        raise UsageRefusal(
            "The file is of another hub.", where=path.name, do="Add the hub's key again."
        )
    return key


def _tidy(fingerprint: str) -> str:
    return "".join(fingerprint.split()).lower()

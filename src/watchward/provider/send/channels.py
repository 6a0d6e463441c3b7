"""Which way out an address names; each gives the same answers."""

from dataclasses import dataclass, field
from pathlib import Path

from watchward.errors import InputRefusal, UsageRefusal
from watchward.provider.send.answers import Keeping, PickedUp, Progress, Sent
from watchward.provider.send.folder import pick_up, send
from watchward.provider.send.site import send_to_site

SITES = ("https", "http")


@dataclass(frozen=True)
class Access:
    """What the ways out need beside the address; the secrets come from the environment alone."""

    token: str = field(default="", repr=False)


def deliver(package: Path, to: str, *, access: Access, progress: Progress | None = None) -> Sent:
    """Send one package, whole or not at all; to send the same one again changes nothing."""
    kind = scheme(to)
    if kind in SITES:
        return send_to_site(package, to, key=access.token, progress=progress)
    return Sent(str(send(package, Path(to))), "sent")


def answers(to: str, *, keeping: Keeping, access: Access) -> PickedUp:  # noqa: ARG001
    """What the hub has laid ready there. A website gives its receipt when it is sent to."""
    if scheme(to) in SITES:
        return PickedUp()
    folder = Path(to)
    if not folder.is_dir():
        raise InputRefusal("There is no such folder.", where="--from", do="Check the path.")
    return pick_up(folder, ours=keeping.ours, hubs=keeping.hubs, kept=keeping.kept)


def scheme(to: str) -> str:
    """ "" for a folder."""
    if "://" not in to:
        return ""
    kind = to.partition("://")[0].lower()
    if kind not in SITES:
        raise UsageRefusal(
            "There is no such way to send.",
            where="--to",
            do="Give a folder, or an address that begins with https://.",
        )
    return kind

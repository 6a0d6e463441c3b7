"""Which way out an address names; each gives the same answers."""

from dataclasses import dataclass, field
from pathlib import Path

from watchward.contract.mesh import SCHEME as MESH
from watchward.contract.mesh import Mailbox, Secrets
from watchward.errors import InputRefusal, UsageRefusal
from watchward.provider.send.answers import Keeping, PickedUp, Progress, Sent
from watchward.provider.send.folder import pick_up, send
from watchward.provider.send.mesh import pick_up_by_mesh, send_by_mesh
from watchward.provider.send.sftp import pick_up_by_sftp, send_by_sftp
from watchward.provider.send.site import send_to_site
from watchward.provider.send.ssh import SCHEME as SFTP
from watchward.provider.send.ssh import Login

SITES = ("https", "http")


@dataclass(frozen=True)
class Access:
    """What the ways out need beside the address; the secrets come from the environment alone."""

    sftp: Login
    mesh: Path  # folder of this machine's mailbox
    mesh_secrets: Secrets
    token: str = field(default="", repr=False)


def deliver(package: Path, to: str, *, access: Access, progress: Progress | None = None) -> Sent:
    """Send one package, whole or not at all; to send the same one again changes nothing."""
    kind = scheme(to)
    if kind in SITES:
        return send_to_site(package, to, key=access.token, progress=progress)
    if kind == SFTP:
        return send_by_sftp(package, to, login=access.sftp, progress=progress)
    if kind == MESH:
        own = Mailbox.read(access.mesh)
        return send_by_mesh(package, to, own=own, secrets=access.mesh_secrets)
    return Sent(str(send(package, Path(to))), "sent")


def answers(to: str, *, keeping: Keeping, access: Access) -> PickedUp:
    """What the hub has laid ready there. A website gives its receipt when it is sent to."""
    kind = scheme(to)
    if kind in SITES:
        return PickedUp()
    if kind == SFTP:
        return pick_up_by_sftp(to, login=access.sftp, keeping=keeping)
    if kind == MESH:
        own = Mailbox.read(access.mesh)
        return pick_up_by_mesh(to, own=own, secrets=access.mesh_secrets, keeping=keeping)
    folder = Path(to)
    if not folder.is_dir():
        raise InputRefusal("There is no such folder.", where="--from", do="Check the path.")
    return pick_up(folder, ours=keeping.ours, hubs=keeping.hubs, kept=keeping.kept)


def scheme(to: str) -> str:
    """What stands before ://, where it is known here; "" for a folder."""
    kind, mark, _ = to.partition("://")
    if not mark:
        return ""
    if kind.lower() not in (*SITES, SFTP, MESH):
        raise UsageRefusal(
            "There is no such way to send.",
            where="--to",
            do=f"Give a folder, or an address that begins with https://, {SFTP}:// or {MESH}://.",
        )
    return kind.lower()

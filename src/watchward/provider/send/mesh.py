"""Sends a package from this mailbox of NHS MESH to the hub's, and picks up the hub's answers here.

A message whose parts have not all arrived is delivered to nobody; sent again, it counts once.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchward.contract.container import copy_hashed
from watchward.contract.mesh import Mailbox, Secrets, connected
from watchward.contract.signed_receipt import LARGEST
from watchward.errors import Refusal
from watchward.provider.receipts import as_text, stem
from watchward.provider.send.answers import Keeping, PickedUp, Sent, sort_out
from watchward.provider.send.reading import cannot_read

if TYPE_CHECKING:
    from mesh_client import MeshClient

PART = 20 * 1024 * 1024  # bytes; the client itself would send up to 75 MB at once
REPORT = "REPORT"


def send_by_mesh(
    package: Path, to: str, *, own: Mailbox, secrets: Secrets, part: int = PART
) -> Sent:
    """`to` is mesh://MAILBOX, the hub's; what stands in `Sent.where` is MESH's own message id."""
    hub = own.named(to)
    try:
        source = package.open("rb")
    except OSError as cause:
        raise cannot_read(package, cause) from None
    with source, connected(own, secrets) as client:
        sha256, _ = copy_hashed(source)
        source.seek(0)
        message = client.send_message(
            hub,
            source,
            max_chunk_size=part,
            workflow_id=own.packages,
            filename=package.name,
            local_id=sha256[:32],
            content_type="application/octet-stream",
        )
    return Sent(f"{hub}, message {message}", "sent")


def pick_up_by_mesh(hub: str, *, own: Mailbox, secrets: Secrets, keeping: Keeping) -> PickedUp:
    """What the hub's mailbox answered. What is nobody's here stays in the mailbox for others.

    `PickedUp.finish` takes from the mailbox what was kept; call it when all is written down.
    """
    found = PickedUp()
    done: list[str] = []
    with connected(own, secrets) as client:
        for message in _ours(client, own, own.named(hub)):
            one = _read(message, keeping)
            done += [message.id()] if one.receipts or one.turned_away else []
            found = found.and_also(one)

    def finish() -> None:
        if done:
            with connected(own, secrets) as client:
                for taken in done:
                    client.acknowledge_message(taken)

    return found.then(finish)


def _ours(client: "MeshClient", own: Mailbox, hub: str) -> Iterator[Any]:
    """Receipts and refusals from the hub, and MESH's own reports of what it could not deliver."""
    for number in list(client.iterate_message_ids()):
        message = client.retrieve_message(number)
        report = message.message_type == REPORT and message.workflow_id == own.packages
        if report or (message.workflow_id == own.receipts and message.sender == hub):
            yield message


def _read(message: Any, keeping: Keeping) -> PickedUp:
    name = str(message.filename or "")
    if message.message_type == REPORT:
        why = str(message.mex_header("statusdescription") or "MESH could not deliver it.")
        told = stem(name)
        return PickedUp(turned_away={told: why} if told in keeping.ours else {})
    try:
        text = as_text(message.read(LARGEST), where=name)
    except Refusal as refusal:
        return PickedUp(refused=(refusal,))
    given = [(name, lambda: text)]
    if name.endswith(".txt"):
        return sort_out([], given, keeping)
    return sort_out(given, [], keeping)

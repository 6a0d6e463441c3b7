"""Sends one package the way that the address names, notes it, keeps the answer, and says so.

Shared by `send` and `monthly`.
"""

import datetime as dt
from pathlib import Path

from watchward.cli import show
from watchward.contract.receipt import Receipt
from watchward.errors import Refusal
from watchward.provider.receipts import (
    keep_receipt,
    note_sent,
    note_turned_away,
    sent_packages,
)
from watchward.provider.send.answers import Keeping, PickedUp, Sent
from watchward.provider.send.channels import Access, answers, deliver
from watchward.settings import Settings

WORDS = {"received": "received", "held": "already held", "sent": "sent"}


def send_one(
    package: Path,
    to: str,
    *,
    settings: Settings,
    access: Access,
    now: dt.datetime,
    synthetic: bool = False,
) -> None:
    """What was sent is noted after it has gone: killed between, it goes again and counts once."""
    with show.progress(f"Sending {package.name}") as move:
        sent: Sent = deliver(package, to, access=access, progress=move)
    note_sent(package, to=to, sent=settings.sent, now=now, synthetic=synthetic)
    said = sent.where if sent.state == "sent" else f"{package.name} {sent.receipt}".rstrip()
    show.say(f"{WORDS.get(sent.state, 'being checked')}: {said}")
    if sent.told:
        _keep(sent.told, settings, where=sent.receipt)


def _keep(told: str, settings: Settings, *, where: str) -> None:
    """The package has arrived either way: a receipt that cannot be checked is only said."""
    try:
        told_by(keep_receipt(told, hubs=settings.hubs, kept=settings.receipts, where=where))
    except Refusal as refusal:
        show.note(f"The receipt was not kept. {refusal}")


def collect_answers(to: str, *, settings: Settings, access: Access) -> PickedUp:
    """Pick up what the hub has laid ready for packages sent from here, and remember it."""
    ours = {one.package for one in sent_packages(settings.sent)}
    keeping = Keeping(ours, hubs=settings.hubs, kept=settings.receipts)
    found = answers(to, keeping=keeping, access=access)
    for name, why in found.turned_away.items():
        note_turned_away(name, why, sent=settings.sent)
        show.note(f"The hub refused {name}. {why}")
    found.finish()
    return found


def told_by(receipt: Receipt) -> None:
    """One line for a person."""
    show.say(
        f"Receipt {receipt.id}: {receipt.period}, {receipt.accepted:,} rows accepted, "
        f"{receipt.rejected:,} rejected."
    )

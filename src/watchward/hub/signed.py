"""The hub's signature under what it says: a receipt that a provider can keep and check."""

import json
from pathlib import Path

from watchward.contract.container import written_whole
from watchward.contract.receipt import Receipt
from watchward.contract.signed_receipt import SignedReceipt
from watchward.errors import StoreRefusal
from watchward.hub.keys import hub_keys
from watchward.lake.store import Store


def signed_receipt(store: Store, receipt: Receipt) -> SignedReceipt | None:
    """The same each time that it is asked for; None where the hub has no key to sign with."""
    keys = hub_keys(store)
    return SignedReceipt.by(keys.code, receipt, keys.sign) if keys else None


def receipt_text(store: Store, receipt: Receipt) -> str:
    """The file that a provider is given, signed where the hub can sign."""
    told = signed_receipt(store, receipt) or receipt
    return json.dumps(told.to_json(), indent=2, sort_keys=True) + "\n"


def give_receipt(store: Store, receipt: Receipt, folder: Path) -> Path:
    """Put it into `folder`, whole or not at all; repeat at will."""
    target = folder / f"{receipt.id}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with written_whole(target) as out:
            out.write(receipt_text(store, receipt).encode("utf-8"))
    except OSError as cause:
        raise StoreRefusal(
            f"The receipt cannot be written: {cause.strerror or 'no room or no permission'}.",
            where=str(folder),
            do="Check the folder and its room, then do the same again.",
        ) from None
    return target

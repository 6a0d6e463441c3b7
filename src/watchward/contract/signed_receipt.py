"""A receipt with the hub's signature on it: only the hub can say that a package has arrived."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from watchward.contract.hub_key import RECEIPT, HubKey
from watchward.contract.receipt import Receipt
from watchward.contract.signature import verify
from watchward.errors import PackageRefusal

LARGEST = 1_000_000  # bytes; a receipt holds counts and no rows
UNSIGNED = ("signature", "superseded_by")  # the second is the website's to say, and changes
KINDS = {"str": str, "int": int, "bool": bool}


@dataclass(frozen=True)
class SignedReceipt:
    """The hub is named by its code, as in its published key."""

    receipt: Receipt
    hub: str
    signature: str  # hex, Ed25519
    said: Mapping[str, Any]  # what is signed: another version's receipt may hold more, or less

    @classmethod
    def by(cls, hub: str, receipt: Receipt, sign: Callable[[bytes], bytes]) -> "SignedReceipt":
        """As the hub gives it."""
        said = {**receipt.to_json(), "hub": hub}
        return cls(receipt, hub, sign(_signed_bytes(said)).hex(), said)

    def to_json(self) -> dict[str, Any]:
        """The receipt as plain data, with who signed it and how."""
        return {**self.receipt.to_json(), "hub": self.hub, "signature": self.signature}

    @classmethod
    def from_text(cls, text: str, *, where: str) -> "SignedReceipt":
        """Read one; whether the hub signed it is asked with `checked`."""
        names = {field.name for field in fields(Receipt)}
        try:
            written = json.loads(text)
            receipt = Receipt(**{name: written[name] for name in names & set(written)})
            said = {name: written[name] for name in written if name not in UNSIGNED}
            read = cls(receipt, written["hub"], written["signature"], said)
        except (ValueError, KeyError, TypeError, RecursionError, PackageRefusal):
            raise _not_the_hubs(where) from None
        if not _well_typed(read):
            raise _not_the_hubs(where)
        return read

    def checked(self, hub: HubKey, *, where: str) -> Receipt:
        """The receipt, if that hub signed it."""
        try:
            signature, key = bytes.fromhex(self.signature), bytes.fromhex(hub.signing)
        except ValueError:
            raise _not_the_hubs(where) from None
        signed = _signed_bytes(self.said)
        if self.hub != hub.code or not verify(key, signature, signed):
            raise _not_the_hubs(where)
        return self.receipt


def _signed_bytes(said: Mapping[str, Any]) -> bytes:
    return RECEIPT + json.dumps(dict(said), sort_keys=True).encode("ascii")


def _well_typed(read: SignedReceipt) -> bool:
    """JSON may put anything anywhere, and a person is shown what stands here."""
    texts = (read.hub, read.signature)
    kinds = ((getattr(read.receipt, f.name), f.type) for f in fields(Receipt))
    return all(isinstance(text, str) for text in texts) and all(
        type(value) is KINDS.get(getattr(kind, "__name__", str(kind)), type(value))
        for value, kind in kinds
    )


def _not_the_hubs(where: str) -> PackageRefusal:
    return PackageRefusal(
        "It is not a receipt as the hub signed it.",
        where=where,
        do="Do not count the package as received; ask the hub for the receipt again.",
    )

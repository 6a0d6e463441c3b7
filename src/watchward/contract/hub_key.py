"""A hub's public keys, as it publishes them: one small signed text file that a provider adds.

The fingerprint is of the signing key, which stays: once a person has compared it, later age keys
under the same signature need no second telephone call.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass

from watchward.contract.sealed import is_public
from watchward.contract.signature import verify
from watchward.errors import UsageRefusal

CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
PURPOSE = b"watchward hub key 1 "
RECEIPT = b"watchward receipt 1 "
FIELDS = ("code", "age", "signing", "valid_from")


@dataclass(frozen=True)
class HubKey:
    """What packages for `code` are sealed to, and what its receipts are signed with."""

    code: str
    age: str
    signing: str  # hex, Ed25519
    valid_from: str  # UTC, ISO 8601

    @property
    def fingerprint(self) -> str:
        """Eight groups of four, to be read out over the telephone."""
        digest = hashlib.sha256(PURPOSE + f"{self.code} {self.signing}".encode("ascii")).hexdigest()
        return " ".join(digest[at : at + 4] for at in range(0, 32, 4))

    def signed_bytes(self) -> bytes:
        """What the hub's signing key signs."""
        return PURPOSE + json.dumps(asdict(self), sort_keys=True).encode("ascii")

    def to_text(self, sign: Callable[[bytes], bytes]) -> str:
        """The file that is published."""
        lines = ["# A Watchward hub's public keys: nothing in it is secret."]
        lines += [f'{name} = "{getattr(self, name)}"' for name in FIELDS]
        lines += [f'fingerprint = "{self.fingerprint}"']
        lines += [f'signature = "{sign(self.signed_bytes()).hex()}"']
        return "\n".join(lines) + "\n"

    @classmethod
    def from_text(cls, text: str, *, where: str) -> "HubKey":
        """Read a published file; one that was changed is refused."""
        try:
            written = tomllib.loads(text)
            key = cls(**{name: written[name] for name in FIELDS})
            whole = CODE.fullmatch(key.code) and is_public(key.age) and key.valid_from.isascii()
            signature = bytes.fromhex(written["signature"])
            good = whole and verify(bytes.fromhex(key.signing), signature, key.signed_bytes())
        except (ValueError, KeyError, TypeError, AttributeError):
            good = False
        if not good:
            raise UsageRefusal(
                "It is not a hub's key as the hub signed it.",
                where=where,
                do="Ask the hub for the file that `watchward hub-key publish` wrote.",
            )
        return key

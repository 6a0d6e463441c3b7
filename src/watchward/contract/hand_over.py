"""A provider's word that it has a new key, signed by the old one and by the new one."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from watchward.contract.signature import verify
from watchward.errors import PackageRefusal

PURPOSE = b"watchward key hand-over 1 "
FIELDS = ("provider", "old", "new", "at")


@dataclass(frozen=True)
class HandOver:
    """From the key `old` to the key `new`, both public and in hexadecimal."""

    provider: str
    old: str
    new: str
    at: str  # UTC, ISO 8601

    def signed_bytes(self) -> bytes:
        """What both keys sign."""
        return PURPOSE + json.dumps(asdict(self), sort_keys=True).encode("ascii")

    def to_text(self, by_old: Callable[[bytes], bytes], by_new: Callable[[bytes], bytes]) -> str:
        """The statement, for the hub."""
        signed = self.signed_bytes()
        both = {"by_old": by_old(signed).hex(), "by_new": by_new(signed).hex()}
        return json.dumps({**asdict(self), **both}, indent=2) + "\n"

    @classmethod
    def from_text(cls, text: str, *, where: str) -> "HandOver":
        """Read a statement; one that either key did not sign is refused."""
        try:
            written = json.loads(text)
            said = cls(**{name: written[name] for name in FIELDS})
            good = all(isinstance(getattr(said, name), str) for name in FIELDS) and all(
                verify(bytes.fromhex(key), bytes.fromhex(written[by]), said.signed_bytes())
                for key, by in ((said.old, "by_old"), (said.new, "by_new"))
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            good = False
        if not good:
            raise PackageRefusal(
                "It is not a hand-over that both keys have signed.",
                where=where,
                do="Ask the provider for the file that `watchward key rotate` wrote.",
            )
        return said

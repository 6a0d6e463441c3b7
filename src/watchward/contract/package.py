"""What crosses the boundary: a signed manifest that says all about the data, then the data."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from watchward.contract.period import Period
from watchward.errors import PackageRefusal, UsageRefusal

FORMAT = "watchward-package/1"
PERSONAL, NOT_PERSONAL = "personal", "not personal"


@dataclass(frozen=True)
class Manifest:
    """Everything the hub must know before it opens the data; holds no value of any record."""

    dataset: str
    dataset_version: str
    provider: str
    period: str  # "YYYY-MM" or "YYYY-MM..YYYY-MM"
    synthetic: bool
    made_at: str  # UTC, ISO 8601
    made_by: str  # software and version
    source_sha256: str
    source_bytes: int
    rows_read: int
    rows_unreadable: int
    rows_packaged: int
    unreadable_reasons: Mapping[str, int]
    columns: tuple[str, ...]
    fields: tuple[str, ...]  # order of the fault bits
    treatments: Mapping[str, str]
    dropped: Mapping[str, int]  # kind of identifier → count found in dropped columns
    assessment: Mapping[str, Any]
    data_sha256: str
    data_bytes: int
    public_key: str  # hex, Ed25519
    replaces: str = ""
    rows_left_out: int = 0  # read, and not of this data set
    left_out_reasons: Mapping[str, int] = field(default_factory=dict)
    receiver: str = ""  # hub whose pseudonyms these are; empty: not said
    placed: Mapping[str, Any] = field(default_factory=dict)  # location texts, by what they came to
    gateways: Mapping[str, str] = field(default_factory=dict)  # field that was sent → its gateway
    treated_as: str = PERSONAL  # or NOT_PERSONAL, where the provider has recorded so
    approvals: Mapping[str, Any] = field(default_factory=dict)  # kind → days it stands, no names
    snapped: Mapping[str, Any] = field(default_factory=dict)  # to what places were moved
    coarser: Mapping[str, Any] = field(default_factory=dict)  # than the data set: contract.coarser
    format: str = field(default=FORMAT)

    def to_bytes(self) -> bytes:
        """Canonical JSON, the bytes that are signed."""
        text = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return text.encode("ascii")

    @classmethod
    def from_bytes(cls, data: bytes, *, where: str = "") -> "Manifest":
        """Read the signed bytes; anything unexpected is refused, naming the file `where`."""
        try:
            written = json.loads(data)
            if written.get("format") != FORMAT:
                raise ValueError
            written["columns"] = tuple(written["columns"])
            written["fields"] = tuple(written["fields"])
            manifest = cls(**written)
            Period.parse(manifest.period)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UsageRefusal):
            raise PackageRefusal(
                "The manifest is not one that this version of Watchward reads.",
                where=where,
                do="Ask the provider to prepare the package again with the same version.",
            ) from None
        return manifest


@dataclass(frozen=True)
class Package:
    """A verified package on disk: its manifest, and where its data begins in the file."""

    path: Path
    manifest: Manifest
    sha256: str
    data_offset: int

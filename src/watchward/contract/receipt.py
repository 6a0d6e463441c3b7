"""What the hub says back: every row of the source file accounted for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from watchward.contract.package import PERSONAL
from watchward.errors import PackageRefusal


@dataclass(frozen=True)
class Receipt:
    """Rows read = unreadable + left out + packaged, and packaged = accepted + rejected."""

    id: str
    package: str  # SHA-256 of the package
    file: str  # the package's file name
    dataset: str
    provider: str
    period: str
    rows_read: int
    unreadable: int
    packaged: int
    accepted: int
    rejected: int
    reasons: Mapping[str, int]  # "rule: field" → rows; a row may break several rules
    notes: Mapping[str, int]
    synthetic: bool
    key: str  # how the key was known: "enrolled", or "pinned on first use, not verified"
    replaces: str
    received_at: str  # UTC, ISO 8601
    store_version: str
    left_out: int = 0  # rows that the provider read and kept: not of this data set
    treated_as: str = PERSONAL  # or NOT_PERSONAL, where the provider has recorded so
    # Field → shift, or all hours → recorded, not recorded, not asked → rows accepted; none small.
    completeness: Mapping[str, Any] = field(default_factory=dict)
    risk: Mapping[str, Any] = field(default_factory=dict)  # as the provider measured it
    placed: Mapping[str, Any] = field(default_factory=dict)  # location texts: what they came to
    approvals: Mapping[str, Any] = field(default_factory=dict)  # kind → days it stands, no names
    gateways: Mapping[str, str] = field(default_factory=dict)  # field that was sent → its gateway
    coarser: str = ""  # what it keeps less of than its data set declares, in words

    def __post_init__(self) -> None:
        if self.rows_read != self.unreadable + self.left_out + self.packaged:
            raise PackageRefusal(
                "Rows read are not those packaged, unreadable and left out.", where=self.file
            )
        if self.packaged != self.accepted + self.rejected:
            raise PackageRefusal(
                "Rows packaged are not rows accepted plus rows rejected.", where=self.file
            )

    def to_json(self) -> dict[str, Any]:
        """The receipt as plain data."""
        return asdict(self)

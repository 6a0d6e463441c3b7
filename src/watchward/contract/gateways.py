"""Which law or agreement lets a field leave, from when, and what it never lets leave."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from watchward.contract.package import NOT_PERSONAL
from watchward.errors import UsageRefusal

HERE = Path(__file__).with_suffix(".toml")
HEALTH_OR_CARE = ("care_board",)  # sides of health and social care authorities that send numbers


@dataclass(frozen=True)
class Gateway:
    """One of gateways.toml. `needs_basis`: nothing leaves by it until a basis is recorded.

    `never_patients`: patient information from anybody is refused. `health_not_personal`: what a
    health or social care authority sends by it must be recorded as no personal data.
    """

    code: str
    title: str
    statute: str
    url: str
    valid_from: dt.date
    nations: tuple[str, ...]
    authorises: str
    status: str
    valid_until: dt.date | None = None
    needs_basis: bool = False
    never_patients: bool = False
    health_not_personal: bool = False

    def stands(self, day: dt.date) -> bool:
        """True where it was law, or possible, on that day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Forbidden:
    """What a law expressly never lets leave by a gateway, and whether a record could settle it."""

    what: str
    unless_not_personal: bool


def forbidden(gateway: Gateway, *, side: str, patients: bool, treated_as: str) -> Forbidden | None:
    """None where nothing of a data set is: `patients` says that it is of patients' records."""
    if gateway.never_patients and patients:
        return Forbidden(f"{gateway.statute} never lets patient information leave.", False)
    if gateway.health_not_personal and side in HEALTH_OR_CARE and treated_as != NOT_PERSONAL:
        who = "a health or social care authority's personal information"
        return Forbidden(f"{gateway.statute} never lets {who} leave.", True)
    return None


def days_hold(on: str, until: str, day: str) -> bool:
    """True where a decision of the day `on`, with the last day `until` or none, stands on `day`."""
    return bool(on) and on <= day <= (until or day)


@cache
def gateways() -> Mapping[str, Gateway]:
    """Every gateway, by code."""
    written = tomllib.loads(HERE.read_text("utf-8"))
    return {
        code: Gateway(code=code, **one | {"nations": tuple(one["nations"])})
        for code, one in written.items()
    }


def read_gateways(
    written: Mapping[str, list[str]], *, dataset: str, leaving: tuple[str, ...]
) -> Mapping[str, str]:
    """Field → gateway; refused unless every field that leaves names exactly one that is known."""
    named = [name for names in written.values() for name in names]
    if set(written) - set(gateways()) or sorted(named) != sorted(leaving):
        raise UsageRefusal(
            "Each field that leaves names one gateway, and one that Watchward knows.",
            where=f"data set {dataset}, [gateways]",
            do=f"There are: {', '.join(gateways())}. Fields that leave: {', '.join(leaving)}.",
        )
    return {name: code for code, names in written.items() for name in names}

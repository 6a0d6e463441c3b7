"""What may stand in a package's name and manifest."""

import re

from watchward.errors import UsageRefusal

CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
RECEIPT = re.compile(r"[A-Za-z0-9._-]{0,128}")


def check_names(provider: str, replaces: str, receiver: str = "") -> None:
    """Refuse a provider's or receiver's code or a receipt id that could not be one."""
    if not CODE.fullmatch(provider):
        raise UsageRefusal(
            "The provider's code is not one.",
            where="--provider",
            do="Use small letters, digits and hyphens, for example city-hospital.",
        )
    if receiver and not CODE.fullmatch(receiver):
        raise UsageRefusal(
            "The receiver's code is not one.",
            where="--receiver",
            do="Use small letters, digits and hyphens, for example city-partnership.",
        )
    if not RECEIPT.fullmatch(replaces):
        raise UsageRefusal(
            "The receipt to replace is not one.",
            where="--replaces",
            do="Copy the id from the receipt, or from `watchward ledger`.",
        )

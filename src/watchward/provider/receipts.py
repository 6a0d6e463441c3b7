"""What was sent from this machine, and the hubs' signed receipts for it: what still lacks one."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from watchward.contract.container import SUFFIX, package_stem
from watchward.contract.receipt import Receipt
from watchward.contract.sealed import SEALED
from watchward.contract.signed_receipt import LARGEST, SignedReceipt
from watchward.errors import PackageRefusal, Refusal, UsageRefusal
from watchward.provider.hubs import hub_key
from watchward.provider.keep import keep

MOST_WORDS = 500


@dataclass(frozen=True)
class Sent:
    """One package on its way, by its name without suffix; `at` is when it was first sent."""

    package: str
    to: str
    at: str  # UTC, ISO 8601
    synthetic: bool = False  # known to be made up; a package that was sent by hand does not say
    turned_away: str = ""  # why the hub refused it; "" where it did not, or has not said so


def stem(name: str) -> str:
    """A package's name, whether it is sealed or not."""
    return name.removesuffix(SEALED).removesuffix(SUFFIX)


def note_sent(
    package: Path, *, to: str, sent: Path, now: dt.datetime, synthetic: bool = False
) -> None:
    """Remember that it was sent; sent again, the first time stands."""
    path = sent / f"{stem(package.name)}.json"
    if not path.exists():
        keep(path, json.dumps(asdict(Sent(stem(package.name), to, now.isoformat(), synthetic))))


def note_turned_away(package: str, why: str, *, sent: Path) -> None:
    """Remember that the hub refused it: its month is still to be sent."""
    for one in sent_packages(sent):
        if one.package == package and not one.turned_away:
            keep(sent / f"{package}.json", json.dumps(asdict(replace(one, turned_away=why))))


def sent_packages(sent: Path) -> tuple[Sent, ...]:
    """All that were noted, the oldest first."""
    try:
        noted = [Sent(**json.loads(path.read_text("utf-8"))) for path in sent.glob("*.json")]
    except (OSError, ValueError, TypeError):
        raise UsageRefusal(
            "What was sent from here cannot be read.",
            where=str(sent),
            do="Bring the folder back from your backup, or remove the file that is damaged.",
        ) from None
    return tuple(sorted(noted, key=lambda one: one.at))


def keep_receipt(text: str, *, hubs: Path, kept: Path, where: str) -> Receipt:
    """Keep it if a hub that is known here signed it; anything else is refused."""
    receipt = _checked(text, hubs=hubs, where=where)
    keep(kept / f"{package_of(receipt)}.json", text)
    return receipt


def kept_receipts(kept: Path, *, hubs: Path) -> tuple[tuple[Receipt, ...], tuple[Refusal, ...]]:
    """Those whose signature still holds, the oldest first; and why the others are none."""
    good: list[Receipt] = []
    bad: list[Refusal] = []
    for path in sorted(kept.glob("*.json")):
        try:
            good.append(_checked(read_small(path), hubs=hubs, where=path.name))
        except Refusal as refusal:
            bad.append(refusal)
    return tuple(sorted(good, key=lambda one: one.received_at)), tuple(bad)


def lacking(
    packages: tuple[Sent, ...], receipts: tuple[Receipt, ...], *, days: int, now: dt.datetime
) -> tuple[Sent, ...]:
    """Sent `days` ago or longer, and no receipt has come."""
    received = {package_of(receipt) for receipt in receipts}
    latest = now - dt.timedelta(days=days)
    return tuple(
        one
        for one in packages
        if one.package not in received and dt.datetime.fromisoformat(one.at) <= latest
    )


def package_of(receipt: Receipt) -> str:
    """The name of the package that it is for, from what the hub signed."""
    return package_stem(receipt.provider, receipt.dataset, receipt.period, receipt.package)


def read_small(path: Path) -> str:
    """A file that came from elsewhere, no further than a receipt can go."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST)
    except OSError:
        raw = b"\xff"
    return as_text(raw, where=path.name)


def as_text(raw: bytes, *, where: str) -> str:
    """What came from elsewhere, as text."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise PackageRefusal(
            "It cannot be read.", where=where, do="Ask the hub for it again."
        ) from None


def words(text: str) -> str:
    """What a hub says of a refusal, fit for a screen."""
    return "".join(c if c.isprintable() else " " for c in text[:MOST_WORDS]).strip()


def read_receipt(text: str, *, where: str) -> Receipt:
    """What it says, not yet believed."""
    return SignedReceipt.from_text(text, where=where).receipt


def _checked(text: str, *, hubs: Path, where: str) -> Receipt:
    signed = SignedReceipt.from_text(text, where=where)
    try:
        hub = hub_key(signed.hub, hubs=hubs)
    except UsageRefusal:
        raise PackageRefusal(
            "Nobody here has compared the key of the hub that it names.",
            where=where,
            do="Get the hub's key file, compare it by telephone, then: watchward hub-key add FILE.",
        ) from None
    return signed.checked(hub, where=where)

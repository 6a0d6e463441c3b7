"""What must be decided before patients' records may leave: who said so, when, under what reference.

The register lies with the provider's keys and goes nowhere. The last entry of a kind counts, so an
approval is withdrawn by another one that has ended. Made-up data need none.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from watchward.contract.container import written_whole
from watchward.contract.dataset import Dataset
from watchward.contract.gateways import days_hold
from watchward.contract.package import NOT_PERSONAL, PERSONAL
from watchward.errors import PrivacyRefusal, UsageRefusal
from watchward.provider.names import check_names

WORDS = {
    "caldicott": "the Caldicott Guardian's approval",
    "confidentiality": "the basis in the law of confidentiality",
    "opt-out": "the decision on the national data opt-out (England; elsewhere, that it is not one)",
    "notice": "the notice to patients",
    "basis": "another basis for fields that the prescribed ones do not cover",
    "not-personal": "the decision that what leaves is no personal data",
}
KINDS = tuple(WORDS)


@dataclass(frozen=True)
class Approval:
    """One entry: `until` is its last day; `dataset` empty is every data set."""

    kind: str
    who: str
    on: str
    reference: str
    dataset: str = ""
    until: str = ""
    recorded_at: str = ""
    fields: tuple[str, ...] = ()  # of a basis: what it covers; none is every field that waits

    def stands(self, day: dt.date) -> bool:
        """True where it has been given and has not ended."""
        return days_hold(self.on, self.until, day.isoformat())


def register(keys: Path, provider: str) -> Path:
    """Where a provider's approvals are kept."""
    check_names(provider, "")
    return keys / "approvals" / f"{provider}.json"


def read(keys: Path, provider: str) -> tuple[Approval, ...]:
    """Every entry, oldest first; a register that cannot be read opens nothing."""
    path = register(keys, provider)
    try:
        written = json.loads(path.read_text("utf-8"))
        return tuple(Approval(**one | {"fields": tuple(one.get("fields", ()))}) for one in written)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError):
        raise UsageRefusal(
            "The register of approvals cannot be read.",
            where=path.name,
            do="Put back its last copy, or remove it and record each approval again.",
        ) from None


def record(keys: Path, provider: str, approval: Approval) -> None:
    """Add one entry; the file is whole before and after."""
    if approval.kind not in KINDS:
        raise UsageRefusal(
            "There is no approval of that kind.", do=f"There are: {', '.join(KINDS)}."
        )
    for said, option in ((approval.who, "--who"), (approval.reference, "--reference")):
        if not said.strip():
            raise UsageRefusal(
                "An approval says who gave it, and where that is written.",
                where=option,
                do="Give both.",
            )
    entries: list[dict[str, Any]] = [asdict(one) for one in (*read(keys, provider), approval)]
    path = register(keys, provider)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with written_whole(path) as file:
        file.write(json.dumps(entries, indent=1).encode("ascii"))


def missing(entries: Sequence[Approval], dataset: Dataset, *, day: dt.date) -> tuple[str, ...]:
    """Kinds that the data set asks for and that do not stand on that day."""
    standing = stand(entries, dataset, day=day)
    return tuple(kind for kind in dataset.approvals if kind not in standing)


def stand(entries: Sequence[Approval], dataset: Dataset, *, day: dt.date) -> Mapping[str, Approval]:
    """Kind → its last entry for the data set, where that stands on the day."""
    last = {one.kind: one for one in entries if one.dataset in ("", dataset.name)}
    return {kind: one for kind, one in last.items() if one.stands(day)}


def days_of(standing: Mapping[str, Approval], dataset: Dataset) -> dict[str, dict[str, str]]:
    """What the manifest says of them: kinds and days, never who or where it is written."""
    return {
        kind: {"on": one.on, "until": one.until}
        for kind, one in standing.items()
        if kind in (*dataset.approvals, "basis", "not-personal")
    }


def treated_as(standing: Mapping[str, Approval]) -> str:
    """Rows are personal data until their provider has recorded otherwise."""
    return NOT_PERSONAL if "not-personal" in standing else PERSONAL


def refuse_closed(dataset: Dataset, *, keys: Path, provider: str, made_at: dt.datetime) -> None:
    """A feed of patients' records stays closed until every approval that it asks for stands."""
    if not dataset.approvals:
        return
    lacking = missing(read(keys, provider), dataset, day=made_at.date())
    if lacking:
        raise PrivacyRefusal(
            f"This feed is closed: not recorded, or ended: {_listed(lacking)}.",
            where=f"data set {dataset.name}, provider {provider}",
            do=f"Nothing was written. Once decided: watchward approve {lacking[0]} "
            f"--provider {provider} --who NAME --reference TEXT. To look first: --dry-run.",
        )


def _listed(kinds: Sequence[str]) -> str:
    return "; ".join(WORDS[kind] for kind in kinds)

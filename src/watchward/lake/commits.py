"""What each commit says of itself: enough to rebuild the ledger's record of what is held."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from watchward.contract.receipt import Receipt
from watchward.lake.files import removed_months
from watchward.lake.store import Store
from watchward.lake.tables import open_table
from watchward.lake.version import current_version, version_numbers

KEY = "watchward"


@dataclass(frozen=True)
class Commit:
    """One package, stored. `source` is the one value that marks the provider's own extracts."""

    receipt: Receipt
    dataset_version: str
    public_key: str
    by: str
    source: str
    version: int = 0  # the table version that this commit made

    @property
    def provider(self) -> str:
        """Who sent it."""
        return self.receipt.provider

    @property
    def period(self) -> str:
        """The period that the package declares."""
        return self.receipt.period

    @property
    def synthetic(self) -> bool:
        """True where the records are made up."""
        return self.receipt.synthetic

    def to_metadata(self) -> dict[str, Any]:
        """As it stands in the Delta log."""
        written = asdict(self)
        del written["version"]
        return {KEY: written}

    @classmethod
    def from_metadata(cls, written: Mapping[str, Any], version: int) -> "Commit":
        """Read back from the Delta log; a field that a later version added is passed over."""
        known = {field.name for field in fields(Receipt)}
        receipt = {key: value for key, value in written["receipt"].items() if key in known}
        own = {key: written[key] for key in ("dataset_version", "public_key", "by", "source")}
        return cls(receipt=Receipt(**receipt), version=version, **own)


def commit_info(store: Store, dataset: str, version: str = "") -> tuple[Commit, ...]:
    """Every commit of one data set up to a store version, oldest first, replaced ones too.

    One whose single month has been removed is left out: it is not a month without events.
    """
    at = version_numbers(version or current_version(store)).get(dataset)
    if at is None:
        return ()
    gone = removed_months(store, dataset)
    return tuple(
        commit
        for commit in table_commits(store, dataset, upto=at)
        if (dataset, commit.provider, commit.period) not in gone
    )


def table_commits(
    store: Store, dataset: str, *, upto: int | None = None, last: int | None = None
) -> tuple[Commit, ...]:
    """Commits of one table, oldest first; only the newest `last` where given.

    Read from the newest version and cut here: a table opened at an older one lists every commit
    too, and numbers them wrongly.
    """
    history = open_table(store, dataset).history(last)
    return tuple(
        Commit.from_metadata(entry[KEY], entry["version"])
        for entry in reversed(history)
        if KEY in entry and (upto is None or entry["version"] <= upto)
    )


def standing(commits: tuple[Commit, ...]) -> tuple[Commit, ...]:
    """Commits that no later one has replaced: what is held."""
    replaced = {commit.receipt.replaces for commit in commits}
    return tuple(commit for commit in commits if commit.receipt.id not in replaced)

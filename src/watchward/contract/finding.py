"""A finding is a fact about one record, collected, never raised: row, field, rule; no value."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from watchward.contract.dataset import Dataset

# Rules that keep a record out; the others are notes on a record that is kept.
REJECTING = frozenset(
    {
        "missing_value",
        "unreadable_value",
        "unlisted_code",
        "future_date",
        "before_earliest",
        "outside_period",
        "place_off_land",
        "duplicate_record",
    }
)
NOTING = frozenset({"clock_missing", "no_place"})


@dataclass(frozen=True, order=True)
class Finding:
    """One rule that one record does not meet."""

    row: int
    field: str
    rule: str

    @property
    def rejects(self) -> bool:
        """True where the record stays out of the store because of it."""
        return self.rule in REJECTING


@cache
def _messages() -> Mapping[str, Mapping[str, str]]:
    text = (Path(__file__).parent / "rules.toml").read_text("utf-8")
    return tomllib.loads(text)


def advice(dataset: Dataset, *, rule: str, field: str) -> str:
    """What is wrong and what to do, in the data set's own words where it has some."""
    own = dataset.messages.get(f"{rule}.{field}") or dataset.messages.get(rule)
    message = _messages()[rule]
    return f"{message['what']} {own or message['do']}"

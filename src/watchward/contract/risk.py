"""What a data set's rule of risk says: who might know what, and how alike its rows must be."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from watchward.errors import UsageRefusal


@dataclass(frozen=True)
class RiskRule:
    """Empty for a set without one. The least k, l and most alone are what the search must reach."""

    known: tuple[str, ...] = ()  # what a colleague or relative knows beside when and where
    sensitive: tuple[str, ...] = ()  # what somebody who finds a row would learn from it
    k: int = 1  # smallest class of rows alike
    l: int = 1  # noqa: E741 the measure's name; fewest values of a sensitive field in a class
    alone_at_most: float = 100.0  # per cent of the rows
    source: str = ""  # on what the three numbers rest

    @classmethod
    def read(cls, written: Mapping[str, Any], *, dataset: str, fields: Set[str]) -> "RiskRule":
        """From [risk] of a dataset.toml."""
        tidy = dict(written)
        for name in ("known", "sensitive"):
            tidy[name] = tuple(tidy.get(name, ()))
        rule = cls(**tidy)
        if set(rule.known) & set(rule.sensitive):
            raise UsageRefusal(
                "A field cannot be both known beforehand and learned from the row.",
                where=f"data set {dataset}, [risk]",
                do="Name it under known or under sensitive.",
            )
        if unknown := {*rule.known, *rule.sensitive} - fields:
            raise UsageRefusal(
                f"It speaks of fields that do not leave: {', '.join(sorted(unknown))}.",
                where=f"data set {dataset}, [risk]",
                do="Name fields of the set that are not dropped.",
            )
        return rule

    @property
    def asks(self) -> bool:
        """True where there is something for the search to reach."""
        return self.k > 1 or self.l > 1 or self.alone_at_most < 100.0


NO_RULE = RiskRule()

"""The rules of rules.toml; their version carries a hash: no changed rule passes for an old one."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from watchward.contract.safe_result import AUDIENCES
from watchward.errors import DisclosureRefusal, UsageRefusal

HERE = Path(__file__).parent
PLACES = ("all", "rolling year", "public", "none")
ALL = "all"  # the population of every record of a data set in the months of a count


@dataclass(frozen=True)
class Rule:
    """0 is shown as it is, 1 to hide_below - 1 are hidden, others go to the nearest round_to."""

    hide_below: int
    round_to: int

    @property
    def exact(self) -> bool:
        """True where nothing is hidden or rounded."""
        return self.hide_below <= 1 and self.round_to == 1

    def small(self, value: int) -> bool:
        """True where this count is hidden for its own sake."""
        return 0 < value < self.hide_below

    def shown(self, value: int) -> int:
        """The nearest multiple, ties up; what is not 0 is never shown as 0."""
        if value == 0 or self.round_to == 1:
            return value
        return max((2 * value + self.round_to) // (2 * self.round_to), 1) * self.round_to


EXACT = Rule(1, 1)


@dataclass(frozen=True)
class Audience:
    """What one audience may have; `places`: all, rolling year, public, none."""

    name: str
    places: str
    exact: bool = False
    agreements: bool = False
    least_hide_below: int = 3


@dataclass(frozen=True)
class Declared:
    """Which views one audience may choose: whole years before the last month, single data sets."""

    years_back: tuple[int, ...] = ()
    datasets: bool = False


@dataclass(frozen=True)
class Rules:
    """Everything that rules.toml says; `version` = its own number and a hash of the file."""

    version: str
    default: Rule
    audiences: Mapping[str, Audience]
    exempt: Mapping[str, tuple[str, ...]]  # data set: audiences that may have it exactly
    options: Mapping[str, tuple[Any, ...]]
    never_with_place: tuple[str, ...]
    tables: Mapping[str, tuple[int, ...]]  # "analysis.table": spans in months
    declared: Mapping[str, Declared] = field(default_factory=dict)  # by audience
    populations: Mapping[str, str] = field(default_factory=dict)  # "analysis.table[.column]"
    seconds: float = 5.0  # for the check against earlier releases

    def population(self, analysis: str, table: str, column: str) -> str:
        """Which of a data set's records a column counts; "all" where nothing else is said."""
        found = self.populations.get(f"{analysis}.{table}.{column}")
        return found or self.populations.get(f"{analysis}.{table}", ALL)

    def audience(self, name: str) -> Audience:
        """The audience called `name`."""
        if name not in self.audiences:
            raise UsageRefusal(
                "There is no audience of that name.",
                where="--audience",
                do=f"There are: {', '.join(AUDIENCES)}.",
            )
        return self.audiences[name]

    def rule(self, dataset: str, *, audience: Audience, floors: Mapping[str, int]) -> Rule:
        """How counts of one data set are shown; "" is several together, under the strictest."""
        if audience.exact:
            return EXACT
        least = self.default.hide_below
        if dataset and audience.agreements and dataset in floors:
            least = max(floors[dataset], audience.least_hide_below)
        elif dataset:
            least = max(least, floors.get(dataset, 0))
        else:
            least = max((least, *floors.values()))
        return Rule(least, self.default.round_to)

    def check_options(self, options: Mapping[str, Any], audience: Audience) -> None:
        """Refuse a choice that could be used to subtract one answer from another."""
        if audience.exact:
            return
        for name, permitted in self.options.items():
            if name in options and options[name] not in permitted:
                raise DisclosureRefusal(
                    "Only an analyst may choose this: answers that overlap could be subtracted.",
                    where=f"option `{name}` for the audience {audience.name}",
                    do=f"Leave it at {' or '.join(map(str, permitted))}, or ask as an analyst.",
                )


def read_rules(file: Path = HERE / "rules.toml") -> Rules:
    """Read the rules and hold them to what they may not say."""
    return _read(file.read_bytes(), file.name)


@lru_cache(maxsize=8)  # every answer asks twice; the same bytes say the same
def _read(written: bytes, name: str) -> Rules:
    said = tomllib.loads(written.decode("utf-8"))
    default = Rule(**said["default"])
    audiences = {who: Audience(who, **rest) for who, rest in said["audience"].items()}
    faults = [
        *(["every audience needs its rules"] if set(audiences) != set(AUDIENCES) else []),
        *(["only the analyst is exact"] if not _only_analyst_exact(audiences) else []),
        *(["rounding is coarser than the floor"] if default.round_to > default.hide_below else []),
        *(["a rule for places is unknown"] if not _places_known(audiences) else []),
    ]
    if faults:
        raise UsageRefusal(f"It cannot be used: {'; '.join(faults)}.", where=name)
    return Rules(
        version=f"{said['version']}+{hashlib.sha256(written).hexdigest()[:12]}",
        default=default,
        audiences=audiences,
        exempt={name: tuple(rest.get("exempt", ())) for name, rest in said["dataset"].items()},
        options={name: tuple(values) for name, values in said["options"].items()},
        never_with_place=tuple(said["place"]["never_with"]),
        tables={name: tuple(months) for name, months in said["table"].items()},
        declared={
            name: Declared(tuple(rest["years_back"]), rest["datasets"])
            for name, rest in said["declared"].items()
        },
        populations=said["population"],
        seconds=float(said["check"]["seconds"]),
    )


def _only_analyst_exact(audiences: Mapping[str, Audience]) -> bool:
    return {name for name, audience in audiences.items() if audience.exact} == {"analyst"}


def _places_known(audiences: Mapping[str, Audience]) -> bool:
    return all(audience.places in PLACES for audience in audiences.values())

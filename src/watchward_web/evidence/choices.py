"""What the address says was chosen, so that a view can be shared and saved.

An analyst chooses freely. Anybody else chooses among the views declared for their audience, which
are protected together: of two free choices that overlap, one could be subtracted from the other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from watchward.contract.about import Options
from watchward.contract.dataset import datasets
from watchward.contract.period import month_number, month_text
from watchward.errors import UsageRefusal

CHOOSES = "analyst"
# What others may choose: the first two where they are declared, the last from what was released.
DECLARED = ("month", "dataset", "reduction", "prices")
AFTERWARDS = ("reduction", "prices")
MONEY = frozenset({"savings"})  # pages whose figures follow from what was released
REDUCTIONS = (1, 5, 10, 15, 20, 30, 50)  # per cent
LENGTHS = (1, 3, 6, 12, 24, 36)
CELLS = (100, 200, 400, 1000)
LEVELS = (0.01, 0.05, 0.1)
YEAR = re.compile(r"\d{4}(-\d{2})?")
INTERVENTION = re.compile(r"[a-z][a-z0-9-]{1,60}")


@dataclass(frozen=True)
class Choice:
    """Nothing chosen is the twelve months to the last one held, of every source."""

    month: int | None = None
    dataset: str = ""
    months: int = 12
    cell_metres: int = 200
    level: float = 0.05
    intervention: str = ""
    reduction: int = 10
    prices: str = ""

    @property
    def asked(self) -> "Choice":
        """What the gate is asked: without what is worked out from its answer."""
        return replace(self, reduction=NOTHING.reduction, prices=NOTHING.prices)

    @property
    def options(self) -> Options:
        """As the gate is asked: what is worked out from its answer afterwards is no part of it."""
        asked = (field.name for field in fields(self) if field.name not in AFTERWARDS)
        return Options(**{name: getattr(self, name) for name in asked})

    @property
    def written(self) -> Mapping[str, str]:
        """What was chosen, as an address and a list box have it; nothing for what was not."""
        chosen = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }
        if self.month is not None:
            chosen["month"] = month_text(self.month)
        return {name: str(value) for name, value in chosen.items()}

    @property
    def query(self) -> str:
        """What follows the address, from the question mark on; empty where nothing is chosen."""
        return f"?{urlencode(self.written)}" if self.written else ""


NAMES = tuple(field.name for field in fields(Choice))
NOTHING = Choice()


@dataclass(frozen=True)
class Read:
    """What was understood, which fields were not, and whether a choice was set aside."""

    choice: Choice
    wrong: tuple[str, ...] = ()
    set_aside: bool = False
    soon: bool = False  # set aside for now: the declared views are still being made


def read_choice(given: Mapping[str, str], *, audience: str) -> Read:
    """The choice in an address; a wrong value is named by its field and never repeated."""
    named = {name: text for name in NAMES if (text := given.get(name, "").strip())}
    ours = NAMES if audience == CHOOSES else DECLARED
    wrong: list[str] = []
    chosen: dict[str, int | float | str] = {}
    for name in ours:
        if name not in named:
            continue
        value = _value(name, named[name])
        if value is None:
            wrong.append(name)
        else:
            chosen[name] = value
    return Read(Choice(**chosen), tuple(wrong), set_aside=bool(set(named) - set(ours)))  # type: ignore[arg-type]


def _value(name: str, text: str) -> int | float | str | None:
    """One field as it is asked for; None where it cannot be."""
    if name == "month":
        try:
            return month_number(text)
        except UsageRefusal:
            return None
    if name == "dataset":
        return text if text in datasets() else None
    if name == "prices":
        return text if YEAR.fullmatch(text) else None
    if name == "intervention":
        return text if INTERVENTION.fullmatch(text) else None
    offered: Mapping[str, tuple[int | float, ...]] = {
        "months": LENGTHS,
        "cell_metres": CELLS,
        "level": LEVELS,
        "reduction": REDUCTIONS,
    }
    return {str(value): value for value in offered[name]}.get(text)

"""What may be shown to one audience. Only disclosure/ makes one; what is downstream takes no other.

Derived figures are columns of role "figure". An interval is two of them, NAME_low and NAME_high,
so that charts can draw it; per cent, shares and their limits run from 0 to 100, without a sign.
"""

from collections.abc import Callable, Mapping
from dataclasses import InitVar, dataclass, replace
from typing import Any

from watchward.contract.about import About
from watchward.contract.result import Column, Source

AUDIENCES = ("analyst", "partner", "guest", "open")
MARKS = {
    "": "",
    "c": "hidden, so that nobody can be recognised",
    "x": "not available",
    "z": "not applicable",
}
Say = Callable[[str], str]  # words in, the same words in a language out
GATE = object()  # what disclosure/ shows when it makes one; nobody else imports it


def _only_the_gate(gate: object) -> None:
    if gate is not GATE:
        raise TypeError("only disclosure/ makes what may be shown: ask it for a SafeResult")


@dataclass(frozen=True)
class SafeCell:
    """A value, or why there is none: mark "c" hidden, "x" not available, "z" not applicable."""

    value: int | float | str | None
    mark: str = ""
    about: bool = False  # rounded: say "about"

    @property
    def text(self) -> str:
        """As it is printed: thousands separated, marks in square brackets."""
        if self.mark:
            return f"[{self.mark}]"
        if isinstance(self.value, float):
            small = 0 < abs(self.value) < 1
            return f"{self.value:.2g}" if small else f"{self.value:,.1f}"
        return f"{self.value:,}" if isinstance(self.value, int) else str(self.value or "")


@dataclass(frozen=True)
class SafeTable:
    """Protected: interior rows, then total rows; derived figures are columns of role "figure"."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[SafeCell, ...], ...]
    total_rows: tuple[tuple[SafeCell, ...], ...]
    window: str
    hidden: int  # how many cells are hidden
    gate: InitVar[object] = None

    def __post_init__(self, gate: object) -> None:
        _only_the_gate(gate)

    def column(self, name: str) -> tuple[SafeCell, ...]:
        """The cells of one column, interior rows only."""
        index = [column.name for column in self.columns].index(name)
        return tuple(row[index] for row in self.rows)

    def records(self) -> list[dict[str, SafeCell]]:
        """Interior rows by column name."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def said(self, say: Say) -> "SafeTable":
        """Title, months and heads in other words; names, values and marks stay."""
        columns = tuple(replace(one, title=say(one.title)) for one in self.columns)
        title, window = say(self.title), say(self.window)
        return replace(self, title=title, window=window, columns=columns, gate=GATE)

    def total(self, name: str) -> SafeCell | None:
        """The grand total of one column, where it was asked for."""
        names = [column.name for column in self.columns]
        dimensions = [i for i, column in enumerate(self.columns) if column.role == "dimension"]
        for row in self.total_rows:
            if all(row[i].mark == "z" for i in dimensions):
                return row[names.index(name)]
        return None


@dataclass(frozen=True)
class SafeResult:
    """A released answer: who may see it, what it says, what it rests on, and what was withheld."""

    id: str  # hash of store version, rules, audience, options and tables
    about: About
    audience: str
    outcome: str  # "released", "needs a person", "refused"
    reasons: tuple[str, ...]  # plain words: what was hidden, rounded or withheld, and why
    headline: str
    tables: tuple[SafeTable, ...]
    sources: tuple[Source, ...]
    store_version: str
    rules_version: str
    window: str
    options: Mapping[str, Any]
    caveats: tuple[str, ...]
    not_comparable: tuple[str, ...]
    areas: Mapping[str, Any] | None
    synthetic: bool
    gate: InitVar[object] = None

    def __post_init__(self, gate: object) -> None:
        _only_the_gate(gate)

    def table(self, name: str) -> SafeTable | None:
        """The table called `name`, where it was released."""
        return next((table for table in self.tables if table.name == name), None)

    def said(self, say: Say) -> "SafeResult":
        """The same numbers in other words; names, values, marks and citations stay."""

        def each(words: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(map(say, words))

        told = self.about
        about = replace(
            told,
            title=say(told.title),
            question=say(told.question),
            method=say(told.method),
            limits=each(told.limits),
        )
        return replace(
            self,
            about=about,
            reasons=each(self.reasons),
            headline=say(self.headline),
            tables=tuple(table.said(say) for table in self.tables),
            sources=tuple(replace(one, title=say(one.title)) for one in self.sources),
            window=say(self.window),
            caveats=each(self.caveats),
            not_comparable=each(self.not_comparable),
            gate=GATE,
        )

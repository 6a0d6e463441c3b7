"""Reads which questions a briefing asks, in order, and which tables its pictures are drawn from."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from watchward.errors import UsageRefusal

HERE = Path(__file__).parent / "definitions"


@dataclass(frozen=True)
class Part:
    """One table of one answer; columns left out are found by what they describe."""

    analysis: str
    table: str
    heading: str = ""
    label: str = ""  # a column that says what a bar is of, where no dimension does
    method: int = 2  # sentences of it that are printed
    value: str = ""
    share: str = ""
    low: str = ""
    high: str = ""
    only: tuple[tuple[str, str], ...] = ()  # rows where a column has this text
    middle: float | None = None  # what ranges are about, where no column says it


@dataclass(frozen=True)
class Drawing:
    """A kind of picture and what it is drawn from."""

    kind: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Question:
    """One panel of the first page; left out where no source of a side it needs is held."""

    id: str
    asks: str
    answers: tuple[str, ...]
    needs: tuple[str, ...] = ()
    drawings: tuple[Drawing, ...] = ()  # the first that its tables allow
    glance: str = ""  # a small table under the picture: "sides" or "places"
    otherwise: str = ""  # what to say where nothing held can answer


@dataclass(frozen=True)
class Sheet:
    """One page of evidence: one answer, its pictures and its tables."""

    analysis: str
    drawings: tuple[Drawing, ...] = ()
    tables: tuple[str, ...] = ()  # in this order; none means all that were released
    expires: bool = False
    label: str = ""
    method: int = 2  # sentences of it that are printed


@dataclass(frozen=True)
class Definition:
    """A briefing: its questions, its pages, and what may be raised for discussion."""

    name: str
    title: str
    questions: tuple[Question, ...]
    sheets: tuple[Sheet, ...]
    discuss: dict[str, Any] = field(default_factory=dict)
    added: tuple[str, ...] = ()  # pages that somebody asked for behind its own

    @property
    def analyses(self) -> tuple[str, ...]:
        """Every answer that is needed, once, in order."""
        named = [name for question in self.questions for name in question.answers]
        return tuple(dict.fromkeys([*named, *(sheet.analysis for sheet in self.sheets)]))


def read_definition(name: str) -> Definition:
    """The definition NAME of the folder definitions/."""
    path = HERE / f"{name}.toml"
    if not path.exists():
        known = ", ".join(sorted(file.stem for file in HERE.glob("*.toml")))
        raise UsageRefusal(f"There is no briefing called {name}.", do=f"There are: {known}.")
    written = tomllib.loads(path.read_text("utf-8"))
    return Definition(
        name=name,
        title=written["title"],
        questions=tuple(_question(entry) for entry in written.get("question", ())),
        sheets=tuple(_sheet(entry) for entry in written["page"]),
        discuss=written.get("discuss", {}),
    )


def _question(entry: dict[str, Any]) -> Question:
    return Question(
        id=entry["id"],
        asks=entry["asks"],
        answers=tuple(entry["answers"]),
        needs=tuple(entry.get("needs", ())),
        drawings=tuple(_drawing(one) for one in entry.get("picture", ())),
        glance=entry.get("glance", ""),
        otherwise=entry.get("otherwise", ""),
    )


def _sheet(entry: dict[str, Any]) -> Sheet:
    return Sheet(
        analysis=entry["analysis"],
        drawings=tuple(_drawing(one) for one in entry.get("picture", ())),
        tables=tuple(entry.get("tables", ())),
        expires=entry.get("expires", False),
        label=entry.get("label", ""),
        method=entry.get("method", 2),
    )


def _drawing(entry: dict[str, Any]) -> Drawing:
    parts = tuple(
        Part(**(part | {"only": tuple(part.get("only", {}).items())})) for part in entry["from"]
    )
    return Drawing(kind=entry["kind"], title=entry["title"], parts=parts)

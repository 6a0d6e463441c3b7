"""A governance paper as nouns, for the page and for Word; an answer that nobody gave stays seen."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from watchward.briefing.document import Grid, GridCell, fixed

PRINTED = "en"  # a citation keeps the language in which it was published
WRITTEN = "und"  # an answer keeps the language of whoever wrote it


@dataclass(frozen=True)
class Heading:
    """A heading inside a part."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph; with `lang` it stays as its source wrote it."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Points:
    """A list."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Answer:
    """What a person has said to a question."""

    name: str
    asks: str
    said: str


@dataclass(frozen=True)
class Unsaid:
    """A question that nobody has answered: who must, and why it matters."""

    name: str
    asks: str
    who: str
    why: str


Block = Heading | Text | Points | Grid | Answer | Unsaid


@dataclass(frozen=True)
class Part:
    """What stands under one heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """One document of the pack; `form` says whose headings it follows, `source` where these are."""

    ident: str
    title: str
    form: str
    source: str
    partnership: str
    made: str  # day and version, as printed
    parts: tuple[Part, ...]
    synthetic: bool = False
    language: str = "en"
    note: str = ""  # that nobody has reviewed the translation; on every page

    @property
    def unsaid(self) -> tuple[Unsaid, ...]:
        """The questions that this paper still waits for, once each, in its order."""
        found = {
            block.name: block
            for part in self.parts
            for block in part.blocks
            if isinstance(block, Unsaid)
        }
        return tuple(found.values())

    @property
    def warning(self) -> str:
        """What every page says where records are made up, or the Welsh is nobody's yet."""
        made_up = "Synthetic: made-up records" if self.synthetic else ""
        said = fixed(self.language)(made_up)
        return ". ".join(part for part in (said, self.note) if part)


def cited(text: str) -> GridCell:
    """A cell that stays as it was published."""
    return GridCell(text, lang=PRINTED)


def grid(
    ident: str, caption: str, heads: Sequence[str], rows: Sequence[Sequence[str | GridCell]]
) -> Grid:
    """A table of words."""
    cells = tuple(
        tuple(cell if isinstance(cell, GridCell) else GridCell(cell) for cell in row)
        for row in rows
    )
    return Grid(ident, caption, tuple(GridCell(head) for head in heads), cells, (), "")


def words_of(paper: Paper) -> str:
    """Every word of a paper, for whoever must search it."""
    found: list[str] = []

    def walk(thing: object) -> None:
        if isinstance(thing, str):
            found.append(thing)
        elif isinstance(thing, tuple):
            for one in thing:
                walk(one)
        elif dataclasses.is_dataclass(thing):
            for field in dataclasses.fields(thing):
                walk(getattr(thing, field.name))

    walk(paper)
    return "\n".join(found)

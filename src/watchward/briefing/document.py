"""The briefing as nouns, for the page and for paper; every number in it is released text."""

from collections.abc import Callable
from dataclasses import dataclass

from watchward.reference.welsh import Welsh


@dataclass(frozen=True)
class Picture:
    """A drawing with the words that stand for it; `title` states what it shows."""

    ident: str
    title: str
    subtitle: str
    alt: str
    svg: str


@dataclass(frozen=True)
class GridCell:
    """One cell as printed; `mark` is c, x or z where there is no value."""

    text: str
    number: bool = False
    mark: str = ""
    prose: bool = False  # of a head: sentences stand under it, so it needs room
    lang: str = ""  # of words that stay as their source wrote them: their language, or "und"


@dataclass(frozen=True)
class Grid:
    """A table as printed; `totals` are its last rows; `csv` is what the download holds."""

    ident: str
    caption: str
    heads: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    totals: tuple[tuple[GridCell, ...], ...]
    csv: str

    @property
    def marks(self) -> frozenset[str]:
        """The marks that a reader of this table needs explained."""
        every = (cell for row in (*self.rows, *self.totals) for cell in row)
        return frozenset(cell.mark for cell in every if cell.mark)


@dataclass(frozen=True)
class Panel:
    """One of the five questions on the first page. Without a picture, `instead` says why."""

    ident: str
    number: int
    question: str
    finding: str
    more: str
    picture: Picture | None
    glance: Grid | None
    instead: str
    notes: tuple[str, ...]
    pages: tuple[tuple[str, int, str], ...]  # (anchor, number, label) of the evidence behind it


@dataclass(frozen=True)
class Evidence:
    """One question a page: the finding is its title."""

    ident: str
    number: int
    label: str  # in the list of pages
    finding: str
    more: str
    question: str
    pictures: tuple[Picture, ...]
    instead: str
    grids: tuple[Grid, ...]
    method: str
    limits: str
    caveats: tuple[str, ...]
    not_comparable: tuple[str, ...]
    withheld: tuple[str, ...]
    sources: tuple[str, ...]
    window: str
    coverage: str
    expires: str
    store_version: str
    method_source: str
    release: str  # the number under which the gate released it


@dataclass(frozen=True)
class Decision:
    """What was decided, who owes what by when, and what happened since."""

    decided_on: str
    what: str
    owner: str
    due: str
    status: str
    outcome: str
    overdue: bool
    done: bool


@dataclass(frozen=True)
class Item:
    """Something to discuss: a place or a time, never a person or a group."""

    place: str
    reason: str
    owner: str
    limits: str


@dataclass(frozen=True)
class Document:
    """Everything that is printed, in the order in which it is read."""

    title: str
    partnership: str
    month: str
    audience: str
    release: str
    synthetic: bool
    store_version: str
    rules_version: str
    code_version: str
    made_at: str
    id: str
    summary: tuple[str, ...]
    decisions: tuple[Decision, ...]
    no_decisions: str
    panels: tuple[Panel, ...]
    items: tuple[Item, ...]
    pages: tuple[Evidence, ...]
    marks: tuple[tuple[str, str], ...]
    language: str = "en"
    note: str = ""  # that nobody has reviewed the translation; on every page

    @property
    def warning(self) -> str:
        """What every page says where the records are made up, or the Welsh is nobody's yet."""
        made_up = "Synthetic: made-up records of an invented place" if self.synthetic else ""
        said = fixed(self.language)(made_up)
        return ". ".join(part for part in (said, self.note) if part)


def fixed(language: str) -> Callable[[str], str]:
    """What says a paper's own words, which no answer brings, in its language."""
    return Welsh().said if language == "cy" else lambda text: text

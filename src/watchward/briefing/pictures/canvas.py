"""What every kind of picture asks of released tables; hidden stays hidden, missing a gap."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from watchward.briefing.charts.style import SIDES, Size
from watchward.briefing.definition import Part
from watchward.briefing.words import window_said
from watchward.contract.result import Column
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable

PLAIN = re.compile(r"-?\d{1,3}(,?\d{3})*(\.\d+)?")

LEADS = ("health", "police", "ambulance")  # whose count puts places in order


@dataclass(frozen=True)
class Canvas:
    """What a picture is drawn for: the answers, its size, its name on the page."""

    results: Mapping[str, SafeResult]
    size: Size
    ident: str

    def table(self, part: Part) -> SafeTable | None:
        """The table of one part, where it was released and has rows."""
        result = self.results.get(part.analysis)
        table = result.table(part.table) if result else None
        return table if table and table.rows else None


def describing(table: SafeTable, *what: str) -> Column | None:
    """The dimension that describes one of these, in this order."""
    for wanted in what:
        for column in table.columns:
            if column.role == "dimension" and column.describes == wanted:
                return column
    return None


def counts(table: SafeTable) -> list[Column]:
    """The columns of people or events."""
    return [column for column in table.columns if column.role == "count"]


def chosen(table: SafeTable, part: Part) -> Column | None:
    """The count or figure that a part names; where it names none, the first count."""
    figures = [column for column in table.columns if part.value and column.role == "figure"]
    return next((c for c in (*counts(table), *figures) if part.value in ("", c.name)), None)


def side_of(column: Column, result: SafeResult) -> str:
    """Police, health or ambulance: by the column's name, else by its data set."""
    if column.name in SIDES:
        return column.name
    return next((s.side for s in result.sources if s.dataset == column.dataset), "")


def number(cell: SafeCell) -> float | None:
    """A number that may be drawn, or a note that is one."""
    if isinstance(cell.value, str) and PLAIN.fullmatch(cell.value):
        return float(cell.value.replace(",", ""))
    return float(cell.value) if not cell.mark and isinstance(cell.value, int | float) else None


def subtitle(table: SafeTable, result: SafeResult) -> str:
    """The months that a picture is about, and that they are made up where they are."""
    window = window_said(table.window or result.window)
    return f"{window}. Synthetic: made-up records" if result.synthetic else window


def ranked(table: SafeTable) -> tuple[str, list[dict[str, SafeCell]]]:
    """The side that leads, and the rows from its largest count down; hidden ones last."""
    names = [column.name for column in counts(table)]
    lead = next((side for side in LEADS if side in names), names[0] if names else "")
    if not lead:
        return "", table.records()
    return lead, sorted(table.records(), key=lambda row: -(number(row[lead]) or 0))


def titled(title: str, table: SafeTable) -> str:
    """A drawing's title, with the one thing that is counted where there is only one."""
    columns = [column for column in counts(table) if not column.name.endswith("_before")]
    return title.format(subject=columns[0].title if len(columns) == 1 else "Violence")

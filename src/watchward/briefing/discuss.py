"""At most three things that the evidence raises: places or times, never people."""

from collections.abc import Mapping
from typing import Any

from watchward.briefing.document import Item
from watchward.briefing.tables import cell_text
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable

MOST = 3
Row = Mapping[str, SafeCell]


def items(rules: Mapping[str, Any], results: Mapping[str, SafeResult]) -> tuple[Item, ...]:
    """What the definition's rules find in released tables, in their order, each place once."""
    found: dict[str, Item] = {}
    for rule in rules.get("from", ()):
        result = results.get(rule["analysis"])
        table = result.table(rule["table"]) if result else None
        kept = 0
        if table is not None:
            for item in _raised(rule, table, owners=rules.get("owners", {})):
                if item.place not in found and kept < rule.get("most", 1):
                    found[item.place] = item
                    kept += 1
    return tuple(found.values())[:MOST]


def _raised(rule: Mapping[str, Any], table: SafeTable, *, owners: Mapping[str, str]) -> list[Item]:
    rows = [row for row in table.records() if _fits(row, rule)]
    order = rule.get("order_by", "")
    if order:
        rows.sort(key=lambda row: -_number(row.get(order)))
    return [_item(rule, row, table, owners=owners) for row in rows]


def _item(
    rule: Mapping[str, Any], row: Row, table: SafeTable, *, owners: Mapping[str, str]
) -> Item:
    said = _said(row, table)
    place = rule["place"].format_map(said)
    reason = rule["reason"].format_map(said)
    named = (owner for word, owner in owners.items() if word.casefold() in place.casefold())
    return Item(
        place=place,
        reason=reason[0].upper() + reason[1:],
        owner=next(named, rule["owner"]),
        limits=rule["limits"],
    )


def _fits(row: Row, rule: Mapping[str, Any]) -> bool:
    """Each column has at least the number, and the first the more; a hidden cell never fits."""
    least = rule.get("when", {})
    more = rule.get("more_than", ())
    if any(_number(row.get(name)) < 0 for name in (*least, *more)):
        return False
    if any(_number(row[name]) < wanted for name, wanted in least.items()):
        return False
    return not more or _number(row[more[0]]) > _number(row[more[1]])


def _number(cell: SafeCell | None) -> float:
    """A number that may be compared; -1 where there is none to see."""
    if cell is None or cell.mark or not isinstance(cell.value, int | float):
        return -1.0
    return float(cell.value)


class _Words(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "[x]"


def _said(row: Row, table: SafeTable) -> _Words:
    """A row's cells as words: "about 120" where a count is rounded, days by name."""
    columns = {column.name: column for column in table.columns}
    return _Words(
        {
            name: ("about " if cell.about and columns[name].role == "count" else "")
            + cell_text(cell, columns[name]).removesuffix(".0")
            for name, cell in row.items()
        }
    )

"""At most three things that the evidence raises: places or times, never people."""

from collections.abc import Mapping
from typing import Any

from watchward.briefing.document import Item
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable

MOST = 3


def items(rules: Mapping[str, Any], results: Mapping[str, SafeResult]) -> tuple[Item, ...]:
    """What the definition's rules find in released tables, in their order."""
    found: list[Item] = []
    for rule in rules.get("from", ()):
        result = results.get(rule["analysis"])
        table = result.table(rule["table"]) if result else None
        if result and table:
            found += _from_table(rule, table, owners=rules.get("owners", {}), result=result)
    return tuple({item.place: item for item in reversed(found)}.values())[::-1][:MOST]


def _from_table(
    rule: Mapping[str, Any], table: SafeTable, *, owners: Mapping[str, str], result: SafeResult
) -> list[Item]:
    raised: list[Item] = []
    for row in table.records():
        if len(raised) < rule.get("most", 1) and _fits(row, rule.get("when", {})):
            kind = row[rule["kind"]].text if rule.get("kind") in row else ""
            raised.append(
                Item(
                    place=rule["place"].format_map(_Said(row)),
                    reason=rule["reason"].format_map(_Said(row)),
                    owner=owners.get(kind, rule["owner"]),
                    limits=rule.get("limits") or " ".join(result.about.limits[:1]),
                )
            )
    return raised


def _fits(row: Mapping[str, SafeCell], when: Mapping[str, Any]) -> bool:
    """Each column has one of the texts, or at least the number; a hidden cell never fits."""
    for name, wanted in when.items():
        cell = row.get(name)
        if cell is None or cell.mark:
            return False
        if isinstance(wanted, list) and cell.text not in wanted:
            return False
        if isinstance(wanted, int) and not (isinstance(cell.value, int) and cell.value >= wanted):
            return False
    return True


class _Said(dict[str, str]):
    """A row's cells as words: "about 120" where it is rounded."""

    def __init__(self, row: Mapping[str, SafeCell]) -> None:
        super().__init__(
            {name: f"about {cell.text}" if cell.about else cell.text for name, cell in row.items()}
        )

    def __missing__(self, name: str) -> str:
        return "[x]"

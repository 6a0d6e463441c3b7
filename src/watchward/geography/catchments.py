"""Catchments: every part of the ground is joined to others until it holds enough addresses.

A list of addresses is counted by 100 m squares, and the rectangle round them is cut in two again
and again, along its longer side, beside the middle address, as long as both parts hold the least
number. What is left is a catchment: a rectangle of whole squares. A point in it is moved to the
centre of that one of its squares which holds most addresses. Nothing is random, and only counts
by square are used, so the order of the list does not matter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from watchward.errors import InputRefusal
from watchward.geography.kept import keep, kept

SQUARE = 100
LEAST = 8
EAST, NORTH = 0, 1
COLUMNS = {
    "axis": pl.Int8,  # 0 cut by easting, 1 by northing; null is a catchment
    "line": pl.Int32,  # first square of the upper part, which is row `upper`; the lower follows
    "upper": pl.Int32,
    "easting": pl.Int32,  # of a catchment: the point that is published, and its addresses
    "northing": pl.Int32,
    "addresses": pl.Int64,
}
ABOUT = "watchward_catchments"
Square = tuple[int, int]
Node = tuple[int | None, int | None, int | None, int | None, int | None, int | None]


@dataclass(frozen=True, eq=False)
class Catchments:
    """Cuts and catchments in the order of the walk, the first and last square, and the source."""

    nodes: tuple[Node, ...]
    bounds: tuple[Square, Square]
    about: Mapping[str, str]

    @property
    def counts(self) -> list[int]:
        """Addresses of each catchment."""
        return [node[5] for node in self.nodes if node[5] is not None]

    def point_of(self, easting: int, northing: int) -> tuple[int, int] | None:
        """The published point; nothing outside the rectangle that the list covers."""
        square = (easting // SQUARE, northing // SQUARE)
        (west, south), (east, north) = self.bounds
        if not (west <= square[EAST] <= east and south <= square[NORTH] <= north):
            return None
        at = 0
        while (axis := self.nodes[at][0]) is not None:
            _, line, upper, *_ = self.nodes[at]
            at = upper if square[axis] >= line else at + 1  # type: ignore[operator, assignment]
        *_, published_east, published_north, _ = self.nodes[at]
        return published_east, published_north  # type: ignore[return-value]


def build(addresses: pl.DataFrame, *, about: Mapping[str, str]) -> Catchments:
    """Catchments of a list: whole metres in `easting` and `northing`, a row an address."""
    counted = addresses.group_by(pl.col("easting") // SQUARE, pl.col("northing") // SQUARE).agg(
        pl.len().alias("n")
    )
    squares = {(east, north): n for east, north, n in counted.rows()}
    if sum(squares.values()) < LEAST:
        raise InputRefusal(
            f"The list holds fewer than {LEAST} addresses.",
            where="addresses",
            do="Give the whole list of a council or county.",
        )
    low = (min(x for x, _ in squares), min(y for _, y in squares))
    high = (max(x for x, _ in squares), max(y for _, y in squares))
    nodes: list[Node] = []
    waiting = [(squares, low, high, -1)]  # its squares, its rectangle, whose upper part it is
    while waiting:
        mine, first, last, parent = waiting.pop()
        if parent >= 0:
            axis, line, *_ = nodes[parent]
            nodes[parent] = (axis, line, len(nodes), None, None, None)
        cut = _cut(mine, first, last)
        if cut is None:
            nodes.append(_catchment(mine))
            continue
        axis, line = cut
        upper = {at: n for at, n in mine.items() if at[axis] >= line}
        lower = {at: n for at, n in mine.items() if at[axis] < line}
        waiting.append((upper, _moved(first, axis, line), last, len(nodes)))
        waiting.append((lower, first, _moved(last, axis, line - 1), -1))
        nodes.append((axis, line, None, None, None, None))
    return Catchments(tuple(nodes), (low, high), about)


def _cut(squares: Mapping[Square, int], first: Square, last: Square) -> tuple[int, int] | None:
    """Axis and line beside the middle address, where each side keeps enough; else nothing."""
    wide, high = (last[axis] - first[axis] for axis in (EAST, NORTH))
    for axis in (EAST, NORTH) if wide >= high else (NORTH, EAST):
        lines = dict(_lines(squares, axis))
        if lines:
            return axis, min(lines, key=lambda line: (lines[line], line))
    return None


def _lines(squares: Mapping[Square, int], axis: int) -> Iterator[tuple[int, int]]:
    """Lines with enough addresses on both sides → how unequal the sides are."""
    along: dict[int, int] = {}
    for square, n in squares.items():
        along[square[axis]] = along.get(square[axis], 0) + n
    whole, below = sum(along.values()), 0
    for line in sorted(along):
        if below >= LEAST and whole - below >= LEAST:
            yield line, abs(whole - 2 * below)
        below += along[line]


def _moved(square: Square, axis: int, line: int) -> Square:
    return (line, square[NORTH]) if axis == EAST else (square[EAST], line)


def _catchment(squares: Mapping[Square, int]) -> Node:
    """Published is the square with most addresses; of several the southernmost, westernmost."""
    east, north = min(squares, key=lambda at: (-squares[at], at[NORTH], at[EAST]))
    half = SQUARE // 2
    addresses = sum(squares.values())
    return (None, None, None, east * SQUARE + half, north * SQUARE + half, addresses)


def save(catchments: Catchments, path: Path) -> str:
    """Write it whole or not at all; the SHA-256 of the file."""
    said = {"bounds": catchments.bounds, "about": dict(catchments.about)}
    table = pl.DataFrame(list(catchments.nodes), schema=COLUMNS, orient="row")
    return keep(table, path, key=ABOUT, about=said)


def read_catchments(path: Path) -> Catchments:
    """A file made by `watchward catchments build`; one that is not sound is refused."""
    try:
        table, said = kept(path, key=ABOUT, columns=COLUMNS)
        (west, south), (east, north) = said["bounds"]
        nodes = tuple(table.rows())
        _sound(nodes)
        return Catchments(nodes, ((west, south), (east, north)), said["about"])
    except (OSError, pl.exceptions.PolarsError, KeyError, ValueError, TypeError) as cause:
        raise InputRefusal(
            "They are not catchments.",
            where=path.name,
            do="Make them with `watchward catchments build`.",
        ) from cause


def _sound(nodes: Sequence[Node]) -> None:
    """Every cut leads onward, every catchment has its point and enough addresses."""
    for at, (axis, line, upper, east, north, addresses) in enumerate(nodes):
        if axis is None:
            if east is None or north is None or addresses is None or addresses < LEAST:
                raise ValueError
        elif axis not in (EAST, NORTH) or line is None or not at < (upper or 0) < len(nodes):
            raise ValueError
    if not nodes or nodes[-1][0] is not None:
        raise ValueError

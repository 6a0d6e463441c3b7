"""Shares, changes, intervals and ranges, worked out from the cells shown and from nothing else.

A figure made from printed numbers alone tells a reader nothing that the numbers do not, so none can
be solved backwards for a hidden one. Precision follows the number below the line: whole per cent
under 4,000. An interval becomes two columns, NAME_low and NAME_high; limits are rounded outwards.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, isinf, log10

from watchward.contract.result import NOT_RECORDED, Column, Derived
from watchward.contract.safe_result import SafeCell
from watchward.maths import intervals, season
from watchward.maths.rounding import round_half_up

FINE = 4000  # per cent get a decimal from here on (NHS disclosure control)
LARGE = 100  # a total beside which a hidden "not recorded" makes no difference worth hiding for
HIDDEN = SafeCell(None, "c")
ABSENT = SafeCell(None, "x")
POINTLESS = SafeCell(None, "z")
Row = Mapping[str, SafeCell]
Number = float | int | None


@dataclass(frozen=True)
class Shown:
    """A protected table as figures see it; `whole` is its grand total."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    whole: Row
    units: Mapping[str, int]  # what each column of counts is rounded to


def figure_columns(figure: Derived) -> tuple[Column, ...]:
    """The columns that one figure becomes."""
    if not figure.kind.endswith("_interval"):
        return (Column(figure.name, figure.title, "figure"),)
    ends = (("low", "lowest likely"), ("high", "highest likely"))
    return tuple(
        Column(f"{figure.name}_{end}", f"{figure.title}, {said}", "figure") for end, said in ends
    )


def work_out(figure: Derived, shown: Shown, row: Row) -> tuple[SafeCell, ...]:
    """One figure in one row; what rests on a hidden number is hidden."""
    if figure.kind in IN_A_SERIES:
        return (_expected(figure, shown, row),)
    inputs = [row[name] for name in figure.of]
    if figure.kind in OF_A_WHOLE:
        inputs.append(OF_A_WHOLE[figure.kind](figure, shown, row))
    if figure.kind in OF_ALL_PEOPLE:
        inputs += _all_people(figure, shown)
    size = len(figure_columns(figure))
    marked = next((mark for mark in ("x", "c", "z") if any(c.mark == mark for c in inputs)), "")
    if marked:
        return (SafeCell(None, marked),) * size
    numbers = [*(int(cell.value or 0) for cell in inputs), figure.per]
    about = any(cell.about for cell in inputs)
    made = MADE[figure.kind](numbers)
    if figure.kind == "poisson_interval":
        unit = shown.units.get(figure.of[0], 1)
        made = [_outward(limit, end, unit) for end, limit in enumerate(made)]
    return tuple(POINTLESS if value is None else SafeCell(value, "", about) for value in made)


def _outward(value: float | int | None, end: int, unit: int) -> int | None:
    """A limit on a count, to the unit that counts are shown in."""
    if value is None:
        return None
    return int((floor if end == 0 else ceil)(value / unit)) * unit


def _whole(figure: Derived, shown: Shown, _row: Row) -> SafeCell:
    return shown.whole.get(figure.of[0], ABSENT)


def _known(figure: Derived, shown: Shown, row: Row) -> SafeCell:
    """The total without those not recorded; for the row of those, the whole total."""
    whole = shown.whole.get(figure.of[0], ABSENT)
    if any(row[c.name].mark == "z" for c in shown.columns if c.role == "dimension"):
        return POINTLESS
    if whole.mark or _unrecorded(shown, row):
        return whole
    blank = [other[figure.of[0]] for other in shown.rows if _unrecorded(shown, other)]
    hidden = [cell for cell in blank if cell.mark == "c"]
    total = int(whole.value or 0)
    if hidden and total < LARGE * len(hidden):
        return HIDDEN
    less = sum(int(cell.value or 0) for cell in blank if not cell.mark)
    return SafeCell(max(total - less, 0), "", whole.about or bool(hidden))


def _all_people(figure: Derived, shown: Shown) -> list[SafeCell]:
    """What was counted, and the people, over the rows whose people are known."""
    counted, people = figure.of
    rows = [row for row in shown.rows if not row[people].mark and row[people].value]
    hidden = sum(row[counted].mark == "c" for row in rows)
    total = sum(int(row[counted].value or 0) for row in rows)
    about = bool(hidden) or any(row[counted].about for row in rows)
    everybody = SafeCell(sum(int(row[people].value or 0) for row in rows))
    return [HIDDEN if hidden and total < LARGE * hidden else SafeCell(total, "", about), everybody]


def _unrecorded(shown: Shown, row: Row) -> bool:
    names = [column.name for column in shown.columns if column.role == "dimension"]
    return any(row[name].value == NOT_RECORDED for name in names if name in row)


def _percent(of: Sequence[int]) -> list[Number]:
    return [_per_cent(100 * of[0] / of[1], of[1]) if of[1] else None]


def _share(of: Sequence[int]) -> list[Number]:
    """Rounding can put a part above its whole; a share is still no more than all of it."""
    return _percent([min(of[0], of[1]), of[1]])


def _per_cent(value: float, base: int) -> float | int:
    return round_half_up(value, 1) if base >= FINE else int(round_half_up(value))


def _change(of: Sequence[int]) -> list[Number]:
    change = intervals.change_percent(of[1], of[0])
    return [None if change is None else _per_cent(change, of[1])]


def _ratio(of: Sequence[int]) -> list[Number]:
    return [significant(of[0] / of[1]) if of[1] else None]


def _rate(of: Sequence[int]) -> list[Number]:
    digits = 3 if of[0] >= 1000 else 2
    return [significant(of[2] * of[0] / of[1], digits) if of[1] else None]


def _rate_limits(of: Sequence[int]) -> list[Number]:
    if not of[1]:
        return [None, None]
    low, high = intervals.rate_interval(of[0], of[1], per=of[2])
    return [significant(low, rounding=floor), significant(high, rounding=ceil)]


def _relative(of: Sequence[int]) -> list[Number]:
    """A group's rate beside that of all; none where nobody was counted or nobody lives."""
    count, people, total, everybody = of[:4]
    if not people or not total:
        return [None]
    return [significant(intervals.relative_rate(min(count, total), total, people, everybody))]


def _relative_limits(of: Sequence[int]) -> list[Number]:
    count, people, total, everybody = of[:4]
    if not people or not total:
        return [None, None]
    low, high = intervals.relative_rate_interval(min(count, total), total, people, everybody)
    return [significant(low, rounding=floor), significant(high, rounding=ceil)]


def significant(value: float, digits: int = 2, rounding: Callable[[float], float] = round) -> float:
    """To so many significant figures: a ratio of rounded counts is worth no more."""
    if not value:
        return 0.0
    scale = 10.0 ** (digits - 1 - floor(log10(abs(value))))
    return float(rounding(value * scale)) / scale


def _poisson(of: Sequence[int]) -> list[Number]:
    return list(intervals.poisson_interval(of[0]))


def _wilson(of: Sequence[int]) -> list[Number]:
    if not of[1]:
        return [None, None]
    low, high = intervals.wilson_interval(min(of[0], of[1]), of[1])
    return [floor(100 * low), ceil(100 * high)]


def _ratio_limits(of: Sequence[int]) -> list[Number]:
    if not of[1]:
        return [None, None]
    low, high = intervals.ratio_interval(of[0], of[1])
    return [
        significant(low, rounding=floor),
        None if isinf(high) else significant(high, rounding=ceil),
    ]


def _matched(of: Sequence[int]) -> list[Number]:
    """Share of records matched, chance taken off, with its limits; none without any to compare."""
    from watchward.maths import linkage

    matched, by_chance, compared, pool = of[:4]
    if not compared or not pool:
        return [None, None, None]
    share, low, high = linkage.matched_share(min(matched, compared), by_chance, compared, pool)
    return [int(round_half_up(100 * share)), floor(100 * low), ceil(100 * high)]


def _money(of: Sequence[int]) -> list[Number]:
    """Pounds to three figures: the unit costs are worth no more."""
    return [int(significant(of[0] * of[1] * of[-1] / 10_000, 3))]


def _money_limits(of: Sequence[int]) -> list[Number]:
    """Of cases, pounds, spread in per cent, and where told: least and most share, and chance."""
    from watchward.maths.savings import Assumed, saved_limits

    cases, pounds, spread, *rest, share = of
    low, high, by_chance = rest or (0, 0, 1)
    assumed = Assumed(
        count=cases,
        unit=pounds,
        share=share / 10_000,
        spread=1 + spread / 100,
        low=low / 10_000 if high else None,
        high=high / 10_000 if high else None,
        by_chance=bool(by_chance),
    )
    least, most = saved_limits(assumed)
    return [
        int(significant(least, 3, rounding=floor)),
        int(significant(most, 3, rounding=ceil)),
    ]


def _low(of: Sequence[int]) -> list[Number]:
    return _wilson(of)[:1]


def _high(of: Sequence[int]) -> list[Number]:
    return _wilson(of)[1:]


def _expected(figure: Derived, shown: Shown, row: Row) -> SafeCell:
    """Where a month would lie, judged by the months shown before it; hidden ones are left out."""
    at = next(c.name for c in shown.columns if c.role == "dimension" and c.describes == "month")
    month = row[at].value
    if not isinstance(month, int):
        return POINTLESS
    before = [(other[at].value, other[figure.of[0]]) for other in shown.rows]
    past = [(m, cell) for m, cell in before if isinstance(m, int) and m < month]
    limits = season.expected_range(
        [m for m, _ in past],
        [None if cell.mark else float(cell.value or 0) for _, cell in past],
        month=month,
    )
    if limits is None:
        return HIDDEN if any(cell.mark == "c" for _, cell in past) else ABSENT
    end, unit = IN_A_SERIES[figure.kind], shown.units.get(figure.of[0], 1)
    return SafeCell(_outward(limits[end], end, unit), "", unit > 1)


IN_A_SERIES = {"expected_low": 0, "expected_high": 1}
OF_A_WHOLE: dict[str, Callable[[Derived, Shown, Row], SafeCell]] = {
    "share": _whole,
    "known_share": _known,
    "known_low": _known,
    "known_high": _known,
}
OF_ALL_PEOPLE = ("relative_rate", "relative_rate_interval")
MADE: dict[str, Callable[[Sequence[int]], list[Number]]] = {
    "percent": _percent,
    "share": _share,
    "known_share": _share,
    "known_low": _low,
    "known_high": _high,
    "change_percent": _change,
    "ratio": _ratio,
    "rate": _rate,
    "rate_interval": _rate_limits,
    "relative_rate": _relative,
    "relative_rate_interval": _relative_limits,
    "poisson_interval": _poisson,
    "wilson_interval": _wilson,
    "ratio_interval": _ratio_limits,
    "money": _money,
    "money_interval": _money_limits,
    "matched_share": lambda of: _matched(of)[:1],
    "matched_low": lambda of: _matched(of)[1:2],
    "matched_high": lambda of: _matched(of)[2:],
}

"""Unit costs of one series by kind of violence and category, with who bears them.

The two series are never mixed: their categories and prices differ. Source: Home Office Online
Report 30/05 with the National Audit Office's Figure 5 (2003-04), Home Office Research Report 99
(2015-16).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from watchward.errors import UsageRefusal
from watchward.reference.load import Citation, figure

SERIES = ("2015-16", "2003-04")
PREVENTION = ("anticipation", "defensive", "insurance")
KINDS = {"with_injury": "Violence with injury", "without_injury": "Violence without injury"}


@dataclass(frozen=True)
class UnitCost:
    """Pounds for each case, in the series' own prices; `bearer` is who pays or loses it."""

    title: str
    bearer: str
    tangible: bool
    cash: str  # no: time or capacity, seldom a smaller bill; part: a smaller bill in time
    pounds: float
    confirmed: bool


@dataclass(frozen=True)
class Series:
    """One publication's costs by kind of violence."""

    name: str
    prices: str  # the year whose prices they are in
    spread: float  # a local cost may be so many times less or more
    citations: tuple[Citation, ...]
    by_kind: Mapping[str, Sequence[UnitCost]]


def read_series(name: str) -> Series:
    """The series by name; refused where there is none of that name."""
    if name not in SERIES:
        raise UsageRefusal(
            "There is no series of unit costs of that name.",
            where="--costs",
            do=f"There are: {', '.join(SERIES)}.",
        )
    made = _of_2015() if name == "2015-16" else _of_2003()
    sorts = figure("cost_bearers")
    by_kind = {kind: _sorted(sorts.data["category"], cells) for kind, cells in made.items()}
    used = ("unit_costs_rr99",) if name == "2015-16" else ("unit_costs_ho3005",)
    more = () if name == "2015-16" else ("nao_cost_of_violence",)
    citations = tuple(figure(one).citation for one in (*used, *more, "cost_bearers"))
    prices = str(figure(used[0]).data["price_year"])
    return Series(name, prices, float(sorts.data["spread"]), citations, by_kind)


def in_prices(series: Series, year: str, *, index: Mapping[str, float]) -> Series:
    """The same costs in another year's prices: times its deflator over that of their own year."""
    lacking = [one for one in (series.prices, year) if one not in index]
    if lacking:
        raise UsageRefusal(
            f"No deflator is known for {' or '.join(lacking)}.",
            where="prices",
            do="Supply both years in one table: `watchward supply deflators`.",
        )
    times = index[year] / index[series.prices]
    by_kind = {
        kind: tuple(replace(cost, pounds=cost.pounds * times) for cost in costs)
        for kind, costs in series.by_kind.items()
    }
    return replace(series, prices=year, by_kind=by_kind)


Cells = Mapping[str, tuple[float, bool]]  # category → pounds, and whether seen in print


def _of_2015() -> dict[str, Cells]:
    table = figure("unit_costs_rr99").data
    return {
        kind: {
            name: (float(cost), name in table[kind]["confirmed"])
            for name, cost in zip(table["categories"], table[kind]["costs"], strict=True)
        }
        for kind in KINDS
    }


def _of_2003() -> dict[str, Cells]:
    """With injury: an average wounding, split as Figure 5 splits serious and other together."""
    fig5, units = figure("nao_cost_of_violence").data, figure("unit_costs_ho3005").data
    wounding = wounding_cost(fig5, units)
    shares = combined_shares(fig5)
    with_injury = {
        name: (wounding * share, False)
        for name, share in zip(fig5["categories"], shares, strict=True)
    }
    assault = zip(units["categories"], units["common_assault"]["costs"], strict=True)
    return {
        "with_injury": with_injury,
        "without_injury": {name: (float(cost), False) for name, cost in assault},
    }


def _sorted(categories: Mapping[str, Mapping[str, str]], cells: Cells) -> tuple[UnitCost, ...]:
    """In the order of `categories`; what precautions and insurance cost is one category."""
    summed: dict[str, tuple[float, bool]] = {}
    for name, (cost, seen) in cells.items():
        kept = "prevention" if name in PREVENTION else name
        before, seen_before = summed.get(kept, (0.0, True))
        summed[kept] = (before + cost, seen and seen_before)
    return tuple(
        UnitCost(
            title=about["title"],
            bearer=about["bearer"],
            tangible=about["sort"] == "tangible",
            cash=about["cash"],
            pounds=summed[name][0],
            confirmed=summed[name][1],
        )
        for name, about in categories.items()
        if summed.get(name, (0.0, False))[0]
    )


WOUNDING = ("serious_wounding", "other_wounding")


def combined_shares(fig5: Mapping[str, Sequence[float]]) -> tuple[float, ...]:
    """Each category's share of serious and other wounding together, as Figure 11 uses them."""
    both = [sum(costs) for costs in zip(*(fig5[kind] for kind in WOUNDING), strict=True)]
    return tuple(value / sum(both) for value in both)


def implied_incidents(
    fig5: Mapping[str, Mapping[str, float]], units: Mapping[str, Mapping[str, float]], kind: str
) -> float:
    """Incidents that Figure 5's total of one kind stands for, at the unit cost."""
    return float(fig5["row_totals"][kind] * 1_000_000 / units[kind]["total"])


def wounding_cost(
    fig5: Mapping[str, Mapping[str, float]], units: Mapping[str, Mapping[str, float]]
) -> float:
    """Pounds for an average wounding, in 2003 prices: total cost over implied incidents."""
    total = sum(fig5["row_totals"][kind] for kind in WOUNDING) * 1_000_000
    return float(total / sum(implied_incidents(fig5, units, kind) for kind in WOUNDING))

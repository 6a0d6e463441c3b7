"""What the change would be worth beside what was spent, if it was the intervention's doing.

Cases avoided a year at the unit cost of violence with injury (2015-16), what somebody pays or loses
only; optimism bias by the registered confidence (reference/figures/optimism_bias.toml).
"""

from dataclasses import dataclass
from math import log

from watchward.analysis.evaluation.judged import HALF, YEAR, Counts, Judged, Z
from watchward.contract.followed import Outcome
from watchward.contract.intervention import Intervention
from watchward.engine.beside import Beside
from watchward.engine.prices import priced
from watchward.errors import UsageRefusal
from watchward.maths.value import Flows, Value, value
from watchward.reference import figure
from watchward.reference.unit_costs import Series, read_series

SERIES = "2015-16"


@dataclass(frozen=True)
class Each:
    """What a case costs those who pay or lose, in whose prices; and how far to mistrust costs."""

    pounds: float
    series: Series
    prices: str
    bias: float

    @property
    def gains_most(self) -> str:
        """Who bears most of it."""
        costs = [one for one in self.series.by_kind["with_injury"] if one.tangible]
        return max(costs, key=lambda one: one.pounds).bearer


def each_case(about: Intervention, beside: Beside) -> Each:
    """In the prices of the costs, where deflators were supplied for it."""
    series, prices = _priced(beside, about.money.price_year)
    pounds = sum(cost.pounds for cost in series.by_kind["with_injury"] if cost.tangible)
    return Each(pounds, series, prices, float(figure("optimism_bias").data[about.money.confidence]))


def worth_rows(
    about: Intervention, judged: Judged, counts: Counts, *, case: Each
) -> list[tuple[str, str]]:
    """Lines of a table; none where no cost was registered."""
    money = about.money
    if judged.ratio is None or not (money.set_up or money.a_year):
        return []
    months = counts.treated.shape[1] - counts.start
    seen = float(counts.treated[:, counts.start :].sum()) * YEAR / months
    avoided = _expected(judged.ratio, counts) * YEAR / months - seen
    series, prices, each, bias = case.series, case.prices, case.pounds, case.bias
    error = None
    if judged.low is not None and judged.high is not None and judged.low > 0:
        error = log(judged.high / judged.low) / (2 * Z)
    flows = Flows(
        set_up=money.set_up,
        a_year=money.a_year,
        benefit=avoided * each,
        still=seen * each,
        years=max(1, round(months / YEAR)),
        bias=bias,
        log_error=error or 0.0,
    )
    found = value(flows)
    pays = ", ".join(f"{who} {share:g} %" for who, share in money.pays.items())
    return [
        ("If it was its doing: cases avoided a year", _avoided(avoided)),
        (f"Each, paid or lost ({series.prices} prices, unverified)", f"£{each:,.0f}"),
        ("Prices", prices),
        (
            "Costs raised, and a benefit lowered, for optimism",
            f"{bias:.0%} ({money.confidence} confidence)",
        ),
        *_valued(found, flows, drawn=error is not None),
        ("Who pays", pays or "not said"),
        (
            "Who gains or loses, before optimism is taken off" if bias else "Who gains or loses",
            _gains(series, avoided),
        ),
    ]


def _priced(beside: Beside, year: str) -> tuple[Series, str]:
    """The unit costs, and in words whether costs and benefits are of one year."""
    own = read_series(SERIES)
    if not year:
        return own, f"benefits in {own.prices} prices; the year of the costs was not said"
    try:
        made = priced(beside, SERIES, year)
    except UsageRefusal:
        return own, (
            f"costs in {year} prices and benefits in {own.prices}: not of one year, for no "
            "deflators were supplied for it"
        )
    by = f", benefits brought to them by: {made.by}" if made.by else ""
    return made.series, f"all in {year} prices{by}"


def cost_rows(about: Intervention, outcome: Outcome) -> list[tuple[str, str]]:
    """What was spent on each person followed, and on each who was counted; none without a cost."""
    money, plan = about.money, about.plan
    spent = money.set_up + money.a_year * (plan.last - plan.start + 1) / YEAR
    group = outcome.groups.get("taken") or outcome.groups["after"]
    if not spent:
        return []
    prices = f"prices of {money.price_year}" if money.price_year else "price year not said"
    rows = [
        (f"Cost over its months ({prices})", f"£{spent:,.0f}"),
        ("For each person taken on", f"£{spent / group.people:,.0f}"),
    ]
    if "taken" in outcome.groups and group.counted:
        rows.append(("For each who did so, whatever the reason", f"£{spent / group.counted:,.0f}"))
    return rows


def _expected(ratio: float, counts: Counts) -> float:
    """Events that would have come without it; of none at all, designs count a half."""
    after = float(counts.treated[:, counts.start :].sum())
    if ratio > 0:
        return max(after, HALF) / ratio
    before, start = float(counts.treated[:, : counts.start].sum()), counts.start
    return before * float(counts.treated.shape[1] - start) / start


def _valued(found: Value, flows: Flows, *, drawn: bool) -> list[tuple[str, str]]:
    each = "none: it cost nothing" if found.ratio is None else f"{found.ratio:.1f}"
    span = "1 year" if flows.years == 1 else f"{flows.years} years"
    sure = f"{found.surely:.0%}" if drawn else "not known: the design gives no limits"
    years = "never" if found.payback is None else f"{found.payback:.1f} years"
    return [
        (f"Cost over {span}, discounted at 3.5 %", _pounds(found.cost)),
        ("Benefit over the same years", _pounds(found.benefit)),
        ("Net present value", _pounds(found.net)),
        ("Benefit for each pound", each.replace("-", "−")),
        ("Payback of the set-up cost", years),
        ("Probability that benefits exceed costs", sure),
    ]


def _avoided(cases: float) -> str:
    return f"{cases:,.0f}" if round(cases) >= 0 else f"none: {-cases:,.0f} more"


def _pounds(amount: float) -> str:
    return _plain(amount).replace("−", "−£") if round(amount) < 0 else f"£{_plain(amount)}"


def _plain(amount: float) -> str:
    return f"{'−' if round(amount) < 0 else ''}{abs(amount):,.0f}"


def _gains(series: Series, avoided: float) -> str:
    """Each bearer's part a year; the value put on harm is left out."""
    costs = series.by_kind["with_injury"]
    parts = [f"{one.bearer} {_plain(avoided * one.pounds)}" for one in costs if one.tangible]
    return f"pounds a year: {'; '.join(parts)}"

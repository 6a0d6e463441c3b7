"""What violence costs and what less of it saves: Figures 5 and 11, Cardiff, funding."""

from tests.backtests.backtest import (
    CONSISTENT,
    Backtest,
    Data,
    Numbers,
    percent,
)
from watchward.maths.intervals import change_interval
from watchward.maths.rounding import fall_percent
from watchward.reference.unit_costs import combined_shares, implied_incidents, wounding_cost

KINDS = ("homicide", "serious_wounding", "other_wounding")
UNVERIFIED = "The unit costs are unverified."


def _fall_by_chance(bar: Data) -> Numbers:
    """Falls in per cent that fit both counts at 95 per cent, least first."""
    before, after = (round(bar[f"crimes_{when}"]) for when in ("before", "after"))
    low, high = change_interval(before, after)
    return (-high, -low)


def _totals(costs: Data) -> Numbers:
    rows = [costs[kind] for kind in KINDS]
    columns = [sum(column) for column in zip(*rows, strict=True)]
    return (*(sum(row) for row in rows), *columns, sum(columns))


def _headlines(costs: Data) -> Numbers:
    column = dict(zip(costs["categories"], costs["column_totals"], strict=True))
    return (costs["total"] / 1_000, (column["health"] + column["criminal_justice"]) / 1_000)


def _printed_cells(savings: Data) -> Numbers:
    """Every cell of Figure 11 that survives, unit by unit."""
    names = savings["categories"]
    return tuple(unit[name] for unit in savings["units"] for name in names if name in unit)


def _split(savings: Data, shares: Numbers, totals: list[float]) -> Numbers:
    """`totals`, one for each unit, split by category; cells that Figure 11 lost are left out."""
    named = list(zip(savings["categories"], shares, strict=True))
    return tuple(
        total * share
        for unit, total in zip(savings["units"], totals, strict=True)
        for name, share in named
        if name in unit
    )


def _figure_11(savings: Data, costs: Data) -> Numbers:
    return _split(savings, combined_shares(costs), [unit["total"] for unit in savings["units"]])


def _figure_11_forward(savings: Data, costs: Data, units: Data) -> Numbers:
    """Whole yearly attendances, solved backwards from each total, then put through the tool."""
    saved_each = savings["reduction"] * wounding_cost(costs, units) / 1_000
    attendances = [round(unit["total"] / saved_each) for unit in savings["units"]]
    return _split(savings, combined_shares(costs), [n * saved_each for n in attendances])


def _cardiff_saving(cardiff: Data) -> float:
    yearly = cardiff["fewer_incidents_a_month"] * cardiff["months_a_year"]
    return float(yearly * cardiff["pounds_per_offence"] / 1_000_000)


def _health_part(cardiff: Data, costs: Data) -> float:
    health = combined_shares(costs)[costs["categories"].index("health")]
    return float(_cardiff_saving(cardiff) * health)


ROWS = (
    Backtest(
        id="R08",
        what="Row, column and grand totals of the cost of violence",
        where="Figure 5",
        printed="1,997; 1,629; 9,662; 6,987; 12; 2,105; 1,720; 2,461; 13,288",
        figures=("nao_cost_of_violence",),
        compute=_totals,
        expected=(1_997, 1_629, 9_662, 6_987, 12, 2_105, 1_720, 2_461, 13_288),
        tolerance=3,
        unit="£ million",
        note="The report says that its numbers do not sum because of rounding.",
    ),
    Backtest(
        id="R09",
        what="Headline cost, and the part of the NHS and criminal justice",
        where="¶1 and Figure 5",
        printed="approximately £13 billion; around £4 billion",
        figures=("nao_cost_of_violence",),
        compute=_headlines,
        expected=(13, 4),
        tolerance=0.3,
        unit="£ billion",
    ),
    Backtest(
        id="R10",
        what="Incidents behind Figure 5: homicide, serious and other wounding",
        where="Figure 5",
        printed="not printed",
        figures=("nao_cost_of_violence", "unit_costs_ho3005"),
        compute=lambda c, u: tuple(implied_incidents(c, u, kind) for kind in KINDS),
        expected=(1_369, 76_043, 1_199_355),
        tolerance=1,
        unit="incidents",
        grade=CONSISTENT,
        note=f"Solved backwards. {UNVERIFIED}",
    ),
    Backtest(
        id="R11",
        what="Average cost of a wounding in 2003 prices",
        where="Figure 5",
        printed="not printed",
        figures=("nao_cost_of_violence", "unit_costs_ho3005"),
        compute=wounding_cost,
        expected=8_853,
        tolerance=5,
        unit="£",
        grade=CONSISTENT,
        note=f"Solved backwards. {UNVERIFIED}",
    ),
    Backtest(
        id="R12",
        what="Savings of nine accident and emergency units, by category",
        where="Figure 11",
        printed="43 cells that can still be read",
        figures=("nao_ae_savings", "nao_cost_of_violence"),
        compute=_figure_11,
        expected=lambda savings, _costs: _printed_cells(savings),
        tolerance=1,
        unit="£ thousand",
        grade=CONSISTENT,
        note="Each printed total, split by Figure 5's shares for wounding: an inference.",
    ),
    Backtest(
        id="R13",
        what="The same from attendances: attendances × 10 % × unit cost × share",
        where="Figure 11",
        printed="43 cells that can still be read",
        figures=("nao_ae_savings", "nao_cost_of_violence", "unit_costs_ho3005"),
        compute=_figure_11_forward,
        expected=lambda savings, _costs, _units: _printed_cells(savings),
        tolerance=1,
        unit="£ thousand",
        grade=CONSISTENT,
        note=f"The attendances are not printed: solved backwards, to whole people. {UNVERIFIED}",
    ),
    Backtest(
        id="R14",
        what="Cardiff's yearly saving",
        where="Case example 6",
        printed="approximately £12.8 million",
        figures=("nao_cardiff",),
        compute=_cardiff_saving,
        expected=12.8,
        tolerance=0.05,
        unit="£ million",
    ),
    Backtest(
        id="R15",
        what="The NHS's part of Cardiff's saving",
        where="Case example 6",
        printed="£2 million",
        figures=("nao_cardiff", "nao_cost_of_violence"),
        compute=_health_part,
        expected=2,
        tolerance=0.1,
        unit="£ million",
        grade=CONSISTENT,
        note="Split by Figure 5's share of health; the report does not print the share.",
    ),
    Backtest(
        id="R16",
        what="Uprating that would turn £8,853 into £9,600",
        where="Case example 6",
        printed="approximately £9,600",
        figures=("nao_cardiff", "nao_cost_of_violence", "unit_costs_ho3005"),
        compute=lambda k, c, u: k["pounds_per_offence"] / wounding_cost(c, u),
        expected=1.084,
        tolerance=0.002,
        unit="times",
        grade=CONSISTENT,
        note=f"An inference: no deflator was checked. {UNVERIFIED}",
    ),
    Backtest(
        id="R17",
        what="Largest family average for which 111 fewer a month is over 30 %",
        where="Case example 6",
        printed="111 incidents a month, a reduction of over 30 per cent",
        figures=("nao_cardiff",),
        compute=lambda k: 100 * k["fewer_incidents_a_month"] / k["reduction_percent_over"],
        expected=370,
        unit="incidents a month",
        grade=CONSISTENT,
        note="Solved backwards: the family's average is not printed.",
    ),
    Backtest(
        id="R18",
        what="Fall in crimes at one bar",
        where="Case example 2",
        printed="88 per cent",
        figures=("nao_bar_zulu",),
        compute=lambda bar: fall_percent(bar["crimes_before"], bar["crimes_after"]),
        expected=88,
        tolerance=0.5,
        unit="per cent",
        note="87.5, rounded half up.",
    ),
    Backtest(
        id="R18b",
        what="The same fall: its interval at 95 per cent, chance alone",
        where="Case example 2",
        printed="not printed",
        figures=("nao_bar_zulu",),
        compute=_fall_by_chance,
        expected=(78.14, 93.38),
        tolerance=0.05,
        unit="per cent",
        result_printed=False,
        note="As if crimes came singly. A bar picked at its worst tends to fall somewhat "
        "by itself, and no other bar is compared: this does not measure what was done.",
    ),
    Backtest(
        id="R19",
        what="Officers kept outside that bar",
        where="Case example 2",
        printed="2 of an average of 15 officers",
        figures=("nao_bar_zulu",),
        compute=lambda bar: percent(bar["officers_outside"], bar["officers_city_centre"]),
        expected=13.3,
        tolerance=0.05,
        unit="per cent",
        result_printed=False,
    ),
    Backtest(
        id="R40",
        what="Grant for an average partnership",
        where="¶1.13",
        printed="around £64 million; 371",
        figures=("nao_funding",),
        compute=lambda f: f["partnership_grant_pounds"] / f["partnerships"],
        expected=172_507,
        tolerance=50,
        unit="£",
        result_printed=False,
    ),
    Backtest(
        id="R41",
        what="Tackling Gangs Action Programme, for each area",
        where="¶2.12",
        printed="£1.4 million; four areas",
        figures=("nao_funding",),
        compute=lambda f: f["gangs_programme_pounds"] / f["gangs_programme_areas"],
        expected=350_000,
        unit="£",
        result_printed=False,
    ),
    Backtest(
        id="R47",
        what="Most that the programme paid of Liverpool's community safety spending",
        where="¶1.14",
        printed="15 per cent; less than 1 per cent of this",
        figures=("nao_funding",),
        compute=lambda f: (
            f["liverpool"]["spent_on_violence_percent"]
            * f["liverpool"]["of_which_programme_percent_under"]
            / 100
        ),
        expected=0.15,
        unit="per cent",
        note="An upper bound.",
        result_printed=False,
    ),
)

"""How much violence there was, and to whom: Figures 2 and 6, the trends, weapons, Appendix 4."""

from statistics import mean, median

from tests.backtests.backtest import (
    CONSISTENT,
    NOT_REPRODUCIBLE,
    Backtest,
    Data,
    Numbers,
    fall_left_open,
    percent,
)
from watchward.maths.rounding import fall_percent

ROUNDED = "Worked by the report from unrounded numbers that it does not print."


def _mix(mix: Data) -> Numbers:
    return tuple(percent(row["count"], mix["total"]) for row in mix["offences"])


def _most_serious(mix: Data) -> float:
    return float(sum(r["count"] for r in mix["offences"] if r["name"] in mix["most_serious"]))


def _rank_and_middle(data: Data) -> Numbers:
    rates = data["rates"]
    home = rates["England and Wales"]
    rank = 1 + sum(rate > home for rate in rates.values())
    ratio = rates["United States"] / home
    return (rank, len(rates), ratio, mean(rates.values()), median(rates.values()))


ROWS = (
    Backtest(
        id="R01",
        what="Mix of recorded violence against the person",
        where="Figure 2",
        printed="46.58, 24.59, 21.87, 3.32, 1.65, 1.23, 0.54, 0.07, 0.06, 0.05, 0.05",
        figures=("nao_violence_mix",),
        compute=_mix,
        expected=(46.58, 24.59, 21.87, 3.32, 1.65, 1.23, 0.54, 0.07, 0.06, 0.05, 0.05),
        tolerance=0.03,
        unit="percentage points",
        note="The printed percentages come from unrounded counts.",
    ),
    Backtest(
        id="R02",
        what="Total recorded violence against the person",
        where="Figure 2",
        printed="1,046,000",
        figures=("nao_violence_mix",),
        compute=lambda mix: sum(row["count"] for row in mix["offences"]),
        expected=1_046_000,
        tolerance=200,
        unit="crimes",
        note="The rounded rows sum to 189 fewer.",
    ),
    Backtest(
        id="R03",
        what="Most serious violence, from the rows that make it",
        where="Figure 2 and ¶1.5",
        printed="19,200",
        figures=("nao_violence_mix",),
        compute=_most_serious,
        expected=19_200,
        tolerance=50,
        unit="crimes",
    ),
    Backtest(
        id="R04",
        what="Fall in most serious violence, 2002-03 to 2006-07",
        where="¶8 and ¶1.5",
        printed="5.9 per cent",
        figures=("nao_violence_trend",),
        compute=lambda t: fall_percent(
            t["recorded_most_serious"]["before"], t["recorded_most_serious"]["after"]
        ),
        expected=5.9,
        tolerance=0.05,
        unit="per cent",
    ),
    Backtest(
        id="R05",
        what="Fall in violence, British Crime Survey",
        where="¶8 and ¶1.5",
        printed="9.0 per cent",
        figures=("nao_violence_trend",),
        compute=lambda t: fall_left_open(t["survey_violence"]),
        expected=9.0,
        unit="per cent",
        grade=NOT_REPRODUCIBLE,
        note=f"{ROUNDED} 2.7 to 2.5 million gives 7.4; the interval is what the rounding allows.",
    ),
    Backtest(
        id="R05b",
        what="The same fall, from counts to the nearest thousand",
        where="¶8 and ¶1.5",
        printed="9.0 per cent",
        figures=("survey_violence_2006_07",),
        compute=lambda survey: fall_percent(survey["before"], survey["after"]),
        expected=9.0,
        tolerance=0.1,
        unit="per cent",
        grade=CONSISTENT,
        note="The counts are not in the report, and ours are unverified.",
    ),
    Backtest(
        id="R06",
        what="Fall in violence with injury, British Crime Survey",
        where="¶1.5",
        printed="11.9 per cent",
        figures=("nao_violence_trend",),
        compute=lambda t: fall_left_open(t["survey_injury"]),
        expected=11.9,
        unit="per cent",
        grade=NOT_REPRODUCIBLE,
        note=f"{ROUNDED} 1.4 to 1.3 million gives 7.1; the interval is what the rounding allows.",
    ),
    Backtest(
        id="R07",
        what="Fall in all crime, British Crime Survey",
        where="¶8 and ¶1.5",
        printed="8.5 per cent",
        figures=("nao_violence_trend",),
        compute=lambda t: fall_left_open(t["survey_all_crime"]),
        expected=8.5,
        unit="per cent",
        grade=NOT_REPRODUCIBLE,
        note="The report prints no inputs.",
    ),
    Backtest(
        id="R26",
        what="Risk of young men against all adults",
        where="Figure 6 and ¶1.10",
        printed="nearly four times",
        figures=("nao_victim_risk",),
        compute=lambda risk: risk["men"][0] / risk["all_adults"],
        expected=3.83,
        tolerance=0.05,
        unit="times",
        result_printed=False,
    ),
    Backtest(
        id="R27",
        what="Risk of all adults from men's and women's",
        where="Figure 6 and ¶1.10",
        printed="just over 3.6 per cent",
        figures=("nao_victim_risk",),
        compute=lambda risk: mean((risk["all_men"], risk["all_women"])),
        expected=3.6,
        tolerance=0.1,
        unit="per cent",
        note="Men and women weigh the same here.",
    ),
    Backtest(
        id="R28",
        what="Homicide rate",
        where="¶1.8",
        printed="1.4 per 100,000",
        figures=("nao_violence_mix", "population_mid_2006"),
        compute=lambda mix, people: (
            100_000
            * next(row["count"] for row in mix["offences"] if row["name"] == "Homicide")
            / people["people"]
        ),
        expected=1.4,
        tolerance=0.05,
        unit="per 100,000",
        grade=CONSISTENT,
        note="The population is not in the report, and ours is unverified.",
    ),
    Backtest(
        id="R29",
        what="Homicide in other countries: rank, countries, United States ratio, mean, median",
        where="Appendix 4",
        printed="28 rates in order",
        figures=("nao_homicide_rates",),
        compute=_rank_and_middle,
        expected=(15, 28, 3.45, 1.87, 1.67),
        tolerance=0.01,
        note="The report prints the rates alone.",
        result_printed=False,
    ),
    Backtest(
        id="R30",
        what="Homicide rate since 1999-2001",
        where="Appendix 4 and ¶1.8",
        printed="1.61; 1.4",
        figures=("nao_homicide_rates",),
        compute=lambda d: fall_percent(d["rates"]["England and Wales"], d["england_and_wales_now"]),
        expected=13,
        tolerance=0.5,
        unit="per cent",
        result_printed=False,
    ),
    Backtest(
        id="R31",
        what="Scotland against England and Wales, males aged 10 to 29",
        where="Appendix 3",
        printed="5.3; 1.0",
        figures=("nao_homicide_rates",),
        compute=lambda d: d["males_10_29"]["scotland"] / d["males_10_29"]["england_and_wales"],
        expected=5.3,
        unit="times",
        result_printed=False,
    ),
    Backtest(
        id="R44",
        what="Other weapons: what the named ones leave",
        where="¶1.6",
        printed="24; 7, 6, 5 per cent",
        figures=("nao_weapons",),
        compute=lambda w: (
            w["any_weapon"] - (w["knives"] + w["hitting_implements"] + w["glass_or_bottles"])
        ),
        expected=6,
        unit="percentage points",
        note="As if no incident had two weapons.",
        result_printed=False,
    ),
    Backtest(
        id="R45",
        what="Flick knives: excluded against other young people",
        where="¶1.7",
        printed="30 and 9 per cent",
        figures=("nao_weapons",),
        compute=lambda w: w["flick_knife"]["excluded_from_school"] / w["flick_knife"]["in_school"],
        expected=3.3,
        tolerance=0.05,
        unit="times",
        result_printed=False,
    ),
)

"""What partnerships answered to the survey: Figures 9 and 14, Part 3, Appendix 1."""

from tests.backtests.backtest import Backtest, Data, Numbers, percent


def _margin(survey: Data) -> float:
    """Half-width of a 95 % interval for a share of one half, sampled without replacement."""
    asked, answered = survey["partnerships"], survey["responses"]
    left = (asked - answered) / (asked - 1)
    return float(100 * 1.96 * (0.25 / answered * left) ** 0.5)


def _effective(data: Data) -> Numbers:
    rows = data["programmes"]
    said = ("effective", "ineffective", "neither")
    shares = [percent(row["effective"], row["respondents"]) for row in rows]
    unsure = [row["respondents"] - sum(row[column] for column in said) for row in rows]
    return (*shares, *unsure)


def _use_of_data(data: Data) -> Numbers:
    rows = [dict(zip(data["columns"], s["percent"], strict=True)) for s in data["sources"]]
    return (*(sum(r.values()) for r in rows), *(r["always"] + r["started"] for r in rows))


def _groups(survey: Data) -> Numbers:
    group = survey["violence_group"]
    have = survey["responses"] * group["have_group_percent"] / 100
    members = ("primary_care_trust_percent", "acute_trust_percent", "schools_percent")
    return (have, *(have * group[member] / 100 for member in members))


ROWS = (
    Backtest(
        id="R20",
        what="Response to the survey",
        where="Appendix 1 ¶3",
        printed="59 per cent",
        figures=("nao_survey",),
        compute=lambda s: percent(s["responses"], s["partnerships"]),
        expected=59,
        tolerance=0.5,
        unit="per cent",
    ),
    Backtest(
        id="R21",
        what="Response in the Tackling Violent Crime Programme",
        where="Figure 9 note 2 and Appendix 1 ¶3",
        printed="53 per cent",
        figures=("nao_survey",),
        compute=lambda s: percent(
            s["tackling_violent_crime"]["responses"], s["tackling_violent_crime"]["partnerships"]
        ),
        expected=53,
        tolerance=0.5,
        unit="per cent",
    ),
    Backtest(
        id="R22",
        what="Margin of error of the survey",
        where="Appendix 1 ¶3",
        printed="not printed",
        figures=("nao_survey",),
        compute=_margin,
        expected=4.2,
        tolerance=0.1,
        unit="percentage points",
        note="As if those who answered were a random sample, which they were not.",
        result_printed=False,
    ),
    Backtest(
        id="R23",
        what="Programmes thought effective (per cent), and those who did not know",
        where="Figure 9",
        printed="12 of 17, 61 of 81, 41 of 59",
        figures=("nao_effective_programmes",),
        compute=_effective,
        expected=(71, 75, 69, 0, 4, 6),
        tolerance=0.5,
        result_printed=False,
    ),
    Backtest(
        id="R24",
        what="Eight sources of data: rows sum to 100; used within 12 months",
        where="Figure 14 and ¶13",
        printed="45 per cent (accident and emergency); 26 per cent (exclusions)",
        figures=("nao_data_use",),
        compute=_use_of_data,
        expected=(*(100,) * 8, 100, 94, 78, 56, 31, 45, 17, 26),
        unit="per cent",
    ),
    Backtest(
        id="R25",
        what="Licensing Act and weapons amnesties: answers sum to 100",
        where="¶2.8 and ¶2.14",
        printed="46, 13, 41; 13, 30, 57",
        figures=("nao_survey",),
        compute=lambda s: (
            sum(s["licensing_act"].values()),
            sum(s["weapons_amnesties"].values()),
        ),
        expected=(100, 100),
        unit="per cent",
    ),
    Backtest(
        id="R42",
        what="Violence groups: how many; with primary care, acute trust, schools",
        where="¶3.6, ¶3.15 and ¶3.16",
        printed="43 per cent; 31, 7 and 18 per cent of those",
        figures=("nao_survey",),
        compute=_groups,
        expected=(95, 29, 7, 17),
        tolerance=1,
        unit="partnerships",
        result_printed=False,
    ),
    Backtest(
        id="R43",
        what="Programme areas with a full-time analyst; with a quarter of one",
        where="¶3.17",
        printed="18 per cent; 59 per cent",
        figures=("nao_survey",),
        compute=lambda s: tuple(
            percent(s["tackling_violent_crime"][held], s["tackling_violent_crime"]["responses"])
            for held in ("full_time_analyst", "quarter_time_analyst")
        ),
        expected=(18, 59),
        tolerance=0.5,
        unit="per cent",
        note="The 42 and 66 per cent of the same paragraph are printed without counts.",
    ),
    Backtest(
        id="R50",
        what="Partnerships that spent additional money on overtime, victims, CCTV",
        where="¶2.30",
        printed="22, 15 and 14 per cent",
        figures=("nao_survey",),
        compute=lambda s: tuple(
            s["responses"] * share / 100 for share in s["additional_funding_spent_on"].values()
        ),
        expected=(48, 33, 31),
        tolerance=1,
        unit="partnerships",
        result_printed=False,
    ),
)

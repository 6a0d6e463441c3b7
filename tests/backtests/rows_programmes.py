"""What single programmes report, and how much violence the police never hear of."""

from collections.abc import Callable

from tests.backtests.backtest import (
    CONSISTENT,
    NOT_REPRODUCIBLE,
    Backtest,
    Data,
    Numbers,
    percent,
)
from watchward.maths.intervals import exact_share_interval
from watchward.maths.rounding import fall_percent


def _two_lists(linked: Data) -> Numbers:
    """People that either list holds, and Chapman's estimate of all (Seber 1982, section 3.1)."""
    police, hospital = linked["police_victims"], linked["hospital_attendances"]
    both = round(hospital * (100 - linked["unknown_to_police_percent"]) / 100)
    return (police + hospital - both, (police + 1) * (hospital + 1) / (both + 1) - 1)


OUTSIDE = "not in the report: BMJ 2011;342:d3313"
MONTHLY = "Adjusted by a model of monthly counts in fifteen cities, of which we have read no copy."


def _beside(outcome: str) -> Callable[[Data], float]:
    """How Cardiff's rate changed over how the others' did, from the rates as printed."""

    def worked(study: Data) -> float:
        (was, now), (others_was, others_now) = study[outcome]["cardiff"], study[outcome]["others"]
        return float((now / was) / (others_now / others_was))

    return worked


def _monthly(study: Data) -> float | None:
    """The published ratios need the monthly series, which a copy with them would hold."""
    return study.get("monthly")


def _evaluated(
    number: int, outcome: str, *, ratio: float, adjusted: str, what: str
) -> tuple[Backtest, ...]:
    """One outcome of the Cardiff evaluation: plain ratio of two ratios; the ratio it publishes."""
    plain = Backtest(
        id=f"S{number}",
        what=f"Cardiff evaluated, {what}: ratio of ratios from the printed rates",
        where=OUTSIDE,
        printed="rates only",
        figures=("cardiff_evaluation_2011",),
        compute=_beside(outcome),
        expected=ratio,
        tolerance=0.001,
        unit="times",
        result_printed=False,
        note=f"The published ratio, {adjusted}, is adjusted: the row below.",
    )
    published = Backtest(
        id=f"S{number}b",
        what=f"Cardiff evaluated, {what}: the adjusted rate ratio",
        where=OUTSIDE,
        printed=adjusted,
        figures=("cardiff_evaluation_2011",),
        compute=_monthly,
        expected=float(adjusted.partition(" ")[0]),
        unit="times",
        grade=NOT_REPRODUCIBLE,
        note=MONTHLY,
    )
    return plain, published


def _desisted(x: Data) -> Numbers:
    """Clopper and Pearson's limits in per cent."""
    low, high = exact_share_interval(round(x["desisted"]), round(x["participants_evaluated"]))
    return (100 * low, 100 * high)


ROWS = (
    *_evaluated(1, "admissions", ratio=0.446, adjusted="0.58 (0.49 to 0.69)", what="admissions"),
    *_evaluated(2, "woundings", ratio=0.719, adjusted="0.68 (0.61 to 0.75)", what="woundings"),
    *_evaluated(
        3, "lesser_assaults", ratio=1.697, adjusted="1.38 (1.13 to 1.70)", what="lesser assaults"
    ),
    Backtest(
        id="R32b",
        what="X-it: limits of those who desisted, at 95 per cent (exact)",
        where="Case example 3",
        printed="not printed",
        figures=("nao_x_it",),
        compute=_desisted,
        expected=(50.61, 87.93),
        tolerance=0.01,
        unit="per cent",
        result_printed=False,
        note="Nobody was compared, and people are taken on at their worst: no cause is shown.",
    ),
    Backtest(
        id="R32",
        what="X-it: desisted while taking part; £ for each usual participant",
        where="Case example 3",
        printed="72 per cent; approximately £55,000, around 22 participants",
        figures=("nao_x_it",),
        compute=lambda x: (
            percent(x["desisted"], x["participants_evaluated"]),
            x["cost_pounds"] / x["participants_usual"],
        ),
        expected=(72, 2_500),
        note="The evaluated programme had 25 participants, not 22.",
    ),
    Backtest(
        id="R33",
        what="Secondary schools that are a Safer School Partnership",
        where="¶2.25",
        printed="around 450 of the 3,600",
        figures=("nao_programmes",),
        compute=lambda p: percent(
            p["safer_schools"]["partnerships"], p["safer_schools"]["secondary_schools"]
        ),
        expected=12.5,
        unit="per cent",
        result_printed=False,
    ),
    Backtest(
        id="R34",
        what="Waltham Forest: caseload involved with gangs; of these, reluctant",
        where="¶2.16",
        printed="25 of 59; 10",
        figures=("nao_programmes",),
        compute=lambda p: (
            percent(p["waltham_forest"]["involved_with_gangs"], p["waltham_forest"]["caseload"]),
            percent(p["waltham_forest"]["reluctant"], p["waltham_forest"]["involved_with_gangs"]),
        ),
        expected=(42, 40),
        tolerance=0.5,
        unit="per cent",
        result_printed=False,
    ),
    Backtest(
        id="R35",
        what="Test purchases that failed: change in points, and relative fall",
        where="¶2.6",
        printed="50 per cent to 15 per cent",
        figures=("nao_programmes",),
        compute=lambda p: (
            p["test_purchase"]["failed_2007_percent"] - p["test_purchase"]["failed_2004_percent"],
            fall_percent(
                p["test_purchase"]["failed_2004_percent"], p["test_purchase"]["failed_2007_percent"]
            ),
        ),
        expected=(-35, 70),
        unit="points; per cent",
        result_printed=False,
    ),
    Backtest(
        id="R36",
        what="Cardiff's MARAC: least relative fall in repeat victims",
        where="¶2.3",
        printed="32 per cent to below 10 per cent",
        figures=("nao_programmes",),
        compute=lambda p: fall_percent(
            p["marac"]["repeat_before_percent"], p["marac"]["repeat_after_percent_below"]
        ),
        expected=68.75,
        unit="per cent",
        note="A lower bound.",
        result_printed=False,
    ),
    Backtest(
        id="R37",
        what="Planned growth of MARACs",
        where="¶2.3",
        printed="40; 100 within a year",
        figures=("nao_programmes",),
        compute=lambda p: p["marac"]["conferences_planned"] / p["marac"]["conferences_2007"],
        expected=2.5,
        unit="times",
        result_printed=False,
    ),
    Backtest(
        id="R38",
        what="Growth of the Tackling Violent Crime Programme",
        where="¶2.5",
        printed="12 to over 50",
        figures=("nao_programmes",),
        compute=lambda p: (
            p["tackling_violent_crime"]["partnerships_2007_over"]
            / p["tackling_violent_crime"]["partnerships_2004"]
        ),
        expected=4.2,
        tolerance=0.05,
        unit="times",
        note="A lower bound.",
        result_printed=False,
    ),
    Backtest(
        id="R39",
        what="South East: accident and emergency units collecting",
        where="¶3.13",
        printed="22 of the approximately 30",
        figures=("nao_programmes",),
        compute=lambda p: percent(p["south_east"]["units_collecting"], p["south_east"]["units"]),
        expected=73,
        tolerance=1,
        unit="per cent",
        result_printed=False,
    ),
    Backtest(
        id="R48",
        what="Attendances in Swansea for each one that the police recorded",
        where="¶3.12",
        printed="65 per cent not reported",
        figures=("nao_swansea",),
        compute=lambda d: 100 / (100 - d["not_reported_percent"]),
        expected=2.86,
        tolerance=0.01,
        unit="times",
        note="One city and period: never a general factor.",
        result_printed=False,
    ),
    Backtest(
        id="R49",
        what="Treated offences for each one reported, least and most",
        where="Case example 6",
        printed="between 25 and 50 per cent",
        figures=("nao_cardiff",),
        compute=lambda k: (100 / k["reported_percent_high"], 100 / k["reported_percent_low"]),
        expected=(2, 4),
        unit="times",
        result_printed=False,
    ),
    Backtest(
        id="R51",
        what="South Wales 2014-16: people on either list; Chapman's estimate of all",
        where="not in the report: JECH 2017;71:1218",
        printed="18,316; 10,260; 59.0 per cent unknown to the police",
        figures=("south_wales_linkage_2017",),
        compute=_two_lists,
        expected=(24_369, 44_664),
        tolerance=1,
        unit="people",
        grade=CONSISTENT,
        note="The matched count is solved from a percentage; the lists are not independent.",
    ),
)

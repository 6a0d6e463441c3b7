"""If it were done elsewhere as well: what is known of that, what is guessed, what would break it.

An effect is carried over only from a design that may speak of a cause. The cases at which one more
place pays for itself follow from the cost registered, the unit cost of a case, and optimism bias.
"""

from watchward.analysis.evaluation.judged import CAUSAL, YEAR, Counts, Judged
from watchward.analysis.evaluation.worth import Each
from watchward.contract.intervention import BEST, Intervention
from watchward.contract.result import Column, Table

KNOWN, GUESSED, NOT_KNOWN = "Known", "Guessed", "Not known"
WHAT = Column("what", "What", "dimension", "kind")
SAID = Column("said", "As far as can be said", "note")
COLUMNS = (WHAT, SAID, Column("sure", "How sure", "note"))
WHY = ("mechanism", "moderators")
Row = tuple[str, str, str]


def scale_table(about: Intervention, judged: Judged, counts: Counts, each: Each) -> Table:
    """One line for each thing that whoever would do it elsewhere must know."""
    rows = [
        _effect(judged),
        *_cost(about),
        ("Cases a year where it was done, in each area", f"{_a_year(counts):,.0f}", KNOWN),
        _pays_from(about, judged, each),
        ("What it takes", about.texts["dose"], KNOWN),
        ("Whether that can be had elsewhere", "Ask before you promise it.", NOT_KNOWN),
        _why(about),
        _moved(about),
        _payers(about, each),
    ]
    return Table("scale_up", "If it were done elsewhere as well", COLUMNS, tuple(rows))


def usable(judged: Judged) -> float | None:
    """The ratio, where it may be carried over: a fall, by its own doing, beyond chance."""
    causal = judged.stands_at >= CAUSAL and judged.sure
    falls = judged.ratio is not None and judged.ratio < 1
    return judged.ratio if causal and falls else None


def _effect(judged: Judged) -> Row:
    what = "Its effect elsewhere"
    ratio = usable(judged)
    if ratio is None:
        why = (
            "Chance alone could have done as much, or it did not fall."
            if judged.stands_at >= CAUSAL
            else "The design cannot say that it worked there."
        )
        return what, f"{why} Judge it beside a comparison before doing it elsewhere.", NOT_KNOWN
    return what, f"{ratio:.2f} times the events expected, if it works as it did there.", GUESSED


def _cost(about: Intervention) -> list[Row]:
    money = about.money
    rows: list[Row] = []
    if money.a_year:
        rows.append(("Cost of one more place, a year", f"£{money.a_year:,.0f}", KNOWN))
    if money.set_up:
        said = f"£0, if it serves both, to £{money.set_up:,.0f}"
        rows.append(("Setting one more place up", said, GUESSED))
    if not rows:
        rows.append(("Cost of one more place, a year", "No cost was registered.", NOT_KNOWN))
    return rows


def _a_year(counts: Counts) -> float:
    months = range(counts.start, counts.treated.shape[1])
    seen = float(counts.treated[:, counts.start :].sum())
    return seen * YEAR / (len(months) * len(counts.treated))


def _pays_from(about: Intervention, judged: Judged, each: Each) -> Row:
    what = "Cases a year from which one more place would pay for itself"
    ratio = usable(judged)
    if ratio is None or not about.money.a_year:
        return what, "It needs an effect and a cost.", NOT_KNOWN
    likely = break_even(about.money.a_year, ratio, each=each.pounds, bias=each.bias)
    said = f"{likely:,.0f} or more"
    if judged.high is not None and judged.high < 1:
        worst = break_even(about.money.a_year, judged.high, each=each.pounds, bias=each.bias)
        return what, f"{said}; {worst:,.0f} at the poorer limit of its effect", GUESSED
    return what, f"{said}; never at the poorer limit of its effect", GUESSED


def break_even(a_year: float, ratio: float, *, each: float, bias: float) -> float:
    """Cases expected a year at which those avoided are worth `a_year`; optimism taken off both."""
    return a_year * (1 + bias) / (each * (1 - bias) * (1 - ratio))


def _why(about: Intervention) -> Row:
    graded = [f"{one} {about.emmie[one]} of {BEST}" for one in WHY if one in about.emmie]
    what = "Why it worked, and for whom (EMMIE)"
    if len(graded) < len(WHY):
        return what, "Not graded: nobody has written down where it would not work.", NOT_KNOWN
    return what, "; ".join(graded), KNOWN


def _moved(about: Intervention) -> Row:
    what = "Whether it moved violence next door"
    if about.plan.buffer:
        return what, "A ring round it was counted: see the checks.", KNOWN
    return what, "No ring round it was counted.", NOT_KNOWN


def _payers(about: Intervention, each: Each) -> Row:
    what = "Whether those who would pay would gain"
    if not about.money.pays:
        return what, "Who pays was not registered.", NOT_KNOWN
    pays = ", ".join(about.money.pays)
    return what, f"Paid by: {pays}. Most is saved by: {each.gains_most}.", GUESSED

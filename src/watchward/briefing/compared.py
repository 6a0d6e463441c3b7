"""Interventions side by side: how sure first, then what was found, cost and value; no ranking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchward.briefing.words import month_said
from watchward.contract.dataset import dataset
from watchward.contract.intervention import DESIGNS_SAID, Registered
from watchward.contract.safe_result import SafeResult

LEVEL = "Level of evidence (Maryland)"
SENTENCE = "In words"
NOTHING = "–"
MOST = 4
Answer = SafeResult | str  # or why there is none


@dataclass(frozen=True)
class Line:
    """One property, and what each intervention has of it; `typed` where somebody wrote it."""

    what: str
    cells: tuple[str, ...]
    typed: bool = False


@dataclass(frozen=True)
class Compared:
    """`found` are lines of the answers, `registered` of the registrations; reserves on both."""

    titles: tuple[str, ...]
    found: tuple[Line, ...]
    registered: tuple[Line, ...]
    reserves: tuple[str, ...]


def compared(pairs: Sequence[tuple[Registered, Answer]]) -> Compared:
    """Each with its released answer, in the order given, which is nobody's order of merit."""
    plans = [one for one, _ in pairs]
    found = [_said(answer) for _, answer in pairs]
    keys = list(dict.fromkeys(key for one in found for key in one))
    keys.sort(key=lambda key: {LEVEL: 0, SENTENCE: 2}.get(key, 1))
    return Compared(
        titles=tuple(one.intervention.title for one in plans),
        found=tuple(Line(key, tuple(one.get(key, NOTHING) for one in found)) for key in keys),
        registered=tuple(_lines(plans)),
        reserves=tuple(_reserves(plans, [one.get(LEVEL, "") for one in found])),
    )


def _said(answer: Answer) -> dict[str, str]:
    if isinstance(answer, str):
        return {SENTENCE: answer}
    tables = (answer.table(name) for name in ("answer", "worth"))
    rows = [row for table in tables if table for row in table.records()]
    return {row["what"].text: row["found"].text for row in rows}


def _lines(plans: Sequence[Registered]) -> Iterator[Line]:
    abouts = [one.intervention for one in plans]
    money = [one.money for one in abouts]
    yield Line("What is counted", tuple(map(_counted, plans)))
    yield Line("How it is judged", tuple(DESIGNS_SAID[one.plan.design] for one in abouts))
    yield Line("Months", tuple(_months(one) for one in plans))
    yield Line("Dose", tuple(one.texts["dose"] for one in abouts), typed=True)
    yield Line("Kind", tuple(f"{one.kind}; acts on the {one.acts_on}" for one in abouts))
    yield Line("Set-up cost", tuple(f"£{one.set_up:,.0f}" for one in money))
    yield Line("Cost a year", tuple(f"£{one.a_year:,.0f}" for one in money))
    yield Line("Prices of", tuple(one.price_year or "not said" for one in money))
    yield Line("Confidence in costs and effect", tuple(one.confidence for one in money))
    yield Line("Who pays", tuple(map(_pays, plans)))
    yield Line("Registered before its outcome", tuple(one.beforehand for one in plans))


def _counted(one: Registered) -> str:
    plan = one.intervention.plan
    return plan.followed.counted if plan.followed else dataset(plan.dataset).subject


def _months(one: Registered) -> str:
    plan = one.intervention.plan
    first, last, start = map(month_said, (plan.first, plan.last, plan.start))
    return f"{first} to {last}; begins {start}"


def _pays(one: Registered) -> str:
    pays = one.intervention.money.pays
    return ", ".join(f"{who} {share:g} %" for who, share in pays.items()) or "not said"


def _reserves(plans: Sequence[Registered], levels: Sequence[str]) -> Iterator[str]:
    """What must not be read across a line."""
    if len({_counted(one) for one in plans}) > 1:
        yield "They count different things: their ratios say nothing about each other."
    if len({_months(one) for one in plans}) > 1:
        yield "They were judged over different months: what else went on then differs too."
    known = {level for level in levels if level}
    if len(known) > 1:
        yield (
            "Their levels of evidence differ. A lower level is a weaker proof, and not a smaller "
            "effect."
        )
    if known and "" in levels:
        yield "Not every one has been judged: what is missing is not a failure."
    if len({one.intervention.money.price_year for one in plans}) > 1:
        yield "Their costs are of different years, or the year was not said."
    if any(one.beforehand == "no" for one in plans):
        yield "Where one was not registered before its outcome, it may have been chosen for it."
    yield "Nothing here is in order of merit: each was done somewhere else, to something else."

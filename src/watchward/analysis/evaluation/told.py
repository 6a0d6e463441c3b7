"""How an evaluation's answer is laid out in lines, whatever its design."""

from collections.abc import Sequence

from watchward.analysis.evaluation.judged import LEVELS, Check, Judged, words
from watchward.contract.intervention import Registered
from watchward.contract.period import month_text
from watchward.contract.result import Column, Table
from watchward.engine.api import Tables

WHAT = Column("what", "What", "dimension", "kind")
FOUND = Column("found", "Found", "note")
PASSED = {True: "Passed", False: "Failed", None: "Cannot be told"}
Lines = Sequence[tuple[str, str]]


def lines(name: str, title: str, rows: Lines) -> Table:
    """A table of two columns: what, and what was found."""
    return Table(name=name, title=title, columns=(WHAT, FOUND), rows=tuple(rows))


def answer(registered: Registered, judged: Judged) -> list[tuple[str, str]]:
    """The sentence first; then the figures that it rests on."""
    none = "not known" if judged.lacking else "none from this design"
    limits = (
        none
        if judged.low is None or judged.high is None
        else f"{judged.low:.2f} to {judged.high:.2f}"
    )
    ratio = none if judged.ratio is None else f"{judged.ratio:.2f}"
    return [
        ("In words", words(judged, registered.intervention.title)),
        ("Ratio of events to those expected", ratio),
        ("Limits, 95 per cent", limits),
        ("Level of evidence (Maryland)", f"{judged.stands_at}: {LEVELS[judged.stands_at]}"),
        ("Design, as registered", judged.method),
        *judged.more,
    ]


def checked(checks: Sequence[Check]) -> list[tuple[str, str]]:
    """Each check with whether it passed."""
    return [(one.what, f"{PASSED[one.passed]}: {one.found}") for one in checks]


def others(tables: Tables, ours: Registered) -> list[Check]:
    """Other programmes in the same areas, treated or compared, at the same time."""
    plan = ours.intervention.plan
    here = {*plan.areas, *plan.comparison}
    return [
        Check(
            f"Also going on there: {one.intervention.title}",
            f"from {month_text(other.start)}",
            None,
        )
        for one in tables.interventions()
        if one.intervention.name != ours.intervention.name
        and here & set((other := one.intervention.plan).areas)
        and other.start <= plan.last
    ]


def caveats(registered: Registered) -> tuple[str, ...]:
    """When it was written down, and whether its outcome could be seen then."""
    said = [f"Registered on {registered.at}, SHA-256 {registered.sha256[:12]}."]
    if registered.seen:
        said.append("Its outcome could be looked at when it was registered: not a test set ahead.")
    if registered.amended:
        said.append(f"The registration was changed {registered.amended} times; each is kept.")
    outcome = registered.outcome
    if outcome is None:
        return (*said, "Events at home are left out, where a source marks them.")
    said.append(
        f"Counted by {outcome.by} and handed in on {outcome.at}; not from the store's records."
    )
    if outcome.amended:
        said.append(f"What was handed in was changed {outcome.amended} times; each is kept.")
    if outcome.of != registered.sha256:
        said.append("The registration was changed after its outcome was handed in.")
    return tuple(said)

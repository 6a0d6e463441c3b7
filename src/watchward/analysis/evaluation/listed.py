"""The register in lines: what each is, how it will be judged, and how it stands."""

from watchward.contract.intervention import DESIGNS_SAID, Plan
from watchward.contract.result import Column, Table
from watchward.engine.api import Tables
from watchward.engine.asked import month_words

HEADS = ("How it stands", "How it is judged", "Begins", "Judged to", "Registered", "Beforehand")


def listed(tables: Tables) -> Table:
    """In the order in which they are judged; how they stand goes by the last month held."""
    last = max((one.last_month for one in tables.sources()), default=0)
    every = sorted(tables.interventions(), key=lambda one: one.intervention.plan.last)
    rows = tuple(
        (
            one.intervention.name,
            one.intervention.title,
            _stands(plan, last),
            DESIGNS_SAID[plan.design],
            month_words(plan.start),
            month_words(plan.last),
            one.at,
            one.beforehand,
        )
        for one in every
        for plan in (one.intervention.plan,)
    )
    notes = (Column(f"note{at}", title, "note") for at, title in enumerate(HEADS))
    name = Column("name", "Name", "dimension", "kind")
    return Table(
        "registered", "Interventions", (name, Column("title", "What", "note"), *notes), rows
    )


def _stands(plan: Plan, last: int) -> str:
    if last < plan.start:
        return "planned"
    return "under way" if last < plan.last else "its months are over: to be judged"

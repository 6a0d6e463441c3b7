"""Whose records a plan is judged by: providers that sent every month that was registered.

A hospital that joins makes more violence seen where its patients were hurt, and that is no effect.
"""

from watchward.analysis.evaluation.judged import Check
from watchward.contract.intervention import Plan
from watchward.contract.period import month_text
from watchward.contract.result import Source
from watchward.engine.api import Tables
from watchward.errors import UsageRefusal


def reported(tables: Tables, plan: Plan) -> list[str]:
    """Providers that are left out; refused where none sent every month."""
    every = [one for one in tables.sources() if one.dataset == plan.dataset]
    lacking = {one.provider: _lacks(one, plan) for one in every}
    if any(not months for months in lacking.values()):
        return [provider for provider, months in lacking.items() if months]
    fewest = min(lacking.values(), key=len, default=[*range(plan.first, plan.last + 1)])
    raise UsageRefusal(
        f"Of the months registered, {len(fewest)} are not held: {month_text(fewest[0])} is the "
        "first.",
        where=plan.dataset,
        do="Wait for them; or register other months, which the answer will say.",
    )


def _lacks(source: Source, plan: Plan) -> list[int]:
    return [
        month
        for month in range(plan.first, plan.last + 1)
        if not source.first_month <= month <= source.last_month or month in source.missing_months
    ]


def gone(provider: str) -> Check:
    """Said beside the other checks."""
    return Check(f"Not counted: {provider}", "it did not send every month registered", None)

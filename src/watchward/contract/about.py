"""What an analysis says of itself, and what may be asked of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """Question, method, source of the method, limits: docs page and briefing print these."""

    name: str
    title: str
    question: str
    method: str
    source: str
    limits: tuple[str, ...]
    inputs: tuple[str, ...]  # sides it can use: police, health, ambulance
    analysts_only: bool = False  # none of its tables leaves: nobody else is offered the question
    linking: str = "no"  # "may": where each body consents; "must": refused unless each does


@dataclass(frozen=True)
class Options:
    """What a person may choose when asking."""

    month: int | None = None  # last month of the window; None means the last one held
    months: int = 12
    dataset: str = ""  # one data set only
    level: float = 0.05  # false discovery rate asked for
    cell_metres: int = 200
    linkage_approved: bool = False  # matching of health to police records, by a recorded approval
    premises: str = ""  # the one named place that a guest may see: their own
    reduction: float = 10.0  # per cent fewer: what savings are worked out for
    costs: str = "2015-16"  # which series of unit costs
    prices: str = ""  # the year whose prices money is told in; the costs' own if not given
    multiplier: float = 1.0  # cases for each one recorded; Watchward ships none
    intervention: str = ""  # which registered one is to be judged

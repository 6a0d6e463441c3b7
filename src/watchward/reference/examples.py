"""Interventions that the report of 2008 tells of, with its own numbers; none was evaluated here."""

from dataclasses import dataclass
from functools import cache

from watchward.reference.load import figure

# What its numbers compare, and the level of evidence that follows (Sherman and others 1997).
LEVELS = {"": 0, "after": 1, "before_after": 2, "comparison": 3}
NOT_SAID = "the report does not say"


@dataclass(frozen=True)
class Example:
    """One; an empty text is what the report does not say, `cost` pounds of one run or year."""

    name: str
    title: str
    where: str
    problem: str
    target: str
    mechanism: str
    dose: str
    funder: str
    kind: str
    acts_on: str
    found: str
    design: str
    reserve: str
    cost: int = 0

    @property
    def level(self) -> int:
        """Maryland, by the design alone; 0 where no outcome is printed."""
        return LEVELS[self.design]


@cache
def examples() -> tuple[Example, ...]:
    """In the order of how sure they are, the surest first."""
    every = (Example(**one) for one in figure("nao_interventions").data["examples"])
    return tuple(sorted(every, key=lambda one: -one.level))

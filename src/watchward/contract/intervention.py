"""An intervention as a partnership registers it: what, where, how, at what cost, and how judged.

The fields follow SARA (scanning, analysis, response, assessment; Eck and Spelman 1987) and EMMIE
(effect, mechanism, moderators, implementation, economics; Johnson, Tilley and Bowers 2015). How it
will be judged is part of it, so that it is written down before the outcome is seen.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from watchward.contract.dataset import datasets
from watchward.contract.followed import Followed, Outcome, read_followed
from watchward.contract.period import month_number
from watchward.errors import InputRefusal, UsageRefusal

OF_RECORDS = ("before_after", "differences", "interrupted", "synthetic", "displacement")
OF_PEOPLE = ("cohort", "repeats")  # whose outcome is handed in (contract/followed.py)
DESIGNS = (*OF_RECORDS, *OF_PEOPLE)
DESIGNS_SAID = {
    "before_after": "before and after",
    "differences": "difference in differences",
    "interrupted": "interrupted series",
    "synthetic": "synthetic control",
    "displacement": "displacement and spread",
    "cohort": "people taken on",
    "repeats": "repeat victimisation",
}
KINDS = ("situational", "developmental", "criminal justice", "treatment", "partnership")
ACTS_ON = ("cause", "consequence")
TEXTS = ("title", "problem", "mechanism", "target", "dose", "funder")
EMMIE = ("effect", "mechanism", "moderators", "implementation", "economics")
BEST = 4  # EMMIE grades run from 0 to 4
NEEDS_COMPARISON = ("differences", "synthetic", "displacement")
MOST_MONTHS = 240
LEAST_MONTHS = 4  # on each side, below which no step beside a trend can be told
LEAST_MIXED = 2  # areas that a synthetic control is made of


@dataclass(frozen=True)
class Plan:
    """How it is to be judged: whose records, where, against where, and over which months.

    `first` to `start` - 1 are before, `start` to `last` after; areas go by their codes. Where
    people are followed there is no `dataset`, and areas only say where, if they are given.
    """

    dataset: str
    design: str
    areas: tuple[str, ...]
    comparison: tuple[str, ...]
    buffer: tuple[str, ...]
    first: int
    start: int
    last: int
    followed: Followed | None = None


@dataclass(frozen=True)
class Money:
    """Pounds; `pays` and `gains`: who bears the cost and who has the benefit, with their shares."""

    set_up: float = 0.0
    a_year: float = 0.0
    price_year: str = ""
    confidence: str = "low"  # how well costs and effect are known: high, medium, low
    pays: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Intervention:
    """What was registered."""

    name: str
    texts: Mapping[str, str]
    kind: str
    acts_on: str
    emmie: Mapping[str, int]
    plan: Plan
    money: Money

    @property
    def title(self) -> str:
        """What people call it."""
        return self.texts["title"]


@dataclass(frozen=True)
class Registered:
    """An intervention with when it was written down, and whether its outcome could be seen then."""

    intervention: Intervention
    sha256: str
    at: str
    by: str
    seen: bool
    amended: int = 0  # how many versions were registered before it
    outcome: Outcome | None = None  # as it was handed in, where people are followed

    @property
    def beforehand(self) -> str:
        """Whether it stood as it stands before its outcome could be looked at."""
        return "no" if self.seen or self.amended else "yes"


def read_intervention(written: bytes, *, name: str) -> Intervention:
    """Strict: what is missing, unknown or impossible is refused by its field."""
    try:
        said = tomllib.loads(written.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InputRefusal("It is not TOML in UTF-8.", where=name, do="Mend the file.") from None
    known = {*TEXTS, "kind", "acts_on", "emmie", "evaluation", "money"}
    strange = sorted(set(said) - known)
    missing = [one for one in (*TEXTS, "kind", "acts_on", "evaluation") if not said.get(one)]
    if strange or missing:
        raise InputRefusal(
            f"It lacks {', '.join(missing)}." if missing else f"Not known: {', '.join(strange)}.",
            where=name,
            do="See the how-to “Register an intervention”.",
        )
    return Intervention(
        name=name,
        texts={one: " ".join(str(said[one]).split()) for one in TEXTS},
        kind=_one_of(said["kind"], KINDS, where=f"{name}, kind"),
        acts_on=_one_of(said["acts_on"], ACTS_ON, where=f"{name}, acts_on"),
        emmie=_grades(said.get("emmie", {}), name),
        plan=_plan(said["evaluation"], name),
        money=_money(said.get("money", {}), name),
    )


def _one_of(value: object, allowed: tuple[str, ...], *, where: str) -> str:
    if value not in allowed:
        raise InputRefusal("It is not one of those known.", where=where, do=", ".join(allowed))
    return str(value)


def _grades(said: Mapping[str, Any], name: str) -> dict[str, int]:
    right = all(one in EMMIE and isinstance(v, int) and 0 <= v <= BEST for one, v in said.items())
    if not right:
        raise InputRefusal(
            "EMMIE grades are whole numbers from 0 to 4.",
            where=f"{name}, emmie",
            do=f"Grade any of: {', '.join(EMMIE)}.",
        )
    return {one: int(said[one]) for one in EMMIE if one in said}


def _plan(said: Mapping[str, Any], name: str) -> Plan:
    where = f"{name}, evaluation"
    try:
        design = _one_of(said["design"], DESIGNS, where=f"{where}: design")
        people = design in OF_PEOPLE
        plan = Plan(
            dataset=""
            if people
            else _one_of(said["dataset"], tuple(datasets()), where=f"{where}: dataset"),
            design=design,
            areas=tuple(map(str, said.get("areas", ()) if people else said["areas"])),
            comparison=tuple(map(str, said.get("comparison", ()))),
            buffer=tuple(map(str, said.get("buffer", ()))),
            first=month_number(said.get("first", said["start"]) if people else said["first"]),
            start=month_number(said["start"]),
            last=month_number(said["last"]),
            followed=read_followed(said, where=where) if people else None,
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise InputRefusal(
            f"It lacks or mistakes {fault}.",
            where=where,
            do="Give dataset, design, areas, first, start and last (YYYY-MM).",
        ) from None
    wrong = _wrong(plan)
    if wrong:
        raise UsageRefusal(wrong, where=where, do="Mend it before it is registered.")
    return plan


def _wrong(plan: Plan) -> str:
    groups = (plan.areas, plan.comparison, plan.buffer)
    every = [code for group in groups for code in group]
    if not plan.areas and not plan.followed:
        return "No area is named."
    if len(set(every)) < len(every):
        return "An area stands in two groups, or twice."
    early = plan.first == plan.start and plan.design != "cohort"  # taken on, with nothing before
    ordered = plan.first <= plan.start <= plan.last and not early
    if not ordered or plan.last - plan.first >= MOST_MONTHS:
        return "The months are not in order: first, start, last."
    if plan.design in NEEDS_COMPARISON and not plan.comparison:
        return f"The design {plan.design} needs areas to compare with."
    if plan.design == "synthetic" and len(plan.comparison) < LEAST_MIXED:
        return f"A mixture is made of {LEAST_MIXED} areas or more to compare with."
    after = plan.last - plan.start + 1
    if plan.design == "interrupted" and min(plan.start - plan.first, after) < LEAST_MONTHS:
        return f"An interrupted series needs {LEAST_MONTHS} months or more before and after."
    if plan.design == "displacement" and not plan.buffer:
        return "Displacement needs the areas round about (buffer)."
    return ""


def _money(said: Mapping[str, Any], name: str) -> Money:
    where = f"{name}, money"
    pays = said.get("pays", {})
    try:
        money = Money(
            set_up=float(said.get("set_up", 0)),
            a_year=float(said.get("a_year", 0)),
            price_year=str(said.get("price_year", "")),
            confidence=_one_of(
                said.get("confidence", "low"), ("high", "medium", "low"), where=where
            ),
            pays={str(who): float(share) for who, share in pays.items()},
        )
    except (TypeError, ValueError, AttributeError):
        raise InputRefusal("Costs are numbers of pounds.", where=where, do="Mend it.") from None
    shares = sum(money.pays.values())
    if money.set_up < 0 or money.a_year < 0 or (pays and abs(shares - 100) > 1):
        raise InputRefusal(
            "Costs are 0 or more, and who pays adds up to 100 per cent.", where=where, do="Mend it."
        )
    return money

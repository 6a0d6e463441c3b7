"""What three lists say of those on none: log-linear models, and the range over those that fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from watchward.analysis import WINDOW
from watchward.contract.result import Cell, Column, Table
from watchward.engine.asked import Asked
from watchward.engine.listed_tables import ENDS, listed_table, whole
from watchward.maths.capture import Model, log_linear

NEAR = 10.0  # of AIC, beyond which a model has next to no support
SHORT = {"health": "Hospital", "police": "Police", "ambulance": "Ambulance"}
LEAST = 5  # events in each of the seven ways to be on some list


@dataclass(frozen=True)
class Linkage:
    """Likely pairs of two lists, how many of them are expected false, and how many are on both."""

    pairs: int
    false: float
    expected: float

    @property
    def missed(self) -> float:
        """Of those on both, how many are expected not to be among the likely pairs."""
        return max(self.expected - (self.pairs - self.false), 0.0)


@dataclass(frozen=True)
class Three:
    """Events by the lists they are on, as 1 and 0 in the order of `sides`; and their linkage."""

    sides: tuple[str, ...]
    events: Mapping[tuple[int, ...], int]
    linkages: Mapping[tuple[str, str], Linkage]


def near_best(events: Mapping[tuple[int, ...], int]) -> tuple[Model, ...]:
    """The models that the counts support, best first."""
    models = log_linear(events)
    return tuple(one for one in models if one.aic - models[0].aic <= NEAR)


def ways(asked: Asked, three: Three) -> Table:
    """How many events are on which lists."""
    return listed_table(
        asked,
        "ways",
        "Events by the lists that they are on",
        (
            Column("lists", "Lists", "dimension", "kind"),
            Column("events", "Events", "count", dataset=asked.sides["health"].name),
        ),
        [
            (joined(side for side, on in zip(three.sides, way, strict=True) if on), many)
            for way, many in three.events.items()
        ],
    )


def model_table(asked: Asked, three: Three) -> Table:
    """A line for each model that the counts support."""
    return listed_table(
        asked,
        "models",
        "Models of which lists lean on each other",
        (
            Column("leaning", "Lists that lean on each other", "dimension", "kind"),
            *ENDS,
            Column("aic", "AIC above the best", "note"),
        ),
        [
            (_leaning(three, one), *_told(one), f"{one.aic - best.aic:.1f}")
            for models in [near_best(three.events)]
            for best in models[:1]
            for one in models
        ],
    )


def span(asked: Asked, three: Three) -> Table:
    """The lowest and the highest of all the models."""
    models = near_best(three.events)
    low, high = min(one.low for one in models), max(one.high for one in models)
    return listed_table(
        asked, "span", "The range", (WINDOW, *ENDS[1:]), [(asked.words, whole(low), whole(high))]
    )


def _leaning(three: Three, model: Model) -> str:
    if len(model.leaning) == len(three.sides):
        return "every two of them"
    pairs = (joined((three.sides[one], three.sides[other])) for one, other in model.leaning)
    return "; ".join(pairs) or "none"


def joined(sides: Iterable[str]) -> str:
    """The lists in a few letters."""
    return " + ".join(SHORT[side] for side in sides)


def _told(model: Model) -> tuple[Cell, Cell, Cell]:
    return whole(model.total), whole(model.low), whole(model.high)

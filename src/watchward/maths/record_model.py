"""What agreement is worth: odds by hours apart, distance, age band and sex, learnt from the pairs.

Expectation: probabilities of the pairs, one to one, by belief propagation. Maximisation: shares of
each way to agree, among pairs of one event, and the share of records that have a partner.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.compiled import on_all_cores
from watchward.maths.record_grid import BLOCKS
from watchward.maths.record_pairs import (
    CROWDS,
    KINDS,
    PEOPLE,
    PLACES,
    RINGS,
    TIMES,
    Candidates,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Where the learning begins, and what `FIRM` pairs would be worth beside those that are found.
BY_TIME = (0.40, 0.25, 0.10, 0.08, 0.07, 0.10)
BY_PLACE = (0.25, 0.20, 0.25, 0.20, 0.10)
BY_AGE = (0.85, 0.05, 0.10)  # the same band, the next, not said
BY_SEX = (0.95, 0.05)  # the same, not said
FIRM = 20.0
SMOOTH = 50.0  # chance pairs that the shape of all crowds stands for, in each crowd's own
TURNS, LAST, ANEW = 60, 12, 10  # of learning; after it; without one block
CLOSE = 1e-4
SILENT = KINDS - CROWDS  # the first kind of those whose hour is not said
T95 = 2.093024  # of Student's t with 19 degrees of freedom


@dataclass(frozen=True, repr=False)
class Fit:
    """The probability of each candidate, and how many are of one event, with 95 % limits."""

    probability: "NDArray[np.float32]"
    expected: float
    low: float
    high: float


@dataclass(frozen=True, repr=False)
class Ways:
    """How pairs of one event agree; shares that have a partner: of left records by kind, of right.

    Each of the first four sums to 1; "not said" is among those whose left record says it.
    """

    time: "NDArray[np.float64]"
    place: "NDArray[np.float64]"
    age: "NDArray[np.float64]"
    sex: "NDArray[np.float64]"
    share: "NDArray[np.float64]"
    paired: float


def fitted(found: Candidates, *, limits: bool) -> Fit:
    """Learns, and gives every candidate its probability."""
    import numpy as np

    work = _Work(found)
    every = np.arange(BLOCKS)
    ways, _ = work.learnt(_begun(), every, turns=TURNS)
    expected = work.settled(ways)
    if not limits:
        return Fit(work.chance, expected, expected, expected)
    probability, shares = work.chance.copy(), []
    for at in every:
        rest = np.delete(every, at)
        _, total = work.learnt(ways, rest, turns=ANEW)
        shares.append(total / max(work.kinds[rest].sum(), 1))
    apart = np.array(shares) - np.mean(shares)
    error = float(np.sqrt((BLOCKS - 1) / BLOCKS * (apart**2).sum())) * len(found.kind)
    most = float(min(len(found.left.key), len(found.right.key)))
    low, high = max(expected - T95 * error, 0.0), min(expected + T95 * error, most)
    return Fit(probability, expected, low, high)


class _Work:
    """The messages between records, kept from turn to turn."""

    def __init__(self, found: Candidates) -> None:
        import numpy as np

        self.found = found
        self.sent = np.zeros(len(found.other), dtype=np.float32)
        self.chance = np.zeros(len(found.other), dtype=np.float32)
        self.heard = np.zeros(len(found.right.key))
        ends = found.blocks
        self.kinds = np.array(
            [
                np.bincount(found.kind[ends[at] : ends[at + 1]], minlength=KINDS)
                for at in range(BLOCKS)
            ]
        )
        begins = found.left.night[np.minimum(ends[1:-1], len(found.kind) - 1)]
        inner = np.searchsorted(found.right.night, begins)
        self.others = np.diff(np.concatenate([[0], inner, [len(found.right.key)]]))

    def learnt(self, ways: Ways, blocks: "NDArray[np.int64]", *, turns: int) -> tuple[Ways, float]:
        """The ways after so many turns over some blocks, and the pairs that are of one event."""
        chance = by_chance(self.found, blocks)
        total = before = 0.0
        for _ in range(turns):
            places, people = self.turn(_odds(self.found, ways, *chance), blocks)
            before, total = total, float(places.sum())
            records, others = self.kinds[blocks].sum(axis=0), int(self.others[blocks].sum())
            ways = _anew(self.found, places, people, records, others)
            if abs(total - before) < CLOSE * max(total, 1.0):
                break
        return ways, total

    def settled(self, ways: Ways) -> float:
        """Every candidate's probability, and their sum."""
        import numpy as np

        every = np.arange(BLOCKS)
        odds = _odds(self.found, ways, *by_chance(self.found, every))
        total = 0.0
        for _ in range(LAST):
            before, total = total, float(self.turn(odds, every)[0].sum())
            if abs(total - before) < CLOSE / 10 * max(total, 1.0):
                break
        return total

    def turn(
        self,
        odds: tuple["NDArray[np.float64]", "NDArray[np.float64]"],
        blocks: "NDArray[np.int64]",
    ) -> tuple["NDArray[np.float64]", "NDArray[np.float64]"]:
        """Pairs expected to be of one event: by kind and place, and by person and people."""
        import numpy as np

        from watchward.maths import record_loops

        found, heard = self.found, np.zeros_like(self.heard)
        shapes = [(len(blocks), *table.shape) for table in odds]
        places, people = (np.zeros(shape) for shape in shapes)

        def some(turns: "NDArray[np.int64]") -> "NDArray[np.int64]":
            for at in turns.tolist():
                record_loops.swept(
                    *found.blocks[blocks[at] : blocks[at] + 2],
                    (found.begin, found.other, found.place, found.people),
                    (found.kind, found.person),
                    *(odds, self.sent, (self.heard, heard), self.chance),
                    (places[at], people[at]),
                )
            return turns

        on_all_cores(some, len(blocks))
        self.heard = heard
        return places.sum(axis=0), people.sum(axis=0)


def by_chance(
    found: Candidates, blocks: "NDArray[np.int64]"
) -> tuple["NDArray[np.float64]", "NDArray[np.float64]"]:
    """Pairs that a record has by chance, by kind and place; and how those agree, by person."""
    import numpy as np

    drawn, met = found.drawn[blocks].sum(axis=0), found.met[blocks].sum(axis=0)
    exposed = np.maximum(found.exposed[blocks].sum(axis=0), 1)[:, None]
    ring = np.diff(np.array([0.0, *RINGS]) ** 2)
    rates = np.empty(drawn.shape)
    for part in np.split(np.arange(KINDS), KINDS // CROWDS):
        mine = drawn[part]
        hours = np.full(TIMES, 1 / TIMES) if part[0] < SILENT else np.eye(TIMES)[-1]
        shape = mine.sum(axis=0) + FIRM * np.outer(hours, ring).ravel()
        own = mine.sum(axis=1, keepdims=True)
        spread = (mine + SMOOTH * shape / shape.sum()) / (own + SMOOTH)
        rates[part] = np.maximum(spread, 1e-12) * (own + 0.5) / exposed[part]
    supposed = _strangers(found)
    agree = (met + SMOOTH * supposed) / (met.sum(axis=1, keepdims=True) + SMOOTH)
    return rates, agree[:, :PEOPLE]


def _strangers(found: Candidates) -> "NDArray[np.float64]":
    """How a record of each age band and sex agrees with any other of the right list."""
    import numpy as np

    ages, sexes = found.ages, found.sexes
    by_age, by_sex = np.zeros((len(ages), 3)), np.zeros((len(sexes), 2))
    by_age[0, 2] = by_sex[0, 1] = 1
    known = np.concatenate([[0.0], ages[1:], [0.0]])
    by_age[1:, 0] = ages[1:]
    by_age[1:, 1] = known[:-2] + known[2:]
    by_age[1:, 2], by_sex[1:, 0], by_sex[1:, 1] = ages[0], sexes[1:], sexes[0]
    fits = _together(by_age, by_sex)
    return np.column_stack([fits, np.maximum(1 - fits.sum(axis=1), 0)])


def _odds(
    found: Candidates,
    ways: Ways,
    rates: "NDArray[np.float64]",
    agree: "NDArray[np.float64]",
) -> tuple["NDArray[np.float64]", "NDArray[np.float64]"]:
    """By kind and place, with the share that have a partner in it; and by person and people."""
    import numpy as np

    prior = ways.share / (1 - ways.share) / (1 - ways.paired)
    times = np.where(np.arange(KINDS)[:, None] >= SILENT, np.eye(TIMES)[-1], ways.time)
    places = prior[:, None] * np.einsum("kt,p->ktp", times, ways.place).reshape(rates.shape) / rates
    by_age = np.tile(ways.age, (len(found.ages), 1))
    by_sex = np.tile(ways.sex, (len(found.sexes), 1))
    by_age[0], by_sex[0] = (0, 0, 1), (0, 1)
    return places, _together(by_age, by_sex) / np.maximum(agree, 1e-9)


def _together(
    by_age: "NDArray[np.float64]", by_sex: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """By person and code, where age band and sex agree or not each on its own."""
    import numpy as np

    return np.asarray(np.einsum("as,bt->abts", by_age, by_sex).reshape(-1, PEOPLE))


def _begun() -> Ways:
    import numpy as np

    shares = np.full(KINDS, 0.3)
    time, place, age, sex = (np.array(first) for first in (BY_TIME, BY_PLACE, BY_AGE, BY_SEX))
    return Ways(time, place, age, sex, shares, 0.3)


def _anew(
    found: Candidates,
    places: "NDArray[np.float64]",
    people: "NDArray[np.float64]",
    records: "NDArray[np.int64]",
    others: int,
) -> Ways:
    """The ways that expected pairs agree in; a left record that does not say teaches nothing."""
    by_hour = places[:SILENT].sum(axis=0).reshape(TIMES, PLACES)
    by_ring = places.sum(axis=0).reshape(TIMES, PLACES)
    by_person = people.reshape(len(found.ages), len(found.sexes), 2, 3)
    total = places.sum()
    everyone = total / max(records.sum(), 1)
    return Ways(
        _firm(by_hour.sum(axis=1), BY_TIME),
        _firm(by_ring.sum(axis=0), BY_PLACE),
        _firm(by_person[1:].sum(axis=(0, 1, 2)), BY_AGE),
        _firm(by_person[:, 1:].sum(axis=(0, 1, 3)), BY_SEX),
        ((places.sum(axis=1) + FIRM * everyone) / (records + FIRM)).clip(1e-6, 0.98),
        min(max(float(total / max(others, 1)), 1e-6), 0.98),
    )


def _firm(found: "NDArray[np.float64]", first: tuple[float, ...]) -> "NDArray[np.float64]":
    import numpy as np

    return np.asarray((found + FIRM * np.array(first)) / (found.sum() + FIRM))

"""Made-up partnerships and what is asked of them: windows that slide, filters, areas, corrections.

Truth is held by the smallest cell there is, so that an attack can be written from it and from what
was printed, without the gate's own code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from tests.unit.disclosure_answers import ABOUT, HOSPITAL, answer, dimension
from watchward.contract.period import month_text
from watchward.contract.result import Column, Result, Table

LAST = 24311  # 2025-12
WEAPONS, SEXES, GROUND = 4, 2, 8
SETS = ("ed_assault", "police_incident")
SIDES = dict(zip(("health", "police"), SETS, strict=True))
# Eight squares in a row, and the sets of areas that counts are made by.
GEOGRAPHIES = {
    "fine": ((0,), (1,), (2, 3), (4,), (5, 6), (7,)),
    "later": ((0,), (1, 2), (3,), (4, 5), (6,), (7,)),
    "wards": ((0, 1, 2, 3), (4, 5, 6, 7)),
}
POLICE = replace(
    HOSPITAL, dataset="police_incident", title="Police", side="police", provider="force"
)
Cells = Mapping[tuple[int, str], np.ndarray]  # month and package: weapon × sex × ground


@dataclass
class World:
    """Every record there ever was, and which packages hold at the moment."""

    truth: dict[str, dict[tuple[int, str], np.ndarray]]
    contents: dict[str, dict[int, tuple[str, ...]]]
    last: int
    version: int = 1
    dice: np.random.Generator = field(default_factory=np.random.default_rng)
    rate: float = 0.1

    def count(self, name: str, first: int, last: int) -> np.ndarray:
        """Weapon × sex × ground of some months, as they stand."""
        found = np.zeros((WEAPONS, SEXES, GROUND), dtype=int)
        for month in range(first, last + 1):
            for package in self.contents[name].get(month, ()):
                found = found + self.truth[name][month, package]
        return found

    def month(self) -> np.ndarray:
        spread = np.exp(self.dice.normal(0, 1, (WEAPONS, SEXES, GROUND)))
        return self.dice.poisson(self.rate * spread)

    def change(self) -> None:
        """A month more, a correction, or a second provider's package for an old month."""
        self.version += 1
        name = str(self.dice.choice(SETS))
        package = f"v{self.version}"
        kind = self.dice.random()
        if kind < 0.5:
            self.last += 1
            for each in SETS:
                self._add(each, self.last, package)
            return
        month = int(self.dice.integers(self.last - 11, self.last + 1))
        if kind < 0.75 and self.contents[name].get(month):
            old = self.contents[name][month][0]
            late = self.truth[name][month, old] + self.dice.poisson(0.02, (WEAPONS, SEXES, GROUND))
            self.truth[name][month, package] = late
            rest = self.contents[name][month][1:]
            self.contents[name] |= {month: (package, *rest)}
        else:
            self._add(name, month, package)

    def _add(self, name: str, month: int, package: str) -> None:
        self.truth[name][month, package] = self.month()
        self.contents[name] |= {month: (*self.contents[name].get(month, ()), package)}


def world(seed: int) -> World:
    """Two years of two data sets, sparse or full; sometimes they begin inside the window."""
    dice = np.random.default_rng(seed)
    made = World({n: {} for n in SETS}, {n: {} for n in SETS}, LAST, dice=dice)
    made.rate = float(dice.choice([0.01, 0.03, 0.1, 0.3]))
    held = int(dice.choice([6, 13, 24]))
    for month in range(LAST - held + 1, LAST + 1):
        for name in SETS:
            made._add(name, month, "v1")
    return made


@dataclass(frozen=True)
class Asked:
    """One question: by what, of which data sets, until when, by which areas, for whom."""

    shape: str
    sides: tuple[str, ...]
    last: int
    geography: str
    audience: str
    together: bool = False  # a column that adds the sides


def ask(world: World, *, audiences: tuple[str, ...]) -> Asked:
    """A question at random, of the world as it is."""
    dice = world.dice
    shapes = ("weapons", "sexes", "both", "areas", "areas", "months", "years")
    sides = [("health", "police"), ("health",), ("police",)][int(dice.integers(3))]
    return Asked(
        shape=str(dice.choice(shapes)),
        sides=sides,
        last=world.last - int(dice.choice([0, 0, 1, 2, 3])),
        geography=str(dice.choice(list(GEOGRAPHIES))),
        audience=str(dice.choice(audiences)),
        together=len(sides) > 1 and bool(dice.random() < 0.3),
    )


@dataclass(frozen=True)
class Piece:
    """The smallest cells that one row of one column is the sum of."""

    dataset: str
    month: int
    package: str
    weapon: int
    sex: int
    ground: int


def select(asked: Asked, key: Mapping[str, str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which weapons, sexes and squares a row is about."""
    weapons = [int(key["weapon"][1:])] if "weapon" in key else list(range(WEAPONS))
    sexes = [int(key["sex"][1:])] if "sex" in key else list(range(SEXES))
    ground = list(range(GROUND))
    if "area" in key:
        ground = list(GEOGRAPHIES[asked.geography][int(key["area"].rpartition("-")[2])])
    return np.array(weapons), np.array(sexes), np.array(ground)


def keys_of(asked: Asked, world: World) -> Iterator[dict[str, str | int]]:
    """What the rows are about."""
    weapons, sexes = [f"w{i}" for i in range(WEAPONS)], [f"s{i}" for i in range(SEXES)]
    if asked.shape == "weapons":
        yield from ({"weapon": w} for w in weapons)
    elif asked.shape == "sexes":
        yield from ({"sex": s} for s in sexes)
    elif asked.shape == "both":
        yield from ({"weapon": w, "sex": s} for w in weapons for s in sexes)
    elif asked.shape == "areas":
        number = len(GEOGRAPHIES[asked.geography])
        yield from ({"area": f"{asked.geography}-{i}"} for i in range(number))
    elif asked.shape == "months":
        yield from ({"month": m} for m in range(asked.last - 11, asked.last + 1))
    else:
        yield {"year": "y"}


def result(asked: Asked, world: World) -> Result:
    """The exact answer."""
    columns, spans = [], []
    for side in asked.sides:
        columns.append(Column(side, side, "count", dataset=SIDES[side]))
        spans.append((SIDES[side], 0))
        if asked.shape == "years":
            columns.append(Column(f"{side}_before", side, "count", dataset=SIDES[side]))
            spans.append((SIDES[side], 12))
    if asked.together and asked.shape != "years":
        columns.append(Column("together", "All", "count", parts=asked.sides))
    rows = []
    keys = list(keys_of(asked, world))
    for key in keys:
        values = []
        for name, back in spans:
            first, last = asked.last - 11 - back, asked.last - back
            if "month" in key:
                first = last = int(key["month"])
            found = world.count(name, first, last)
            values.append(int(found[np.ix_(*select(asked, key))].sum()))
        if asked.together and asked.shape != "years":
            values.append(sum(values))
        rows.append((*key.values(), *values))
    totals = {"both": (("weapon",), ("sex",), ()), "years": (), "months": ()}
    table = Table(
        asked.shape,
        asked.shape,
        (*(dimension(name) for name in keys[0]), *columns),
        tuple(rows),
        totals=totals.get(asked.shape, ((),)),
        window=f"rolling 12 months to {month_text(asked.last)}",
        months=1 if asked.shape == "months" else 12,
    )
    sources = tuple(s for s in (HOSPITAL, POLICE) if s.side in asked.sides)
    return replace(
        answer(table, sources=sources, store_version=f"v@{world.version}"),
        areas=outlines(asked.geography),
        about=replace(ABOUT, name="made_up"),
    )


def outlines(geography: str) -> dict[str, object]:
    """The areas of a geography, drawn."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"kind": "area", "code": f"{geography}-{at}"},
                "geometry": _box(squares),
            }
            for at, squares in enumerate(GEOGRAPHIES[geography])
        ],
    }


def _box(squares: tuple[int, ...]) -> dict[str, object]:
    west, east = 1000 * squares[0], 1000 * (squares[-1] + 1)
    ring = [[west, 0], [east, 0], [east, 1000], [west, 1000], [west, 0]]
    return {"type": "Polygon", "coordinates": [ring]}

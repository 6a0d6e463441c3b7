"""Advice on how coarse an extract must be to meet its set's rule; it changes nothing itself."""

from collections.abc import Sequence

import polars as pl

from watchward.contract.bands import band_labels
from watchward.contract.coarser import JOINED, NONE
from watchward.contract.dataset import Dataset, Field
from watchward.contract.risk import RiskRule
from watchward.provider.assess import WHEN_AND_WHERE
from watchward.provider.generalise import Choice, Dimension, Levels, Search, dense

ACROSS = 10_000  # a cell's number is its row of squares times this, and its column
SQUARES = {
    "200 m": 2,
    "1 km": 10,
    "2 km": 20,
    "10 km": 100,
}  # cells of 100 m; each divides the next
MONTHS = {"month": 1, "quarter": 3, "year": 12}
GONE = "left out"
SENDABLE = ("hour", "day", "month")


class Advisor:
    """Keeps, of each batch, only what a neighbour or colleague might know and what they'd learn."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        rule = dataset.risk
        self._names = (*WHEN_AND_WHERE, *rule.known, *rule.sensitive)
        self._batches: list[pl.DataFrame] = []

    def add(self, batch: pl.DataFrame) -> None:
        """Keep what the search needs of one batch."""
        self._batches.append(batch.select(self._names))

    def in_words(self) -> tuple[str, ...]:
        """What would have to be coarsened, and what that would cost."""
        if not any(batch.height for batch in self._batches):
            return ("There are no rows to advise on.",)
        dimensions = self._dimensions()
        return _said(self._least(dimensions), dimensions, self._dataset.risk)

    def choice(self) -> Choice:
        """What the search found, in numbers."""
        return self._least(self._dimensions())

    def _dimensions(self) -> list[Dimension]:
        rows = self._rows()
        known = (_person(rows, self._dataset.field(name)) for name in self._dataset.risk.known)
        return [_time(rows), _place(rows), *known]

    def _least(self, dimensions: Sequence[Dimension]) -> Choice:
        rule, rows = self._dataset.risk, self._rows()
        sensitive = [dense(rows[name].cast(pl.String)) for name in rule.sensitive]
        return Search(dimensions, sensitive, rule).least()

    def _rows(self) -> pl.DataFrame:
        return pl.concat(self._batches)


def _time(rows: pl.DataFrame) -> Dimension:
    whole, month = ["month", "day", "hour", "utc_start"], rows["month"]
    levels = {"as it is": _together(rows, whole)}
    if _finer(rows, whole, whole[:3]):
        levels["hour"] = _together(rows, whole[:3])
    levels["day"] = _together(rows, whole[:2])
    levels |= {name: dense(month // months) for name, months in MONTHS.items()}
    return _dimension("time", levels)


def _finer(rows: pl.DataFrame, fine: Sequence[str], coarse: Sequence[str]) -> bool:
    return rows.select(fine).n_unique() > rows.select(coarse).n_unique()


def _place(rows: pl.DataFrame) -> Dimension:
    """Where a row has no square its area stands for it; once squares grow, areas go."""
    levels = {"as it is": _together(rows, ["cell", "area"])}
    if rows["cell"].null_count() < rows.height:
        cell = pl.col("cell").cast(pl.Int64)
        for name, side in SQUARES.items():
            square = cell // ACROSS // side * ACROSS + cell % ACROSS // side
            area = pl.when(pl.col("cell").is_null()).then("area").alias("area")
            levels[name] = _together(rows.select(square.alias("cell"), area), ["cell", "area"])
    return _dimension("place", levels)


def _person(rows: pl.DataFrame, field: Field) -> Dimension:
    """Bands are joined by twos and fours; what has no bands stays as it is or goes."""
    values = rows[field.name].cast(pl.String)
    levels = {"as it is": dense(values)}
    if field.treatment == "band":
        labels = band_labels(field.bands)
        for joined in JOINED:
            wider = band_labels(field.bands[::joined])
            names = [wider[at // joined] for at in range(len(labels))]
            said = values.replace_strict(list(labels), names, default=None, return_dtype=pl.String)
            levels[", ".join(wider)] = dense(said)
    return _dimension(field.title.lower(), levels)


def _together(rows: pl.DataFrame, names: Sequence[str]) -> pl.Series:
    return dense(rows.select(pl.struct(names).hash(seed=0)).to_series())


def _dimension(name: str, levels: dict[str, pl.Series]) -> Dimension:
    height = len(levels["as it is"])
    nothing = pl.zeros(height, pl.Int64, eager=True)
    return Dimension(name, (*levels, GONE), (*levels.values(), nothing))


def _said(choice: Choice, dimensions: Sequence[Dimension], rule: RiskRule) -> tuple[str, ...]:
    asked = [f"at most {rule.alone_at_most:g} % of the rows alone"]
    asked += [f"k at least {rule.k}"] if rule.k > 1 else []
    asked += [f"l at least {rule.l}"] if rule.l > 1 else []
    wanted = f"The set's rule ({', '.join(asked)}; {rule.source or 'no source given'})"
    tried = f"Of {choice.candidates} coarsenings this is the one that loses least."
    if choice.levels is None:
        return (f"{wanted} cannot be met, however coarse time, place and person are made.",)
    if not any(choice.levels):
        return (f"{wanted} is met as it is.",)
    parts = zip(dimensions, choice.levels, strict=True)
    coarser = "; ".join(f"{one.name}: {one.labels[level]}" for one, level in parts if level)
    kept = f"It would keep {100 * choice.kept:.0f} % of the detail."
    found = f"{wanted} would be met with {coarser}. {kept} {tried} Nothing has been coarsened."
    return (found, _asked_for(choice.levels, dimensions, rule))


def _asked_for(levels: Levels, dimensions: Sequence[Dimension], rule: RiskRule) -> str:
    """What to type, so that a package leaves like that."""
    names = ("time", "place", *rule.known)
    said = []
    for name, one, level in zip(names, dimensions, levels, strict=True):
        label = one.labels[level]
        if name == "time" and label not in SENDABLE and level:
            return (
                "It cannot be sent so, for every row of a package says its month: send fewer "
                "months' rows together, join more ages, or agree another rule."
            )
        joined = len(JOINED) >= level > 0 and name in rule.known and label != GONE
        how = NONE if label == GONE else str(JOINED[level - 1]) if joined else label
        said += [f"{name}={how.replace(' ', '')}"] if level else []
    return f"To send it so, every month alike: --generalise {','.join(said)}"

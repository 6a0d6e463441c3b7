"""Location text turned into a place on the provider's machine: the text is used and dropped.

Only a place found with high confidence is carried, moved like any other of its data set. What says
that it was a home takes the place away, also one that the extract itself has.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from watchward.contract.bands import band_labels
from watchward.contract.dataset import Dataset, Field
from watchward.contract.period import month_text
from watchward.geography import grid
from watchward.geography.gazetteer.aliases import read_aliases
from watchward.geography.gazetteer.book import read_book
from watchward.geography.gazetteer.match import Found, Matcher
from watchward.provider.placed_counts import groups_told, levels_told, tells_texts
from watchward.reference.load import code_list

BOOK, ALIASES = "gazetteer.parquet", "local-names.toml"
GROUPS = {"sex": "victim_sex", "age": "victim_age", "month": "month"}
# Fields that it works out.
KIND, CONFIDENCE, PREMISES = "place_kind", "place_confidence", "premises"
SEXES = ("M", "F")  # told apart; others are few, and go together
REMEMBERED = 100_000  # distinct texts kept in memory, so that a repeated one is looked up once


def column_of_text(dataset: Dataset, matched: Mapping[int, Field]) -> str:
    """The extract's column of location text; empty where there is none."""
    wanted = dataset.place.text
    return next((f"c{at}" for at, one in matched.items() if wanted and one.name == wanted), "")


def places_text(folder: Path | None, dataset: Dataset, matched: Mapping[int, Field]) -> bool:
    """Whether there is a text, and a gazetteer to look it up in."""
    return bool(folder and column_of_text(dataset, matched) and (folder / BOOK).exists())


class Locator:
    """Places each batch's texts, and counts: it keeps no text once the extract is closed."""

    def __init__(
        self,
        folder: Path | None,
        dataset: Dataset,
        matched: Mapping[int, Field],
        *,
        made: Sequence[str] = (),
    ) -> None:
        self.made = made
        self.column = column_of_text(dataset, matched)
        self.rule = dataset.place
        self.groups = {
            group: name
            for group, name in GROUPS.items()
            if name == "month" or any(one.name == name for one in dataset.kept)
        }
        self.bands = next((one.bands for one in dataset.kept if one.name == GROUPS["age"]), ())
        self.months: set[int] = set()
        self.counts: Counter[str] = Counter()
        self.by_group: dict[str, Counter[tuple[str, bool]]] = {name: Counter() for name in GROUPS}
        self.matcher: Matcher | None = None
        self._seen: dict[str, Found] = {}
        self._found: dict[int, Found | None] = {}  # of the batch at hand, by row
        if folder and places_text(folder, dataset, matched):
            self.matcher = Matcher(read_book(folder / BOOK), read_aliases(folder / ALIASES))

    def place(self, batch: pl.DataFrame, leaving: pl.DataFrame) -> pl.DataFrame:
        """`leaving` with the places that the batch's texts speak of; its rows are the batch's."""
        if self.matcher is None:
            return leaving
        texts = batch[self.column].cast(pl.String).to_list()
        found = [self._find(text) if text and text.strip() else None for text in texts]
        self._found = dict(zip(leaving["row"], found, strict=True))
        placed = _placed(leaving, found, snap=self.rule.snap_metres, how=self.rule.precision)
        return placed.with_columns(_told(leaving, found).select(self.made))

    def _find(self, text: str) -> Found:
        if text not in self._seen:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            self._seen[text] = self.matcher.find(text) if self.matcher else Found("unknown")
        return self._seen[text]

    def count(self, leaving: pl.DataFrame) -> None:
        """What the texts of those rows came to that do leave."""
        if self.matcher is None:
            return
        found = [self._found[row] for row in leaving["row"]]
        self.counts.update(
            "no_text"
            if one is None
            else one.confidence or ("home" if one.kind == "home" else "unplaced")
            for one in found
        )
        hit = [one is not None and one.confidence == "high" for one in found]
        self.months.update(leaving["month"].drop_nulls().unique().to_list())
        for group, name in self.groups.items():
            self.by_group[group].update(
                (_value(value, group), placed)
                for value, placed, one in zip(leaving[name].to_list(), hit, found, strict=True)
                if one is not None
            )

    def result(self) -> dict[str, dict[str, Any]]:
        """For the manifest: what texts came to, by level and by patient group, none small."""
        if self.matcher is None:
            return {}
        levels = levels_told(self.counts)
        said: dict[str, dict[str, Any]] = {"levels": levels}
        for group in self.groups if tells_texts(levels) else ():
            parts: tuple[Counter[str], Counter[str]] = Counter(), Counter()
            for (value, placed), n in self.by_group[group].items():
                parts[not placed][value] += n
            said[group] = groups_told(*parts, self._listed(group))
        return said

    def _listed(self, group: str) -> tuple[str, ...]:
        """A group's values in their order, whether or not a text has them."""
        if group == "sex":
            return SEXES
        if group == "age":
            return band_labels(self.bands)
        return tuple(map(month_text, range(min(self.months), max(self.months) + 1)))


def _told(leaving: pl.DataFrame, found: list[Found | None]) -> pl.DataFrame:
    """Kind of place, how sure it is (not beside metres that the extract had), and its number."""
    listed = code_list("text_place_kind").labels
    kinds = [(one.kind if one.kind in listed else "venue") if one else None for one in found]
    levels = [(one.confidence or "unplaced") if one else None for one in found]
    own = leaving["easting"].is_not_null() & pl.Series([kind != "home" for kind in kinds])
    numbers = [one.register or None if one and one.confidence == "high" else None for one in found]
    told = pl.DataFrame(
        {KIND: kinds, CONFIDENCE: levels, PREMISES: numbers},
        schema=dict.fromkeys((KIND, CONFIDENCE, PREMISES), pl.String),
    )
    return told.with_columns(pl.when(~own).then(CONFIDENCE).alias(CONFIDENCE))


def _value(value: object, group: str) -> str:
    return month_text(value) if group == "month" and isinstance(value, int) else str(value)


def _placed(
    leaving: pl.DataFrame, found: list[Found | None], *, snap: int, how: str
) -> pl.DataFrame:
    sure = [one if one is not None and one.confidence == "high" else None for one in found]
    given = pl.DataFrame(
        {
            "_east": [one.easting if one else None for one in sure],
            "_north": [one.northing if one else None for one in sure],
            "_home": [one is not None and one.kind == "home" for one in found],
        },
        schema={"_east": pl.Int32, "_north": pl.Int32, "_home": pl.Boolean},
    )
    east, north = pl.col("_east"), pl.col("_north")
    if snap:
        east, north = grid.snap(east, north, snap)
    lacking = pl.col("easting").is_null() | pl.col("northing").is_null()
    use = lacking & pl.col("_east").is_not_null()
    frame = leaving.hstack(given).with_columns(
        pl.when(use).then(pl.lit(how)).otherwise("place_precision").alias("place_precision"),
        pl.when(use).then(east.cast(pl.Int32)).otherwise("easting").alias("easting"),
        pl.when(use).then(north.cast(pl.Int32)).otherwise("northing").alias("northing"),
    )
    kept = pl.when(~pl.col("_home"))
    frame = frame.with_columns(
        kept.then("easting").alias("easting"),
        kept.then("northing").alias("northing"),
        kept.then("place_precision").otherwise(pl.lit("none")).alias("place_precision"),
        *(kept.then(name).alias(name) for name in ("area", "place_name")),
    )
    cell = grid.cell(pl.col("easting"), pl.col("northing")).alias("cell")
    return frame.with_columns(cell).select(leaving.columns)

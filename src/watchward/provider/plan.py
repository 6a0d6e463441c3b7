"""What is done to one extract: which column holds which field, and the provider's own secret."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from watchward.contract.columns import package_columns
from watchward.contract.dataset import Dataset, Field
from watchward.errors import UsageRefusal

# A date or place leaves only inside the spine; a place by a register's number is a code of its own.
LEAVING = ("code", "yes_no", "text", "integer", "place_number")


@dataclass(frozen=True)
class Plan:
    """Fields that may leave, by the extract's column; every other column is dropped."""

    dataset: Dataset
    columns: Mapping[str, str]  # field name → column of the batch (c0, c1, …)
    secret: bytes = field(repr=False)
    staying: frozenset[str] = frozenset()  # fields that no recorded basis covers
    made: tuple[str, ...] = ()  # fields that are worked out of the location text

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Columns of the package's data, in their order."""
        for one in self.dataset.kept:
            _refuse_loose(one, self.dataset)
        return package_columns(self.dataset)

    @property
    def sent(self) -> tuple[str, ...]:
        """Fields that rows may have a value of."""
        return (*self.columns, *self.made)

    @property
    def leaving(self) -> tuple[str, ...]:
        """Columns of the package without the fields that no row has a value of."""
        empty = {one.name for one in self.dataset.kept} - set(self.sent)
        return tuple(name for name in self.schema if name not in empty)


def plan(
    dataset: Dataset,
    matched: Mapping[int, Field],
    secret: bytes,
    *,
    staying: frozenset[str] = frozenset(),
    places_text: bool = False,
) -> Plan:
    """Fields that were found, are not dropped and need not stay."""
    columns = {
        one.name: f"c{at}"
        for at, one in matched.items()
        if one.treatment != "drop" and one.name not in staying
    }
    worked_out = (one.name for one in dataset.fields if one.made and one.name not in staying)
    made = tuple(worked_out) if places_text else ()
    return Plan(dataset=dataset, columns=columns, secret=secret, staying=staying, made=made)


def _refuse_loose(one: Field, dataset: Dataset) -> None:
    if one.type not in LEAVING:
        raise UsageRefusal(
            f"A {one.type} cannot leave as a column of its own.",
            where=f"data set {dataset.name}, field {one.name}",
            do="Declare it under [time] or [place], or drop it.",
        )

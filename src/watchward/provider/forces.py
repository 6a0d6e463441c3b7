"""A police file holds one force, and is the provider's own."""

import polars as pl

from watchward.contract.dataset import Dataset
from watchward.errors import InputRefusal
from watchward.reference import code_list

LIST = "police_force"


class Forces:
    """Looks at the field whose codes are police forces, where a data set has one."""

    def __init__(self, dataset: Dataset, *, provider: str, file: str) -> None:
        field = next((field for field in dataset.kept if field.codes == LIST), None)
        self._column = field.name if field else ""
        own = provider if provider in code_list(LIST).labels else None
        self._seen = {own} - {None}
        self._own = own
        self._file = file

    def look(self, leaving: pl.DataFrame) -> None:
        """Refuse a second force; a force that is not listed is the hub's to reject row by row."""
        if not self._column:
            return
        found = set(leaving[self._column].drop_nulls().unique())
        if self._own and found - {self._own}:
            raise InputRefusal(
                "This is a file for another force than the provider's.",
                where=self._file,
                do="Give the provider's own file, or prepare this one under that force's code.",
            )
        self._seen |= found
        if len(self._seen) > 1:
            raise InputRefusal(
                "The file holds rows of more than one force.",
                where=self._file,
                do="Prepare one file for each force, each under its own provider.",
            )

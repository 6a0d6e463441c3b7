"""A batch of text as typed fields. What could not be read, or is not listed, is null and a bit."""

from dataclasses import replace

import polars as pl

from watchward.contract.dataset import Field
from watchward.provider.plan import Plan
from watchward.provider.values import EMPTY, patient, quick


def read_fields(batch: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """`row`, a column a field, then `unreadable` and `unlisted`: bit i is for field i."""
    area = plan.dataset.place.area
    fields = [
        replace(field, type="id") if field.name == area and field.type == "text" else field
        for field in plan.dataset.fields
    ]
    present = [field for field in fields if field.name in plan.columns]
    read = batch.select(
        quick(field, pl.col(plan.columns[field.name])).alias(field.name) for field in present
    )
    bits = {"unreadable": pl.lit(0, pl.Int64), "unlisted": pl.lit(0, pl.Int64)}
    columns = [batch["row"]]
    for place, field in enumerate(fields):
        if field.treatment == "drop":
            continue
        if field.name not in plan.columns:
            columns.append(pl.Series(field.name, [None] * batch.height, dtype=EMPTY[field.type]))
            continue
        column, faulty = _read(batch[plan.columns[field.name]], read[field.name], field)
        columns.append(column)
        if faulty is not None:
            kind = "unlisted" if field.type in ("code", "yes_no") else "unreadable"
            bits[kind] += pl.lit(faulty).cast(pl.Int64) * 2**place
    return pl.DataFrame(columns).with_columns(**bits)


def _read(text: pl.Series, column: pl.Series, field: Field) -> tuple[pl.Series, pl.Series | None]:
    """The finished column, and which of its cells held something that is not of its type."""
    if column.null_count() > text.null_count():
        left = (column.is_null() & text.is_not_null()).arg_true()
        column = column.scatter(left, patient(field, text.gather(left)))
    possible = _possible(column, field)
    if possible is not None and not possible.all():
        column = column.set(~possible.fill_null(value=True), None)
    if column.null_count() == text.null_count():
        return column, None
    return column, column.is_null() & text.is_not_null()


def _possible(column: pl.Series, field: Field) -> pl.Series | None:
    """Where a number is one that the field can hold; None where every value is."""
    if field.type not in ("integer", "coordinate"):
        return None
    possible = column.is_finite() if column.dtype.is_float() else column.is_not_null()
    if field.least is not None:
        possible &= column >= field.least
    if field.most is not None:
        possible &= column <= field.most
    return possible

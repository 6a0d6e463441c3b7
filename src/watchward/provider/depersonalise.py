"""Every field by its declared treatment; what has none is not carried at all."""

import polars as pl

from watchward.contract.bands import band_labels
from watchward.contract.dataset import Field
from watchward.provider.fields import read_fields
from watchward.provider.plan import Plan
from watchward.provider.pseudonyms import pseudonyms
from watchward.provider.when import time_columns
from watchward.provider.where import place_columns


def depersonalise(batch: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """A batch of the extract as it leaves, in the package's columns."""
    fields = read_fields(batch, plan)
    fields = fields.with_columns(
        _banded(field) for field in plan.dataset.kept if field.treatment == "band"
    )
    fields = time_columns(fields, plan.dataset.time)
    fields = fields.with_columns(_record_id(fields, plan))
    fields = place_columns(fields, plan.dataset.place)
    return fields.select(pl.col(name).cast(kind) for name, kind in plan.schema.items())


def _record_id(fields: pl.DataFrame, plan: Plan) -> pl.Series:
    field = plan.dataset.id_field
    if field is None or field.treatment == "drop":
        return pl.Series("record_id", [None] * fields.height, dtype=pl.String)
    ids = fields[field.name]
    if field.treatment == "keep":
        return ids.alias("record_id")
    keyed = pseudonyms(ids.to_list(), fields["month"].to_list(), plan.secret)
    return pl.Series("record_id", keyed, dtype=pl.String)


def _banded(field: Field) -> pl.Expr:
    value = pl.col(field.name)
    labels = band_labels(field.bands)
    uppers = (*field.bands[1:], 2**62)
    inside = [
        pl.when(value.is_between(lower, upper, closed="left")).then(pl.lit(label))
        for label, lower, upper in zip(labels, field.bands, uppers, strict=True)
    ]
    return pl.coalesce(inside).alias(field.name)

"""A code is not in its list: as the provider found, or as the hub, which looks for itself."""

import polars as pl

from watchward.hub.case import Case, Flag, bit, is_listed, stray


def flags(case: Case) -> list[Flag]:
    """Fields with a code list or with bands."""
    return [
        Flag("unlisted_code", field.name, bit("unlisted", index) | pl.col(stray(field.name)))
        for index, field in enumerate(case.dataset.fields)
        if field in case.dataset.kept and is_listed(field)
    ]

"""How well what a column holds fits a field: the share of its cells that could be such values."""

from collections.abc import Callable, Mapping

from watchward.contract.dataset import Field
from watchward.provider.mapping.codes import propose_codes
from watchward.provider.mapping.profile import Column

FEW_CODES = 40
KINDS = {
    "nhs_number": "NHS number",
    "home_postcode": "postcode",
    "date_of_birth": "date of birth",
    "patient_name": "name",
}
OUTWARD = r"(?i)^[A-Z]{1,2}\d[A-Z\d]?(?: ?\d[A-Z]{2})?$"  # half a postcode, or all of it
MONTH = r"^\d{4}-(?:0[1-9]|1[0-2])$"
NOTHING_SAID = 0.6  # text may be anything


def fit(column: Column, field: Field) -> float | None:
    """From 0 to 1; None where the column is empty and says nothing."""
    if not column.looked_at:
        return None
    if field.name in KINDS:
        return column.share(column.identifiers.get(KINDS[field.name], 0))
    fits = FITS.get(field.type)
    return fits(column, field) if fits else NOTHING_SAID


def coverage(column: Column, field: Field) -> float:
    """Share of cells whose word is understood; few words that nobody knows could still be codes."""
    if column.words is None or not column.cells:
        return 0.0
    words = propose_codes(field, column.words)
    sure = sum(word.cells for word in words if word.sure) / column.cells
    return max(sure, 0.3 if len(words) <= FEW_CODES else 0.0)


def telling(column: Column, field: Field) -> int:
    """Different codes that the column's words are surely taken for."""
    if column.words is None:
        return 0
    return len({word.code for word in propose_codes(field, column.words) if word.sure})


def _numbers(column: Column, field: Field) -> float:
    if column.numbers is None:
        return 0.0
    many, least, most = column.numbers
    outside = (field.least is not None and least < field.least) or (
        field.most is not None and most > field.most
    )
    share = column.share(many)
    if outside:
        kept = _within(column, field)
        share = column.share(kept)
    if field.type == "coordinate" and (field.most or 0) > 1_000 and most < 1_000:
        return 0.0  # degrees, or somebody's age: no metres
    return share


def _within(column: Column, field: Field) -> int:
    numbers = column.sample.cast(float, strict=False).drop_nulls()
    least = field.least if field.least is not None else float("-inf")
    most = field.most if field.most is not None else float("inf")
    return int(numbers.is_between(least, most).sum())


def _numbered(column: Column, _: Field) -> float:
    """A record's own number: nearly every one another, and nobody's NHS number."""
    if column.share(column.identifiers.get("NHS number", 0)) > 0.5:
        return 0.0
    different = column.distinct / column.looked_at
    return min(column.share(column.record_like), 1.0 if different >= 0.9 else different)


def _dated(column: Column, _: Field) -> float:
    return column.share(max(column.dates.values(), default=0))


def _timed(column: Column, _: Field) -> float:
    return column.share(max(column.times.values(), default=0))


def _half_postcode(column: Column, _: Field) -> float:
    return column.share(int(column.sample.str.contains(OUTWARD).sum()))


def _monthly(column: Column, _: Field) -> float:
    return column.share(int(column.sample.str.contains(MONTH).sum()))


FITS: Mapping[str, Callable[[Column, Field], float]] = {
    "date": _dated,
    "moment": _dated,
    "time": _timed,
    "month": _monthly,
    "integer": _numbers,
    "coordinate": _numbers,
    "code": coverage,
    "yes_no": coverage,
    "outward": _half_postcode,
    "id": _numbered,
}

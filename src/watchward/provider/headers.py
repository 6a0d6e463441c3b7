"""Which column holds which field: headers compare without case, spaces, underscores or hyphens."""

import re
from collections.abc import Iterable, Sequence

from watchward.contract.dataset import Dataset, Field
from watchward.errors import InputRefusal
from watchward.provider.identifiers import GIVEN, kinds_in

SPACING = re.compile(r"[\s_\-.#\u2010-\u2015\ufeff]+")
LONGEST_HEADER = 40
NUMBERS = ("number", "no", "num", "nr", "id", "ref", "reference")  # ways to say it of a record


def folded(header: str) -> str:
    """A header as it is compared."""
    return SPACING.sub("", header).casefold()


def known_headers(dataset: Dataset) -> dict[str, Field]:
    """Every accepted header; what a data set lists wins over a field's own name and title."""
    known: dict[str, Field] = {}
    for field in dataset.given:
        for header in field.headers:
            known.setdefault(folded(header), field)
    for field in dataset.given:
        known.setdefault(folded(field.name), field)
        known.setdefault(folded(field.title), field)
    for field in dataset.given:
        if field.type == "id":
            for header in (*field.headers, field.title):
                for other in _said_otherwise(header):
                    known.setdefault(folded(other), field)
    return known


def shown(header: str, place: int) -> str:
    """A header as it may be repeated; one that could be somebody's data is told by its place."""
    words = header.replace("_", " ").casefold().split()
    plain = "".join(words).isalpha() and not kinds_in(header) and not set(words) & set(GIVEN)
    return header if plain and len(header) <= LONGEST_HEADER else f"column {place + 1}"


def _said_otherwise(header: str) -> list[str]:
    """“attendance number” is also “attendance no”; a bare “number” says nothing of what."""
    *what, last = header.casefold().split()
    return [" ".join((*what, other)) for other in NUMBERS] if what and last in NUMBERS else []


def match_headers(header: Sequence[str], dataset: Dataset, *, file: str) -> dict[int, Field]:
    """Column number → field. Nothing found is quoted: a file without headers starts with data."""
    known = known_headers(dataset)
    matched = {i: known[folded(h)] for i, h in enumerate(header) if folded(h) in known}
    fields = [field for field in matched.values() if field.treatment != "drop"]
    _refuse_missing([f for f in dataset.fields if f.required and f not in fields], file)
    twice = {field.name: field for field in fields if fields.count(field) > 1}
    if twice:
        raise InputRefusal(
            f"Two columns hold the same thing: {_titles(twice.values())}.",
            where=f"{file}, row 1",
            do="Keep one of them, and leave the other out of the export.",
        )
    return matched


def _refuse_missing(missing: Sequence[Field], file: str) -> None:
    if missing:
        accepted = "; ".join(f"{f.title}: {' or '.join(f.headers)}" for f in missing)
        raise InputRefusal(
            f"Missing: {_titles(missing)}.",
            where=f"{file}, row 1",
            do=f"The first row must hold the headers. Accepted headers: {accepted}.",
        )


def _titles(fields: Iterable[Field]) -> str:
    return ", ".join(f"“{field.title}”" for field in fields)

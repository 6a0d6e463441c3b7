"""Has the extract the shape that was reviewed? If not: what has gone, what is new, what to do."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from watchward.contract.dataset import Field
from watchward.errors import InputRefusal
from watchward.provider.headers import folded, shown
from watchward.provider.mapping.saved import ExtractMapping

REVIEW = (
    "Look why, then review the mapping again: "
    "`watchward map {file} --dataset {dataset} --mapping MAPPING --out MAPPING`."
)


def fingerprint(header: Sequence[str]) -> str:
    """Of the headers in any order; 64 bits are enough to notice a change."""
    written = "\n".join(sorted(map(folded, header)))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def stays(header: Sequence[str], leaving: set[str]) -> tuple[str, ...]:
    """Headers of columns that stay behind, each as it may be repeated."""
    wanted = {folded(one) for one in leaving}
    return tuple(shown(one, at) for at, one in enumerate(header) if folded(one) not in wanted)


def match_mapping(header: Sequence[str], mapping: ExtractMapping, *, file: str) -> dict[str, int]:
    """Field → column, if the shape is the reviewed one; the columns' order does not matter."""
    where = Counter(map(folded, header))
    wanted = {name: folded(title) for name, title in mapping.columns.items()}
    gone = [name for name, title in wanted.items() if not where[title]]
    double = [name for name, title in wanted.items() if where[title] > 1]
    if gone or fingerprint(header) != mapping.fingerprint:
        raise _changed(header, mapping, gone, file=file)
    if double:
        raise InputRefusal(
            f"Two columns have the header mapped to {_titles(double, mapping)}.",
            where=f"{file}, row 1",
            do="Give each column a header of its own at the source.",
        )
    places = {folded(title): at for at, title in enumerate(header)}
    return {name: places[title] for name, title in wanted.items()}


def _changed(
    header: Sequence[str], mapping: ExtractMapping, gone: Sequence[str], *, file: str
) -> InputRefusal:
    now = Counter(stays(header, set(mapping.leaving)))
    then = Counter(mapping.stay)
    new, lost = sorted((now - then).elements()), sorted((then - now).elements())
    told = [f"gone: the column of {_titles(gone, mapping)}"] if gone else []
    told += [f"gone: {', '.join(lost)}"] if lost else []
    told += [f"new: {', '.join(new)}"] if new else []
    told += [f"{mapping.headers} columns then, {len(header)} now"]
    return InputRefusal(
        f"The extract's shape is not the one that was reviewed ({'; '.join(told)}).",
        where=f"{file}, row 1",
        do=REVIEW.format(file=file, dataset=mapping.dataset),
    )


def _titles(names: Sequence[str], mapping: ExtractMapping) -> str:
    fields: dict[str, Field] = {field.name: field for field in mapping.declared.fields}
    return ", ".join(f"“{fields[name].title}”" for name in names)

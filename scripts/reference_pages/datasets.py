"""Each data set as its folder declares it: what is looked for, what leaves, and in what shape."""

from collections.abc import Iterator

from scripts.reference_pages import schedule
from scripts.reference_pages.markdown import MADE, code, paragraph, table
from watchward.contract.columns import FAULTS, SPINE
from watchward.contract.dataset import Dataset, Field, datasets
from watchward.contract.gateways import gateways
from watchward.governance.declared import (
    FORMS,
    PRECISIONS,
    due,
    held_by,
    kept_for,
    list_of,
    pointed,
    treated,
)
from watchward.reference import CodeList, code_list

HEAD = f"""\
# Data sets

{MADE}
The declarations are the `dataset.toml` files in `src/watchward/contract/datasets`.

A column that no data set declares is **dropped at the provider**. Headers are compared without
regard to case, spaces, underscores and hyphens; a field's own name and title are accepted too. A
cell that cannot be read, or is not in its code list, does not leave either: what leaves is the fact
that it could not be read, and the hub rejects the record.
"""


def text() -> str:
    """The page as it should be now."""
    found = datasets().values()
    lists = sorted({name for dataset in found for name in _lists(dataset)})
    lines = [HEAD, *schedule.table_of(found)]
    for dataset in found:
        lines += _dataset(dataset)
    lines += ["## Gateways: what lets a field leave", "", *_gateways()]
    lines += ["## Columns that every data set leaves as", "", *_spine()]
    lines += ["## Code lists", ""]
    for name in lists:
        lines += _list(code_list(name))
    return "\n".join(lines).rstrip() + "\n"


def _lists(dataset: Dataset) -> list[str]:
    return [list_of(field) for field in dataset.fields if list_of(field)]


def _dataset(dataset: Dataset) -> Iterator[str]:
    cited = dataset.citation
    yield from [f"## {dataset.name}: {dataset.title}", ""]
    rows = [
        ("a row is one of", dataset.counts),
        ("side", dataset.side),
        ("version", dataset.version),
        ("holder", dataset.holder),
        ("basis", dataset.basis),
        ("due", dataset.due),
        *(("due, as counted", due(rule)) for rule in dataset.duties),
        ("kept for", kept_for(dataset)),
        ("closed until recorded", ", ".join(dataset.approvals) or "nothing"),
        *(("held by", held_by(body)) for body in dataset.holders),
        ("already public, record by record", "yes" if dataset.public else "no"),
        ("earliest date", f"{dataset.earliest:%Y-%m-%d}"),
        *((f"rows that mean *{name}*", _meaning(dataset, name)) for name in dataset.meanings),
        ("its violence rows are called", dataset.subject),
        ("time leaves", f"{PRECISIONS[dataset.time.keep]} (from {code(*_when(dataset))})"),
        ("place leaves", _place(dataset)),
        ("source", f"{cited['publisher']}, <{cited['url']}>, {cited['licence']}"),
        ("read on", cited["retrieved"]),
    ]
    if dataset.one_source:
        rows.append(("the same throughout what one provider sends", code(dataset.one_source)))
    yield from table(("", ""), rows)
    fields = [
        (*_field(field), _treated(dataset, field), dataset.gateways.get(field.name, ""))
        for field in dataset.fields
    ]
    heads = ("field", "accepted headers", "holds", "what is done at the provider", "leaves by")
    yield from table(heads, fields)


def _gateways() -> Iterator[str]:
    rows = [
        (
            code(one.code),
            f"{one.title}. {one.statute}, from {one.valid_from}, {' and '.join(one.nations)}",
            one.authorises + (" (once recorded)" if one.needs_basis else ""),
            f"<{one.url}> ({one.status})",
        )
        for one in gateways().values()
    ]
    yield from table(("gateway", "what it is", "lets leave", "source"), rows)


def _meaning(dataset: Dataset, name: str) -> str:
    meaning = dataset.meanings[name]
    return f"`{meaning.field}` is {code(*meaning.codes)}" if meaning.field else "every row"


def _when(dataset: Dataset) -> list[str]:
    time = dataset.time
    return [name for name in (time.moment, time.date, time.time, time.month) if name]


def _place(dataset: Dataset) -> str:
    place = dataset.place
    point = [n for n in (place.easting, place.northing, place.longitude, place.latitude) if n]
    said = []
    if point:
        said.append(f"{pointed(dataset)} (from {code(*point)})")
    if place.area:
        said.append(f"area code, {place.area_kind} (from `{place.area}`)")
    if place.name:
        said.append(f"published name (from `{place.name}`)")
    if place.on_land:
        said.append("a place off the land of England and Wales is a finding")
    return "; ".join(said) or "not at all"


def _field(field: Field) -> tuple[str, str, str]:
    """Name, headers, and what the cells hold."""
    must = []
    if field.required:
        must.append("**the column must be there**")
    if field.filled:
        must.append("**every record needs a value**")
    name = list_of(field)
    holds = f"one of [{name}](#{name})" if name else FORMS[field.type]
    bounds = [] if field.least is None else [f"{field.least:,} to {field.most:,}"]
    return (
        f"`{field.name}` {field.title}",
        code(*field.headers),
        "; ".join([holds, *bounds, *must]),
    )


def _treated(dataset: Dataset, field: Field) -> str:
    said = treated(dataset, field).replace("record_id", code("record_id"))
    return f"**{said}**" if field.treatment == "drop" else said


def _spine() -> list[str]:
    return paragraph(
        f"In this order, then the kept fields: {code(*SPINE, *FAULTS)}.",
        "What each holds is said in `src/watchward/contract/columns.py`.",
    )


def _list(listed: CodeList) -> Iterator[str]:
    cited = listed.citation
    words = {
        "published": "checked with the publisher",
        "unverified": "**unverified**: not checked with the publisher",
        "local default": "**local default**: Watchward's own, not official",
    }
    yield from [f"### {listed.name}", ""]
    yield from paragraph(
        f"{cited.title}. Status: {words[cited.status]}. {cited.publisher}, <{cited.url}>,",
        f"{cited.licence}, read {cited.retrieved}.",
    )
    if cited.note:
        yield from paragraph(*cited.note.split())
    spellings: dict[str, list[str]] = {}
    for spelling, meant in listed.aliases.items():
        if spelling not in (meant.casefold(), listed.labels[meant].casefold()):
            spellings.setdefault(meant, []).append(spelling)
    rows = [
        (f"`{c}`", label, ", ".join(spellings.get(c, []))) for c, label in listed.labels.items()
    ]
    yield from table(("code", "means", "also accepted, in any case"), rows)

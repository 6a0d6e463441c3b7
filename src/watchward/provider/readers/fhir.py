"""FHIR R4 Bundles in JSON: each emergency Encounter a row, with what is said of it elsewhere.

Patient gives age and sex, Condition when it happened, Observations the items, Location the site.
Names, addresses and identifiers of patients are never taken up; what is used must be well formed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from watchward.errors import InputRefusal
from watchward.provider.readers import no_sheets
from watchward.provider.readers._attendance import COLUMNS
from watchward.provider.readers._bundle import AGAIN, entries
from watchward.provider.readers._encounter import Encounter, Malformed, Told, told
from watchward.provider.readers._made import LeftOut, Made, Record, Unreadable

MAGICS = (re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:["}]|\Z)'),)
KEPT = {"Patient": ("birthDate", "gender"), "Location": ("identifier",)}  # the rest is let go
USED = ("Encounter", "Condition", "Observation", *KEPT)
NOT_EMERGENCY = "an encounter of another kind (not emergency)"
NO_RESOURCE = "a resource that is not well formed"


def stream(path: Path, *, sheet: str = "") -> BinaryIO:
    """Each encounter a row of the same columns."""
    if sheet:
        raise no_sheets(path.name)
    return cast(BinaryIO, Made(COLUMNS, _rows(path), name=path.name))


def _rows(path: Path) -> Iterator[Record]:
    """Encounters in their order, once everything that may be said of one has been seen."""
    encounters: list[Encounter | None] = []
    by_name: dict[str, Any] = {}
    about: list[Told] = []
    with path.open("rb") as file:
        for number, entry in enumerate(entries(file, path.name), 1):
            resource = entry.get("resource")
            kind = resource.get("resourceType") if isinstance(resource, dict) else None
            if not isinstance(resource, dict) or not isinstance(kind, str):
                raise _wrong("An entry holds no resource.", path, number)
            if kind not in USED:
                continue
            if kind in ("Condition", "Observation"):
                about.append(_told(resource, path, number))
                continue
            held: Any = {key: resource[key] for key in KEPT.get(kind, ()) if key in resource}
            if kind == "Encounter":
                held = _encounter(resource)
                encounters.append(held)
            for name in _names(kind, resource, entry, path, number):
                if name in by_name:
                    raise _wrong("A resource is there twice.", path, number)
                by_name[name] = held
    _join(about, by_name, path)
    yield from (_record(one, by_name) for one in encounters)


def _encounter(resource: dict[str, Any]) -> Encounter | None:
    try:
        return Encounter(resource)
    except Malformed:
        return None


def _told(resource: dict[str, Any], path: Path, number: int) -> Told:
    try:
        return told(resource)
    except Malformed:
        raise _wrong("A Condition or Observation is not well formed.", path, number) from None


def _names(
    kind: str, resource: dict[str, Any], entry: dict[str, Any], path: Path, number: int
) -> set[str]:
    """What other resources may call it: Kind/id, or the entry's full address."""
    ident, full = resource.get("id", ""), entry.get("fullUrl", "")
    if not isinstance(ident, str) or not isinstance(full, str):
        raise _wrong("A resource's id is no text.", path, number)
    return {name for name in (f"{kind}/{ident}" if ident else "", full) if name}


def _join(about: list[Told], by_name: dict[str, Any], path: Path) -> None:
    """Each thing said goes to its encounter; said of one that is not here, something is missing."""
    for one in about:
        if not one.encounter:
            continue
        if one.encounter not in by_name:
            raise InputRefusal(
                "It says something of an Encounter that it does not hold.",
                where=path.name,
                do="Export the encounters with all that refers to them, as one Bundle.",
            )
        encounter = by_name[one.encounter]
        if isinstance(encounter, Encounter):
            encounter.hear(one)


def _record(encounter: Encounter | None, by_name: dict[str, Any]) -> Record:
    if encounter is None:
        return Unreadable(NO_RESOURCE)
    if not encounter.emergency:
        return LeftOut(NOT_EMERGENCY)
    try:
        return encounter.record(by_name)
    except Malformed:
        return Unreadable(NO_RESOURCE)


def _wrong(what: str, path: Path, number: int) -> InputRefusal:
    return InputRefusal(what, where=f"{path.name}, entry {number:,}", do=AGAIN)

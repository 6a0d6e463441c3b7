"""What a provider states of its package beside the rows, as far as a receipt repeats it.

A manifest is signed and still only a claim: known names and whole numbers are taken over, nothing
else, so that nothing of any length or depth comes with it.
"""

from collections.abc import Mapping
from typing import Any

from watchward.contract.dataset import APPROVALS, Dataset
from watchward.contract.package import Manifest

MEASURES = ("when and where", "age and sex too", "everything")
SIZES = ("rows", "groups", "smallest_group", "rows_alone")
LEARNED = ("l", "rows", "rows_told")
GROUPS = ("levels", "sex", "age", "month")
MOST, LONGEST = 64, 120
KINDS = (*APPROVALS, "basis", "not-personal")


def risk_stated(manifest: Manifest, dataset: Dataset) -> dict[str, dict[str, Any]]:
    """How many rows stand alone, by what somebody knows; then what finding one would tell."""
    said = _table(manifest.assessment)
    alike = {name: _numbers(said.get(name), SIZES) for name in MEASURES}
    learned = _table(said.get("sensitive"))
    told = {name: _numbers(learned.get(name), LEARNED) for name in dataset.risk.sensitive}
    found: dict[str, dict[str, Any]] = {**alike}
    found |= {"sensitive": {name: one for name, one in told.items() if one}}
    return {name: one for name, one in found.items() if one}


def placed_stated(manifest: Manifest) -> dict[str, dict[str, Any]]:
    """What location texts came to: level → texts, and group → label → texts and places."""
    said = _table(manifest.placed)
    levels = _table(said.get("levels"))
    found: dict[str, dict[str, Any]] = {"levels": _numbers(levels, _short(levels))}
    for group in GROUPS[1:]:
        parts = _table(said.get(group))
        found[group] = {name: _numbers(parts[name], ("texts", "placed")) for name in _short(parts)}
    return {group: one for group, one in found.items() if one}


def approvals_stated(manifest: Manifest) -> dict[str, dict[str, str]]:
    """Kind of approval → the day of it and the day until which it stands."""
    given = _table(manifest.approvals)
    return {
        kind: {
            name: day
            for name, day in _table(given[kind]).items()
            if name in ("on", "until") and isinstance(day, str) and len(day) <= len("2026-01-01")
        }
        for kind in KINDS
        if kind in given
    }


def gateways_stated(manifest: Manifest, dataset: Dataset) -> dict[str, str]:
    """Field that was sent → its gateway, as the data set declares it."""
    sent = manifest.gateways
    return {name: code for name, code in dataset.gateways.items() if sent.get(name) == code}


def _table(value: object) -> Mapping[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _short(table: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in table if len(name) <= LONGEST)[:MOST]


def _numbers(value: object, names: tuple[str, ...]) -> dict[str, int]:
    said = _table(value)
    return {name: said[name] for name in names if type(said.get(name)) is int}

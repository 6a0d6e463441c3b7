"""One FHIR Encounter as a row: strict about the few elements that are used, blind to the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from watchward.provider.readers._attendance import (
    AGE,
    ARRIVAL,
    MOMENT,
    NUMBER,
    SEX,
    SITE,
    TWICE,
    age_on,
    item,
    row,
    said_when,
)
from watchward.provider.readers._made import Record, Unreadable

EMERGENCY = "EMER"
VALUES = ("valueString", "valueInteger", "valueDateTime", "valueCodeableConcept", "valueQuantity")


class Malformed(Exception):
    """An element that is used is not of the kind that FHIR says."""


@dataclass(frozen=True)
class Told:
    """What a Condition or an Observation says of an encounter."""

    encounter: str
    name: str  # an item, or nothing that is used
    value: str


class Encounter:
    """An encounter, and what it hears of itself."""

    def __init__(self, resource: Mapping[str, Any]) -> None:
        kind = _object(resource, "class")
        self.emergency = not kind or _text(kind, "code") in ("", EMERGENCY)
        first = next(iter(_objects(resource, "identifier")), {})
        self._cells = {
            NUMBER: _text(first, "value") or _text(resource, "id"),
            ARRIVAL: _text(_object(resource, "period"), "start"),
        }
        self._patient = _reference(resource, "subject")
        places = [_reference(place, "location") for place in _objects(resource, "location")]
        self._place = next(iter(places), "")
        self._fault = ""

    def hear(self, told: Told) -> None:
        """Take up an item; one that was said otherwise before sets the record aside."""
        said = said_when(told.value) if told.name == MOMENT else {told.name: told.value}
        for column, value in said.items():
            if column and value:
                if self._cells.get(column, value) != value:
                    self._fault = TWICE
                self._cells[column] = value

    def record(self, by_name: Mapping[str, Any]) -> Record:
        """The row, with the patient's age and sex and the site's code."""
        if self._fault:
            return Unreadable(self._fault)
        patient, place = by_name.get(self._patient, {}), by_name.get(self._place, {})
        if not isinstance(patient, dict) or not isinstance(place, dict):
            raise Malformed
        site = next(iter(_objects(place, "identifier")), {})
        return row(
            {
                **self._cells,
                SITE: _text(site, "value"),
                AGE: age_on(self._cells[ARRIVAL], _text(patient, "birthDate")),
                SEX: _text(patient, "gender"),
            }
        )


def told(resource: Mapping[str, Any]) -> Told:
    """A Condition says when it began; an Observation is one item by its code."""
    encounter = _reference(resource, "encounter")
    if resource["resourceType"] == "Condition":
        return Told(encounter, MOMENT, _text(resource, "onsetDateTime"))
    name = _item(_object(resource, "code"))
    return Told(encounter, name, _value(resource) if name else "")


def _item(code: Mapping[str, Any]) -> str:
    """The first of its codes, displays and text that is an item's name."""
    said = [_text(one, key) for one in _objects(code, "coding") for key in ("code", "display")]
    return next((found for one in (*said, _text(code, "text")) if (found := item(one))), "")


def _value(resource: Mapping[str, Any]) -> str:
    """The one value, as text."""
    kinds = [key for key in resource if key.startswith("value")]
    if not kinds:
        return ""
    if len(kinds) > 1 or kinds[0] not in VALUES:
        raise Malformed
    (kind,) = kinds
    if kind == "valueCodeableConcept":
        concept = _object(resource, kind)
        first = next(iter(_objects(concept, "coding")), {})
        return _text(first, "code") or _text(concept, "text")
    if kind == "valueQuantity":
        return _number(_object(resource, kind).get("value"))
    return _number(resource[kind]) if kind == "valueInteger" else _text(resource, kind)


def _number(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Malformed
    return repr(value)


def _text(of: Mapping[str, Any], key: str) -> str:
    value = of.get(key, "")
    if not isinstance(value, str):
        raise Malformed
    return value.strip()


def _object(of: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = of.get(key, {})
    if not isinstance(value, dict):
        raise Malformed
    return value


def _objects(of: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = of.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Malformed
    return value


def _reference(of: Mapping[str, Any], key: str) -> str:
    return _text(_object(of, key), "reference")

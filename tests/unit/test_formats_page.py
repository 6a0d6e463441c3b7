"""The tables of “Send from your system” are tried out: what a line names fills its column."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.extract_formats import PERIOD
from watchward.contract.dataset import dataset
from watchward.provider.headers import folded, known_headers
from watchward.provider.readers import reader_for
from watchward.provider.readers._attendance import ITEMS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "send-from-your-system.md"
LINE = re.compile(r"^\| ([^|]+) \| ([^|]+) \|(?: ([^|]+) \|)?$", re.MULTILINE)
STAMPS = {"PID-7": "20000101", "PV1-44": "202503012310", "ACC-1": "202503012300"}
TIMES = {
    "onsetDateTime": "2025-03-01T23:00",
    "start": "2025-03-01T23:10",
    "birthDate": "2000-01-01",
}


def table(heading: str) -> list[tuple[str, str, str]]:
    """Lines of the tables whose head begins so."""
    text = PAGE.read_text("utf-8").split(f"| {heading} |\n")[1].split("\n\n")[0]
    return [(a.strip(), b.strip(), c.strip()) for a, b, c in LINE.findall(text)]


def read(tmp_path, content: bytes) -> dict[str, str]:
    path = tmp_path / "x.dat"
    path.write_bytes(content)
    with reader_for(content[:512]).stream(path) as stream:
        text = stream.read().decode()
    (row,) = csv.DictReader(io.StringIO(text))
    return row


@pytest.mark.parametrize(
    ("element", "column", "field"), table("element | column | read by `ed_assault` as")
)
def test_an_element_of_the_standard_fills_its_column(tmp_path, element, column, field):
    start, end = PERIOD
    value = "2025-03-01T23:10" if "DATE" in element else "synthetic"
    own = f"<{element}>{value}</{element}>"
    header = {
        "REPORTING_PERIOD_START_DATE": start,
        "REPORTING_PERIOD_END_DATE": end,
        "SITE_CODE_OF_TREATMENT": value,
    }
    said = "".join(f"<{name}>{text}</{name}>" for name, text in header.items())
    inside = "" if element in header else own
    row = read(tmp_path, f"<I>{said}<ASSAULT>{inside}</ASSAULT></I>".encode())
    assert {folded(title): text for title, text in row.items()}[folded(column)] == value
    assert known_headers(dataset("ed_assault"))[folded(column)].name == field


def message(**fields: tuple[int, str]) -> bytes:
    """A message with these fields; it arrives, so that an age can be told."""
    cells = {"PID": {}, "PV1": {44: STAMPS["PV1-44"]}, "ACC": {}}
    msh = "MSH|^~\\&|S|"
    for name, (number, value) in fields.items():
        if name == "MSH":
            msh += value
        else:
            cells[name][number] = value
    lines = [msh + "|||||ADT^A04"]
    for name, own in cells.items():
        lines.append("|".join([name, *(own.get(at, "") for at in range(1, 46))]))
    return "\r".join(lines).encode()


@pytest.mark.parametrize(("field", "column", "_"), table("field | column"))
def test_a_field_of_hl7_fills_its_column(tmp_path, field, column, _):
    name, number = field.split("-")
    value = STAMPS.get(field, "SYN1")
    filled = read(tmp_path, message(**{name: (int(number), value)}))
    empty = read(tmp_path, message())
    assert filled[column]
    assert column == "Arrival date and time" or not empty[column]


@pytest.mark.parametrize(("name", "column", "_"), table("observation | column"))
def test_an_observation_fills_its_column(tmp_path, name, column, _):
    value = "202503012310" if "DATE" in name else "synthetic"
    content = b"MSH|^~\\&|||||||ADT\rPV1|\r" + f"OBX|1|ST|{name}^x^L||{value}".encode()
    assert read(tmp_path, content)[column] in (value, "2025-03-01T23:10:00")


def test_every_item_is_in_the_table():
    assert {column for _, column, _ in table("observation | column")} >= set(ITEMS)


@pytest.mark.parametrize(("element", "column", "_"), table("element | column"))
def test_an_element_of_fhir_fills_its_column(tmp_path, element, column, _):
    kind, *path = element.split(".")
    held = {
        "Encounter": {"id": "e", "subject": {"reference": "Patient/p"}},
        "Patient": {"id": "p"},
        "Location": {"id": "l"},
        "Condition": {"encounter": {"reference": "Encounter/e"}},
    }
    held["Encounter"] |= {"location": [{"location": {"reference": "Location/l"}}]}
    held["Encounter"] |= {"period": {"start": TIMES["start"]}}
    value = TIMES.get(path[-1], "SYN1")
    made = value
    for step in reversed(path):
        name, listed, _ = step.partition("[0]")
        made = {name: [made] if listed else made}
    held[kind] |= made
    entry = [{"resource": {"resourceType": name, **own}} for name, own in held.items()]
    row = read(tmp_path, json.dumps({"resourceType": "Bundle", "entry": entry}).encode())
    assert row[column] == ("25" if column == "Age" else value)

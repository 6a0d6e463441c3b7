"""The invented town's register of licensed premises, as a council keeps it: every venue made up.

Those that the gazetteer names see what the town's nights bring; the four others are quiet.
"""

import csv
import datetime as dt
import io
from pathlib import Path

from watchward.geography.invented import CENTRE
from watchward.geography.supplied import save_supplied
from watchward.geography.supplied_file import read_supplied
from watchward.reference import Citation
from watchward.synthetic.town import Town

AUTHORITY = "Harrowmere Council (synthetic)"
HEADER = (
    *("place_id", "name", "address", "kind", "easting", "northing"),
    *("capacity", "footfall", "closes", "authority", "licence", "since", "measures"),
)
# name: how many it holds, when it closes, measures that an officer has seen working
SIZES = {
    "The Gilded Otter (invented)": (160, "00:00", ""),
    "Club Perigee (invented)": (900, "03:00", "cctv door_staff entry_and_eviction"),
    "The Tin Whistle (invented)": (420, "01:00", "cctv"),
    "The Ferryman's Rest (invented)": (520, "23:30", "glass"),
    "Saltmarsh Social Club (invented)": (650, "00:00", ""),
    "Hot Plaice Takeaway (invented)": (330, "04:00", "cctv"),
    "Kebab Corner (invented)": (290, "04:00", ""),
}
# name, metres east and north of the centre, how many it holds, when it closes
QUIET = (
    ("The Brass Lantern (invented)", -900, 300, 220, "23:00"),
    ("Salt and Rope (invented)", 750, -650, 140, "23:30"),
    ("The Quiet Corner (invented)", -350, -1250, 14, "22:30"),
    ("Northgate Tap (invented)", 400, 1350, 260, "23:00"),
)

# The night bus's stops, as metres east and north of the centre; the first is the bus station's.
NIGHT_BUS = "Night bus N1 (invented)"
STOPS = ((-260, 280), (-520, 620), (-880, 900), (-1300, 1150), (-1750, 1450), (-2150, 1850))


def night_places() -> list[tuple[str, ...]]:
    """Stops of the invented night bus, a row each, as `watchward supply night-places` has them."""
    rows: list[tuple[str, ...]] = []
    for at, (east, north) in enumerate(STOPS, 1):
        easting, northing = str(CENTRE[0] + east), str(CENTRE[1] + north)
        name = f"Night stop {at} (invented)"
        rows.append((f"SYN-N{at:02d}", name, NIGHT_BUS, easting, northing, ""))
    return rows


def register(town: Town) -> str:
    """The register as CSV, the columns of `watchward supply licensed-premises`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    listed = [
        (place.place_id, place.name, place.kind, place.easting, place.northing, *SIZES[place.name])
        for place in town.places
        if place.name in SIZES
    ]
    listed += [
        (f"SYN-L{at:03d}", name, "pub_bar_club", CENTRE[0] + east, CENTRE[1] + north, many, end, "")
        for at, (name, east, north, many, end) in enumerate(QUIET, 1)
    ]
    for at, (ident, name, kind, easting, northing, capacity, closes, measures) in enumerate(listed):
        address = f"{at + 1} Invented Street"
        licence = f"SYNTHETIC/{at + 1:03d}"
        size = (capacity, "", closes)
        told = (AUTHORITY, licence, "", measures)
        writer.writerow([ident, name, address, kind, easting, northing, *size, *told])
    return out.getvalue()


def keep_register(file: Path, folder: Path, *, on: dt.date) -> None:
    """Give it to a store's geography folder, as a council would supply its own."""
    cited = Citation(
        title="Register of premises (synthetic)",
        publisher="Watchward, invented",
        url="",
        licence="none needed",
        retrieved=on,
        status="local default",
    )
    save_supplied(read_supplied(file, "licensed-premises", citation=cited), folder)

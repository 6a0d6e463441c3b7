"""One month of made-up attendances, written as different departments might export it.

Each way of writing has headers, dates and words of its own; what they say is the same, so that a
package made through a mapping can be compared, row by row, with one made from the plain extract.
"""

import csv
import datetime as dt
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import xlsxwriter

PLAIN = {
    "id": "attendance id",
    "date": "assault date",
    "time": "assault time",
    "method": "assault method",
    "place": "location type",
    "easting": "easting",
    "northing": "northing",
    "age": "age",
    "sex": "sex",
    "police": "reported to police",
}
SECRETS = ("9990000018", "Ann Example", "ZZ99 3VZ", "her flat above the Invented Arms")
EXTRA = ("NHS No", "Patient Name", "Postcode", "Free text")


def records(rows: int = 60, *, seed: int = 1) -> list[dict[str, object]]:
    """Made-up attendances in March 2025."""
    chance = random.Random(seed)
    methods = ("body_part", "glass", "sharp_object", "unknown")
    places = ("licensed_premises", "street", "own_home", "park")
    return [
        {
            "id": f"E{10_000 + n}",
            "date": dt.date(2025, 3, 1 + n % 31),
            "time": dt.time(chance.randrange(24), chance.randrange(60)) if n % 7 else None,
            "method": chance.choice(methods),
            "place": chance.choice(places),
            "easting": 290_000 + chance.randrange(3_000),
            "northing": 250_000 + chance.randrange(3_000),
            "age": chance.randrange(12, 90),
            "sex": chance.choice("MF"),
            "police": chance.choice(("yes", "no")),
        }
        for n in range(rows)
    ]


@dataclass(frozen=True)
class Way:
    """How one department writes it."""

    headers: dict[str, str]
    date: Callable[[dt.date], str]
    time: Callable[[dt.time | None], str]
    words: dict[str, dict[str, str]]
    extra: tuple[str, ...] = EXTRA
    together: bool = False  # date and time in one column
    sheet: str = ""
    separator: str = ","
    left: dict[str, dict[str, str]] = field(default_factory=dict)  # words that a person must map

    def header(self) -> list[str]:
        """Row 1."""
        names = [name for name in self.headers if not (self.together and name == "time")]
        return [*(self.headers[name] for name in names), *self.extra]

    def row(self, record: dict[str, object]) -> list[str]:
        """A row, with somebody's data in the columns that stay."""
        cells = {name: str(value) for name, value in record.items()}
        cells["date"], cells["time"] = self.date(record["date"]), self.time(record["time"])
        if self.together:
            cells["date"] = f"{cells['date']} {cells.pop('time')}".strip()
        for name, words in self.words.items():
            cells[name] = words[cells[name]]
        return [
            *(cells[name] for name in self.headers if name in cells),
            *SECRETS[: len(self.extra)],
        ]

    def written(self, rows: list[dict[str, object]]) -> bytes:
        """The file."""
        lines = [self.header(), *map(self.row, rows)]
        if self.sheet:
            return _book(lines, self.sheet)
        held = io.StringIO()
        csv.writer(held, delimiter=self.separator, lineterminator="\n").writerows(lines)
        return held.getvalue().encode()


def _book(lines: list[list[str]], name: str) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.add_worksheet("About").write(0, 0, "made for the tests")
        sheet = book.add_worksheet(name)
        for at, line in enumerate(lines):
            sheet.write_row(at, 0, line)
    return held.getvalue()


def _half_day(time: dt.time | None) -> str:
    return time.strftime("%I:%M %p") if time else "NULL"


def _clock(form: str) -> Callable[[dt.time | None], str]:
    return lambda time: time.strftime(form) if time else ""


def _bare(time: dt.time | None) -> str:
    return str(time.hour * 100 + time.minute) if time else ""


PLAINLY = Way(PLAIN, dt.date.isoformat, _clock("%H:%M"), {})
WAYS = {
    "a hospital system, month first": Way(
        {
            "id": "ED_ATT_NO",
            "sex": "PT_GENDER",
            "age": "PT_AGE",
            "date": "INJ_DT",
            "time": "INJ_TM",
            "method": "ASSAULT_MECH",
            "place": "INJ_PLACE_TYPE",
            "easting": "X_COORD",
            "northing": "Y_COORD",
            "police": "POLICE_INFORMED",
        },
        lambda day: day.strftime("%m/%d/%Y"),
        _half_day,
        {
            "method": {
                "body_part": "PUNCH/FIST",
                "glass": "GLASS (BOTTLE)",
                "sharp_object": "03 - Knife",
                "unknown": "Not Recorded",
            },
            "place": {
                "licensed_premises": "Pub, bar",
                "street": "STREET",
                "own_home": "PATIENTS HOME",
                "park": "Park/Open Space",
            },
            "sex": {"M": "M - Male", "F": "F - Female"},
            "police": {"yes": "Y", "no": "N"},
        },
    ),
    "a Welsh department": Way(
        {
            "date": "Dyddiad yr ymosodiad",
            "time": "Amser yr ymosodiad",
            "id": "Rhif mynychiad",
            "place": "Math o leoliad",
            "method": "Dull yr ymosodiad",
            "sex": "Rhyw",
            "age": "Oedran",
            "easting": "Dwyreiniad",
            "northing": "Gogleddiad",
            "police": "Adroddwyd i'r heddlu",
        },
        lambda day: day.strftime("%d.%m.%Y"),
        _clock("%H.%M"),
        {
            "method": {
                "body_part": "Dwrn",
                "glass": "Gwydr/potel",
                "sharp_object": "Cyllell",
                "unknown": "Anhysbys",
            },
            "place": {
                "licensed_premises": "Tafarn",
                "street": "Stryd",
                "own_home": "Cartref",
                "park": "Parc",
            },
            "sex": {"M": "Gwryw", "F": "Benyw"},
            "police": {"yes": "Do", "no": "Naddo"},
        },
        separator=";",
        left={"police": {"do": "yes", "naddo": "no"}},
    ),
    "date and time together, in a workbook": Way(
        {
            "id": "Visit number",
            "date": "Incident date/time",
            "time": "-",
            "place": "Place of injury",
            "method": "Mechanism of injury",
            "age": "Age (years)",
            "sex": "Gender code",
            "easting": "Easting (m)",
            "northing": "Northing (m)",
            "police": "Police aware",
        },
        lambda day: day.strftime("%d-%b-%Y"),
        _clock("%H:%M:%S"),
        {
            "method": {
                "body_part": "Type 7",
                "glass": "Type 8",
                "sharp_object": "Type 9",
                "unknown": "Type 99",
            },
            "sex": {"M": "1", "F": "2"},
        },
        together=True,
        sheet="March 2025",
        left={
            "method": {
                "type 7": "body_part",
                "type 8": "glass",
                "type 9": "sharp_object",
                "type 99": "unknown",
            },
            "sex": {"1": "M", "2": "F"},
        },
    ),
    "numbers for everything": Way(
        {
            "id": "AttendanceRef",
            "date": "AssaultDate",
            "time": "AssaultTime",
            "method": "AssaultMethod",
            "place": "AssaultLocationType",
            "easting": "AssaultEasting",
            "northing": "AssaultNorthing",
            "age": "PatientAge",
            "sex": "PatientSex",
            "police": "ReportedToPolice",
        },
        lambda day: day.strftime("%Y%m%d"),
        _bare,
        {},
        separator="\t",
    ),
}
FIELDS = {"method": "assault_method", "sex": "victim_sex", "police": "reported"}

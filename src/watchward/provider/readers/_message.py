"""One HL7 message as a row: what is taken of it, and when it is set aside."""

import re
from collections import Counter

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
from watchward.provider.readers._segments import Segment

ORDER = {"MSH": 0, "EVN": 1, "PID": 2, "PV1": 3}
ONCE = ("MSH", "PID", "PV1", "ACC")
STAMP = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?(?:\.\d{1,4})?)?([+-]\d{4})?", re.ASCII
)
WRONG_ORDER = "segments in the wrong order"
REPEATED = "several values where one is meant"
NO_VISIT = "no PV1 segment"


class Message:
    """Segments from one MSH to the next."""

    def __init__(self, header: Segment) -> None:
        self.attendance = header.text(9) == "ADT"
        self._cells = {SITE: header.text(4)}
        self._fault = ""
        self._seen = Counter({"MSH": 1})
        self._last = 0
        self._born = ""

    def add(self, segment: Segment) -> None:
        """Take what is needed of a segment; others pass."""
        place = ORDER.get(segment.name, self._last)
        self._seen[segment.name] += 1
        if place < self._last or (segment.name in ONCE and self._seen[segment.name] > 1):
            self._fault = self._fault or WRONG_ORDER
        self._last = max(self._last, place)
        if segment.name == "PID":
            self._born = iso(self._one(segment, 7))
            self._put(SEX, self._one(segment, 8))
        elif segment.name == "PV1":
            self._put(NUMBER, self._one(segment, 19))
            self._put(ARRIVAL, iso(self._one(segment, 44)))
        elif segment.name == "ACC" and (moment := iso(self._one(segment, 1))):
            self._when(moment)
        elif segment.name == "OBX":
            self._observed(segment)

    def record(self) -> Record:
        """The row, or why there is none."""
        fault = self._fault or ("" if self._seen["PV1"] else NO_VISIT)
        if fault:
            return Unreadable(fault)
        return row({**self._cells, AGE: age_on(self._cells.get(ARRIVAL, ""), self._born)})

    def _observed(self, segment: Segment) -> None:
        """OBX-3 names the item by its code or its text; OBX-5 is the value."""
        name = item(segment.text(3)) or item(segment.text(3, 2))
        if not name:
            return
        value = self._one(segment, 5)
        if name == MOMENT:
            self._when(iso(value))
        else:
            self._put(name, value)

    def _when(self, moment: str) -> None:
        for column, value in said_when(moment).items():
            self._put(column, value)

    def _put(self, column: str, value: str) -> None:
        if value and self._cells.get(column, value) != value:
            self._fault = self._fault or TWICE
        if value:
            self._cells[column] = value

    def _one(self, segment: Segment, number: int) -> str:
        if segment.repeated(number):
            self._fault = self._fault or REPEATED
        return segment.text(number)


def iso(stamp: str) -> str:
    """YYYYMMDD[HHMM[SS]][+ZZZZ] as ISO 8601; anything else as it is, to be found unreadable."""
    found = STAMP.fullmatch(stamp)
    if not found:
        return stamp
    year, month, day, hour, minute, second, zone = found.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    zone = f"{zone[:3]}:{zone[3:]}" if zone else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"

"""The ISTV minimum data set as XML: a header, then assaults, each element a column.

The standard approves no XML schema, so this is a local layout: the NHS Data Dictionary's names of
the data elements, their words joined by underscores, in any case and any namespace. Read twice,
first for the columns: an element that nobody knows of is shown as staying, and never lost unseen.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from watchward.errors import InputRefusal
from watchward.provider.readers import no_sheets
from watchward.provider.readers._elements import Wrong, elements
from watchward.provider.readers._made import Made, Record, Unreadable

MAGICS = (
    re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!\w]"),
    re.compile(rb"(?:\xff\xfe)?<\0[?!\w]\0|(?:\xfe\xff)?\0<\0[?!\w]", re.ASCII),
)
ASSAULT = "assault"
HEADER = {
    "reportingperiodstartdate": "Reporting period start date",
    "reportingperiodenddate": "Reporting period end date",
    "sitecodeoftreatment": "Site code (of treatment)",
}
MOMENT = "assaultdateandtime"
RENAMED = {
    "arrivaldateandtimeataandedepartment": ("Arrival date and time at A&E department",),
    MOMENT: ("Assault date", "Assault time"),
}
ATTENDANCE = "Attendance number"
ATTENDANCES = ("attendancenumber", "attendanceid", "recordid", "edattendanceid")
WIDEST = 200
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
CLOCK = re.compile(r"\d{1,2}:\d{2}")
TWICE, NESTED = "an element given twice", "elements inside a value"

Submission = tuple[dict[str, str], dict[str, str]]


def stream(path: Path, *, sheet: str = "") -> BinaryIO:
    """Each assault a row, with the submission's period and site in it."""
    if sheet:
        raise no_sheets(path.name)
    said, names = _survey(path)
    known = {name: RENAMED.get(name, (title,)) for name, title in names.items()}
    numbered = not set(names) & set(ATTENDANCES)
    header = [*HEADER.values(), *([ATTENDANCE] if numbered else [])]
    header += [column for columns in known.values() for column in columns]
    return cast(BinaryIO, Made(header, _rows(path, said, known, numbered), name=path.name))


def _survey(path: Path) -> Submission:
    """What the header says, and every element of an assault by its folded name."""
    said: dict[str, str] = {}
    names: dict[str, str] = {}
    assaults = 0
    for inside, name, written, text in _leaves(path):
        if name == ASSAULT:
            assaults += 1
        elif inside:
            names.setdefault(name, written.replace("_", " ").strip().capitalize())
        elif name in HEADER:
            if assaults or name in said:
                raise _wrong("The submission's header is given twice, or after an assault.", path)
            said[name] = text
        if len(names) > WIDEST:
            raise _wrong(f"Assaults hold more than {WIDEST} kinds of element.", path)
    if missing := [title for name, title in HEADER.items() if not said.get(name)]:
        raise _wrong(f"The submission's header lacks: {', '.join(missing)}.", path)
    if not all(DAY.fullmatch(said[name]) for name in list(HEADER)[:2]):
        raise _wrong("The reporting period's dates are not written YYYY-MM-DD.", path)
    if not assaults:
        raise _wrong("The submission holds no assault.", path)
    return said, names


def _rows(
    path: Path, said: dict[str, str], known: dict[str, tuple[str, ...]], numbered: bool
) -> Iterator[Record]:
    """One record an assault; its elements come before it does, as they end first."""
    cells: dict[str, str] = {}
    fault, number = "", 0
    for inside, name, _, text in _leaves(path):
        if name == ASSAULT:
            number += 1
            before = [said[one] for one in HEADER]
            start = said["reportingperiodstartdate"]
            before += [f"ISTV-{start}-{number}"] if numbered else []
            values = [value for one in known for value in _values(one, cells.get(one, ""))]
            yield Unreadable(fault) if fault else [*before, *values]
            cells, fault = {}, ""
        elif inside:
            fault = fault or (TWICE if name in cells else NESTED if inside > 1 else "")
            cells[name] = text


def _values(name: str, text: str) -> tuple[str, ...]:
    """A date and time stand in both columns: each is read for its own part."""
    if name != MOMENT:
        return (text,)
    return text, text if CLOCK.search(text) else ""


def _leaves(path: Path) -> Iterator[tuple[int, str, str, str]]:
    """Elements as they end: depth inside an assault, folded name, name as written, text."""
    try:
        with path.open("rb") as file:
            yield from (
                (_inside(trail), name, written, text)
                for trail, name, written, text in elements(file)
            )
    except Wrong as wrong:
        raise InputRefusal(wrong.what, where=wrong.where(path.name), do=wrong.do) from None


def _inside(trail: tuple[str, ...]) -> int:
    """How deep inside an assault an element stands; 0 outside, and for the assault itself."""
    return len(trail) - 1 - trail.index(ASSAULT) if ASSAULT in trail else 0


def _wrong(what: str, path: Path) -> InputRefusal:
    return InputRefusal(
        what,
        where=path.name,
        do="It must have REPORTING_PERIOD_START_DATE, REPORTING_PERIOD_END_DATE and "
        "SITE_CODE_OF_TREATMENT once, then an ASSAULT element for each attendance.",
    )

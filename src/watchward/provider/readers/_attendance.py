"""Columns of an attendance, the same whichever message it came in, and how items are told apart.

HL7 and FHIR carry the details of an assault as observations that each site names as it likes: these
are the names that are read, a local default. Name, address, date of birth and NHS number have none.
"""

import datetime as dt
import re

NUMBER, SITE, ARRIVAL = "Attendance number", "Site code", "Arrival date and time"
DATE, TIME, AGE, SEX = "Injury date", "Injury time", "Age", "Sex"
ITEMS = (
    *("Injury intent", "Assault method", "Assault method other description"),
    *("Assault location type", "Assault location description", "Easting", "Northing", "Weapon"),
    *("Number of assailants", "Relationship", "Reported to police", "Alcohol"),
)
COLUMNS = (NUMBER, SITE, ARRIVAL, DATE, TIME, *ITEMS, AGE, SEX)
MOMENT = "Assault date and time"  # an item that fills DATE and TIME
SPACING = re.compile(r"[\s_\-.]+")
FOLDED = {SPACING.sub("", item).casefold(): item for item in (*ITEMS, MOMENT)}
CLOCK = re.compile(r"\d{1,2}:\d{2}")
TWICE = "an item given twice"


def item(name: str) -> str:
    """The item of that name, however it is spaced; empty where there is none."""
    return FOLDED.get(SPACING.sub("", name).casefold(), "")


def said_when(moment: str) -> dict[str, str]:
    """A moment in both columns: each is read for its own part, and a day alone has no time."""
    return {DATE: moment, TIME: moment if CLOCK.search(moment) else ""}


def age_on(day: str, born: str) -> str:
    """Whole years, from two ISO dates; empty where either is less than a date."""
    try:
        there, then = dt.date.fromisoformat(day[:10]), dt.date.fromisoformat(born[:10])
    except ValueError:
        return ""
    years = there.year - then.year - ((there.month, there.day) < (then.month, then.day))
    return str(years) if 0 <= years <= 120 else ""


def row(cells: dict[str, str]) -> list[str]:
    """The cells in the columns' order."""
    return [cells.get(column, "") for column in COLUMNS]

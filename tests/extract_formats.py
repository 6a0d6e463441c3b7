"""The same made-up attendances (tests/awkward_extracts.py) as each system might hand them over.

Every writer is plain string work, so that nothing of the readers is trusted to test them.
"""

import datetime as dt
import io
import json
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from tests.awkward_extracts import PLAINLY, SECRETS

Rows = list[dict[str, Any]]
PERIOD = ("2025-03-01", "2025-03-31")
XML = {
    "id": "ATTENDANCE_NUMBER",
    "method": "ASSAULT_METHOD",
    "place": "ASSAULT_LOCATION_TYPE",
    "easting": "EASTING",
    "northing": "NORTHING",
    "age": "AGE",
    "sex": "SEX",
    "police": "REPORTED_TO_POLICE",
}
OBSERVED = {
    "method": "ASSAULT_METHOD",
    "place": "ASSAULT_LOCATION_TYPE",
    "easting": "EASTING",
    "northing": "NORTHING",
    "police": "REPORTED_TO_POLICE",
}
GENDER = {"M": "male", "F": "female"}


def moment(row: dict[str, Any]) -> str:
    """ISO; a day alone where the time is not known."""
    return f"{row['date']}T{row['time']:%H:%M}" if row["time"] else f"{row['date']}"


def born(row: dict[str, Any]) -> dt.date:
    """A birthday on which the record's age is true all year."""
    return dt.date(row["date"].year - row["age"], 1, 1)


def arrival(row: dict[str, Any]) -> dt.datetime:
    """Just before midnight of the assault's day."""
    return dt.datetime.combine(row["date"], dt.time(23, 59))


def csv_file(rows: Rows) -> bytes:
    """What the others are held against."""
    return PLAINLY.written(rows)


def assault(row: dict[str, Any]) -> str:
    """One ASSAULT element, with an identifier that must stay."""
    cells = {"ASSAULT_DATE_AND_TIME": moment(row), "PATIENT_NAME": SECRETS[1]}
    cells |= {name: str(row[key]) for key, name in XML.items()}
    inside = "".join(f"<{name}>{escape(cell)}</{name}>" for name, cell in cells.items())
    return f"<ASSAULT>{inside}</ASSAULT>"


def istv(rows: Rows) -> bytes:
    """The minimum data set in the local layout."""
    header = (
        f"<REPORTING_PERIOD_START_DATE>{PERIOD[0]}</REPORTING_PERIOD_START_DATE>"
        f"<REPORTING_PERIOD_END_DATE>{PERIOD[1]}</REPORTING_PERIOD_END_DATE>"
        "<SITE_CODE_OF_TREATMENT>SYN01</SITE_CODE_OF_TREATMENT>"
    )
    inside = f"<SUBMISSION_HEADER>{header}</SUBMISSION_HEADER>" + "\n".join(map(assault, rows))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ISTV>{inside}</ISTV>\n'.encode()


def message(row: dict[str, Any], *, kind: str = "ADT^A04") -> list[str]:
    """One HL7 message's segments."""
    stamp = moment(row).replace("-", "").replace("T", "").replace(":", "")
    name, address = "EXAMPLE^ANN", "1 Invented Street^^^^ZZ99 3VZ"
    return [
        f"MSH|^~\\&|EDIS|SYN01|HUB|PARTNER|20250401||{kind}|{row['id']}|T|2.4|||||GB|UNICODE UTF-8",
        f"PID|1||9990000018^^^NHS||{name}||{born(row):%Y%m%d}|{row['sex']}|||{address}",
        f"PV1|1|E|ED{'|' * 16}{row['id']}{'|' * 25}{arrival(row):%Y%m%d%H%M}",
        f"ACC|{stamp}",
        *[
            f"OBX|{at}|ST|{code}^{code.title()}^L||{row[key]}||||||F"
            for at, (key, code) in enumerate(OBSERVED.items(), 1)
        ],
    ]


def hl7(rows: Rows, *, frames: bool = False) -> bytes:
    """A batch file; with `frames` bare messages in MLLP's frames."""
    if frames:
        sent = ("\r".join(message(row)) + "\r" for row in rows)
        return "".join(f"\x0b{one}\x1c\r" for one in sent).encode()
    lines = [segment for row in rows for segment in message(row)]
    around = ["FHS|^~\\&|EDIS|SYN01", "BHS|^~\\&|EDIS|SYN01", *lines, f"BTS|{len(rows)}", "FTS|1"]
    return ("\r".join(around) + "\r").encode()


def observation(code: str, value: object, encounter: str) -> dict[str, Any]:
    """One item."""
    kind = "valueInteger" if isinstance(value, int) else "valueString"
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "urn:synthetic", "code": code}]},
        "encounter": {"reference": encounter},
        kind: value,
    }


def resources(row: dict[str, Any]) -> list[dict[str, Any]]:
    """An encounter and all that is said of it, with identifiers that must stay."""
    ident = row["id"]
    return [
        {
            "resourceType": "Patient",
            "id": f"p{ident}",
            "name": [{"family": "Example", "given": ["Ann"]}],
            "gender": GENDER[row["sex"]],
            "birthDate": born(row).isoformat(),
        },
        {
            "resourceType": "Condition",
            "encounter": {"reference": f"Encounter/{ident}"},
            "onsetDateTime": moment(row),
        },
        *[observation(code, row[key], f"Encounter/{ident}") for key, code in OBSERVED.items()],
        {
            "resourceType": "Encounter",
            "id": ident,
            "status": "finished",
            "class": {"code": "EMER"},
            "subject": {"reference": f"Patient/p{ident}"},
            "period": {"start": arrival(row).isoformat()},
        },
    ]


def fhir(rows: Rows, **more: Any) -> bytes:
    """One Bundle."""
    entry = [{"resource": resource} for row in rows for resource in resources(row)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entry, **more}
    return json.dumps(bundle).encode()


STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
)


def crime(month: str, number: int, force: str = "Dyfed-Powys Police") -> str:
    """One made-up row of a street file."""
    return (
        f"{month.replace('-', '')}{number:058d},{month},{force},{force},-3.612000,52.140000,"
        "On or near Synthetic Street,,,Violence and sexual offences,Under investigation,\n"
    )


def street_file(month: str, rows: int) -> bytes:
    """A month as data.police.uk publishes it."""
    return (STREET + "".join(crime(month, n) for n in range(rows))).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive of these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def archive(counts: dict[str, int], *, force: str = "dyfed-powys") -> bytes:
    """Street files of the months, and the outcomes that stand beside them."""
    files = {}
    for month, rows in counts.items():
        files[f"{month}/{month}-{force}-outcomes.csv"] = b"Crime ID,Month\n"
        files[f"{month}/{month}-{force}-street.csv"] = street_file(month, rows)
    return zipped(files)

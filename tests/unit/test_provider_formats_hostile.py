"""Bombs and broken files of every format: refused in words, soon, and with nothing quoted."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from tests import extract_formats as formats
from tests.awkward_extracts import SECRETS, records
from tests.provider_extracts import left_in, make
from watchward.errors import InputRefusal

ROWS = records(2)
ISTV, HL7, FHIR = formats.istv(ROWS), formats.hl7(ROWS), formats.fhir(ROWS)
STREET = "2025-03/2025-03-dyfed-powys-street.csv"
MONTH = formats.street_file("2025-03", 2)


def doctype(inside: str) -> bytes:
    return ISTV.replace(b"?>\n", f"?>\n<!DOCTYPE ISTV [{inside}]>".encode())


LAUGHS = "<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
ASSAULT = b"<ASSAULT>"
XML = {
    "billion laughs": (doctype(LAUGHS).replace(b"<ASSAULT>", b"<ASSAULT>&i;"), "document type"),
    "another file": (doctype("<!ENTITY a SYSTEM 'file:///etc/passwd'>"), "document type"),
    "another site": (doctype("<!ENTITY % a SYSTEM 'http://x/'> %a;"), "document type"),
    "a DTD elsewhere": (ISTV.replace(b"?>\n", b"?><!DOCTYPE a SYSTEM 'a.dtd'>"), "document type"),
    "depth": (ISTV.replace(ASSAULT, ASSAULT + b"<a>" * 40_000), "deep"),
    "a long value": (ISTV.replace(ASSAULT, ASSAULT + b"<a>" + b"x" * 40_000), "longer than"),
    "a long attribute": (
        ISTV.replace(ASSAULT, b"<ASSAULT a='" + b"x" * 40_000 + b"'>"),
        "attribute",
    ),
    "many attributes": (
        ISTV.replace(ASSAULT, b"<ASSAULT " + b" ".join(b"a%d='1'" % n for n in range(99)) + b">"),
        "attributes",
    ),
    "an endless tag": (ISTV.replace(ASSAULT, b"<ASSAULT a='" + b"x" * 9_000_000), "far too long"),
    "many kinds": (
        ISTV.replace(ASSAULT, ASSAULT + b"".join(b"<a%d/>" % n for n in range(300)), 1),
        "more than 200 kinds",
    ),
    "cut short": (ISTV[:-30], "cut short"),
    "an undeclared entity": (ISTV.replace(ASSAULT, ASSAULT + b"&nbsp;"), "damaged"),
    "no site": (ISTV.replace(b"SITE_CODE_OF_TREATMENT", b"SITE_CODE"), "Site code"),
    "a period in words": (ISTV.replace(b"2025-03-01</REP", b"March</REP"), "YYYY-MM-DD"),
    "no assault": (ISTV[: ISTV.index(ASSAULT)] + b"</ISTV>", "no assault"),
    "a header at the end": (
        ISTV.replace(b"</ISTV>", b"<SITE_CODE_OF_TREATMENT>B</SITE_CODE_OF_TREATMENT></ISTV>"),
        "twice, or after",
    ),
    "another XML": (b"<html><body>a</body></html>", "lacks: Reporting period start date"),
}
MESSAGES = {
    "cut short": (HL7[: HL7.index(b"BTS")], "BHS segment has no end"),
    "one lost": (HL7.replace(b"BTS|2", b"BTS|3"), "segment 21: The segment counts other"),
    "batches lost": (HL7.replace(b"FTS|1", b"FTS|2"), "counts other"),
    "an end too soon": (HL7.replace(b"BTS|2\rFTS|1", b"FTS|1\rBTS|2"), "wrong order"),
    "a batch in a batch": (HL7.replace(b"\rMSH", b"\rBHS|^~\\&|\rMSH", 1), "wrong order"),
    "no message": (
        HL7.replace(b"\rMSH", b"\rPID|1\rMSH", 1),
        "segment 3: The segment stands outside",
    ),
    "no delimiters": (HL7.replace(b"\rMSH|^~\\&|", b"\rMSH|||||"), "five delimiters"),
    "not a segment": (HL7.replace(b"\rPV1", b"\rpv1"), "three letters"),
    "an endless segment": (HL7.replace(b"\rPV1", b"\rNTE|" + b"x" * 3_000_000), "far too long"),
    "many fields": (HL7.replace(b"\rPV1", b"\rNTE" + b"|" * 2_000 + b"\rPV1"), "delimiters say"),
    "other characters": (HL7.replace(b"UNICODE UTF-8", b"ISO IR87"), "MSH-18"),
    "wrong characters": (HL7.replace(b"EXAMPLE^ANN", b"\xff\xfe"), "characters that MSH-18"),
}
DEEP = b'{"resourceType":"Bundle","entry":[{"resource":' + b'{"a":[' * 60_000
BUNDLES = {
    "depth": (DEEP, "deep"),
    "depth round the entries": (b'{"a":' + b"[" * 90_000, "deep"),
    "an endless string": (b'{"entry":[{"a":"' + b"x" * 9_000_000, "far too long"),
    "an endless number": (
        FHIR.replace(b'"valueInteger": 29', b'"valueInteger": ' + b"9" * 5_000),
        "no JSON",
    ),
    "a name twice": (FHIR.replace(b'"gender"', b'"gender": "male", "gender"'), "a name twice"),
    "entries twice": (FHIR[:-1] + b', "entry": []}', "a name twice"),
    "cut short": (FHIR[:-40], "cut short"),
    "brackets": (FHIR.replace(b"}]}", b"]}]}", 1), "brackets"),
    "not a number": (
        FHIR.replace(b'"valueInteger": 29', b'"valueInteger": NaN, "a": 29'),
        "no JSON",
    ),
    "no Bundle": (b'{"resourceType": "Patient"}', "no FHIR Bundle"),
    "a page": (formats.fhir(ROWS, link=[{"relation": "next", "url": "x"}]), "one page"),
    "no resource": (formats.fhir(ROWS).replace(b'{"resource": {', b'{"x": {', 1), "no resource"),
    "entries of text": (b'{"resourceType": "Bundle", "entry": ["a"]}', "no list of objects"),
    "of another": (FHIR.replace(b"Encounter/E10001", b"Encounter/E9"), "does not hold"),
    "twice": (
        json.dumps(
            {
                "resourceType": "Bundle",
                "entry": [{"resource": one} for one in formats.resources(ROWS[0])[::-1][:1] * 2],
            }
        ).encode(),
        "there twice",
    ),
}


def packed(name: str = STREET, content: bytes = MONTH, **more: bytes) -> bytes:
    return formats.zipped({name: content, **more})


def locked() -> bytes:
    """The flag that says that a password is needed, in the file and in the directory."""
    content = bytearray(packed())
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def twice() -> bytes:
    return packed(**{f"again/{STREET}": MONTH})


OTHER = MONTH.replace(b"Context", b"Notes")
APRIL = STREET.replace("03", "04")
ARCHIVES = {
    "a bomb": (packed(content=MONTH + b"\n" * 90_000_000), "far larger inside"),
    "many files": (packed(**{f"a/{n}": b"" for n in range(20_100)}), "lists far more"),
    "a way out": (packed(**{"../../etc/passwd": b"x"}), "leads out"),
    "a root": (packed(**{"/etc/passwd": b"x"}), "leads out"),
    "a drive": (packed(**{"C:/a.csv": b"x"}), "leads out"),
    "an archive within": (
        packed(**{"2025-03/more.zip": b"PK\x05\x06" + bytes(18)}),
        "another packed",
    ),
    "a password": (locked(), "password"),
    "cut short": (packed()[:-30], "cut short"),
    "damaged": (packed().replace(b"PK\x01\x02", b"PK\x01\x03"), "damaged"),
    "no street file": (packed("2025-03/2025-03-dyfed-powys-outcomes.csv"), "no street file"),
    "a month twice": (twice(), "a month of that force twice"),
    "two forces": (packed(**{STREET.replace("dyfed-powys", "gwent"): MONTH}), "2 forces' files"),
    "a gap": (packed(**{STREET.replace("03", "05"): MONTH}), "no file of that force for 2025-04"),
    "other columns": (packed(**{APRIL: OTHER}), "not those of the first month"),
    "an open mark": (
        packed(**{APRIL: MONTH.replace(b"Synthetic Street", b'"Street', 1)}),
        "never closed",
    ),
}
ALL = {
    f"{kind}: {name}": (content, said, dataset)
    for kind, dataset, cases in (
        ("istv", "ed_assault", XML),
        ("hl7", "ed_assault", MESSAGES),
        ("fhir", "ed_assault", BUNDLES),
        ("archive", "police_street", ARCHIVES),
    )
    for name, (content, said) in cases.items()
}


@pytest.mark.parametrize("content, said, name", ALL.values(), ids=ALL)
def test_what_is_broken_or_a_bomb_is_refused_and_nothing_is_left(tmp_path, content, said, name):
    with pytest.raises(InputRefusal) as caught:
        make(tmp_path, content, name=name, file="x.dat", provider="dyfed-powys")
    told = str(caught.value)
    assert said in told
    assert caught.value.do
    assert not [secret for secret in SECRETS if secret in told]
    assert left_in(tmp_path / "out") == []


BOMBS = ("istv: billion laughs", "istv: depth", "istv: an endless tag", "hl7: an endless segment")
BOMBS += ("fhir: depth", "fhir: an endless string", "archive: a bomb", "archive: many files")
REFUSE = """
import resource, sys, time
from pathlib import Path
from watchward.contract.dataset import dataset
from watchward.errors import InputRefusal
from watchward.provider.read import open_extract
declared = dataset("police_street")
import xml.sax.expatreader, defusedxml.expatreader
for path in sys.argv[1:]:
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        with open_extract(Path(path), declared) as extract:
            for _ in extract.records.batches():
                pass
    except InputRefusal:
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(time.process_time() - begun, grown)
"""


def test_every_bomb_is_refused_within_a_second_and_64_megabytes(tmp_path):
    paths = []
    for number, name in enumerate(BOMBS):
        paths.append(tmp_path / f"{number}.dat")
        paths[-1].write_bytes(ALL[name][0])
    told = subprocess.run(
        [sys.executable, "-c", REFUSE, *map(str, paths)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(told) == len(BOMBS)
    for name, line in zip(BOMBS, told, strict=True):
        seconds, megabytes = map(float, line.split())
        assert (name, seconds <= 1, megabytes <= 64) == (name, True, True), line


def test_a_directory_that_lies_about_a_file_is_refused(tmp_path):
    """It says one kilobyte: the unpacking stops there, and the check sum does not fit."""
    held = io.BytesIO(packed(content=MONTH + b"\n" * 900_000))
    with zipfile.ZipFile(held) as book:
        size = book.getinfo(STREET).file_size
    lying = held.getvalue().replace(size.to_bytes(4, "little"), (1024).to_bytes(4, "little"))
    with pytest.raises(InputRefusal, match="damaged"):
        make(tmp_path, lying, name="police_street", provider="dyfed-powys")


def test_a_directory_entry_that_swallows_the_next_ones_takes_no_month_out(tmp_path):
    """One length of it changed, and the months behind it are a comment: nobody would miss them."""
    held = packed(**{APRIL: MONTH, STREET.replace("03", "05"): MONTH})
    first = held.index(b"PK\x01\x02")
    third = held.index(b"PK\x01\x02", held.index(b"PK\x01\x02", first + 4) + 4)
    second = held.index(b"PK\x01\x02", first + 4)
    own = bytearray(held)
    ends = held.index(b"PK\x05\x06")
    own[second + 32 : second + 34] = (ends - third).to_bytes(2, "little")
    with pytest.raises(InputRefusal, match="fewer files than it counts"):
        make(tmp_path, bytes(own), name="police_street", provider="dyfed-powys")

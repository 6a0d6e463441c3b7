"""Whatever table is given, no planted identifier leaves: not in data, manifest, preview or refusal.

Planted values stand in any cell: of dropped and undeclared columns, of typed and coded columns, and
of the record's number. The oracle is the planted text, sought in all that comes out.
"""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.provider_extracts import make, opened
from watchward.errors import Refusal

PLANTED = (
    "9990000018",
    "999 000 0018",
    "AB123456C",
    "CF10 1AA",
    "zelda.plant@example.org",
    "07700 900123",
    "Zelda Plantagenet",
    "Mrs Plantagenet",
    "12/03/1985",
    "zz plant: seen with her brother zz",
)
REQUIRED = ("attendance id", "assault date", "method", "location type")
OPTIONAL = ("assault time", "easting", "northing", "age", "sex", "weapon", "assailants", "alcohol")
DROPPED = (
    "nhs number",
    "patient name",
    "dob",
    "postcode",
    "assault location description",
    "arrival",
)
UNDECLARED = ("Consultant", "GP", "extra", "", "ward", "9990000018")
USUAL = {
    "attendance id": st.integers(1, 999).map("A{}".format),
    "assault date": st.dates().map(str) | st.sampled_from(["2025-03-01", "01/03/2025", ""]),
    "method": st.sampled_from(["fist", "knife", "", "widget"]),
    "assault time": st.sampled_from(["23:10", "0105", "", "late"]),
    "easting": st.sampled_from(["290412", "", "-5"]),
    "northing": st.sampled_from(["250388", "", "x"]),
    "age": st.sampled_from(["24", "", "0", "old"]),
}
CELL = st.sampled_from(["", "x", "yes", "M", "pub", "1"])


@st.composite
def tables(draw):
    """A header, rows, and which cells hold planted text."""
    header = [
        *REQUIRED,
        *draw(st.lists(st.sampled_from(OPTIONAL), unique=True)),
        *draw(st.lists(st.sampled_from(DROPPED), unique=True)),
        *draw(st.lists(st.sampled_from(UNDECLARED), unique=True)),
    ]
    header = draw(st.permutations(header))
    rows = [
        [draw(USUAL.get(name, CELL)) for name in header] for _ in range(draw(st.integers(1, 6)))
    ]
    rows[0][header.index("assault date")] = "2025-03-01"
    for _ in range(draw(st.integers(1, 6))):
        row, place = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, len(header) - 1))
        if (row, header[place]) != (0, "assault date"):
            rows[row][place] = draw(st.sampled_from(PLANTED))
    return header, rows


def written(header, rows) -> str:
    held = io.StringIO()
    csv.writer(held).writerows([header, *rows])
    return held.getvalue()


def everything_said(folder: Path, text: str) -> bytes:
    """All that comes out of a run, as bytes to search."""
    try:
        made = make(folder, text)
    except Refusal as refusal:
        return f"{refusal} {refusal.what} {refusal.where} {refusal.do}".encode()
    cells = opened(made).write_csv()
    told = f"{cells}{made.preview}{made.assessment}{dict(made.dropped)}{made.manifest}"
    return made.package.read_bytes() + told.encode()


@settings(max_examples=120, deadline=None)
@given(tables())
def test_no_planted_text_ever_leaves(table):
    with tempfile.TemporaryDirectory() as folder:
        out = everything_said(Path(folder), written(*table))
    for planted in PLANTED:
        assert planted.encode() not in out


def test_the_search_would_find_what_leaves(tmp_path):
    """Guards the test above: a value that may leave is found in what is searched."""
    rows = [["A1", "2025-03-01", "fist", "pub"]]
    assert b"body_part" in everything_said(tmp_path, written(REQUIRED, rows))
    assert b"attendance" in everything_said(tmp_path, written(["x"], rows)).lower()

"""The real street files: every row is accounted for, against a count made otherwise."""

import csv
import gzip
import io

import pytest

from tests.provider_extracts import make, opened

FORCES = {
    "police_merseyside": ("merseyside", 44, 627_122),
    "police_southwales": ("south-wales", 6, 68_438),
}


def counted(content: bytes) -> tuple[int, int]:
    """Rows, and rows with a longitude, by the standard library alone."""
    rows = list(csv.reader(io.StringIO(gzip.decompress(content).decode("utf-8"), newline="")))
    place = [header.lower() for header in rows[0]].index("longitude")
    return len(rows) - 1, sum(bool(row[place]) for row in rows[1:])


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("folder", FORCES)
def test_every_row_of_every_file_is_accounted_for(shared, tmp_path, folder):
    force, files, total = FORCES[folder]
    paths = sorted((shared / "data" / folder).glob("*.csv.gz"))
    assert len(paths) == files
    read = 0
    for path in paths:
        content = path.read_bytes()
        made = make(tmp_path, content, name="police_street", provider=force, synthetic=False)
        rows, placed = counted(content)
        manifest, data = made.manifest, opened(made)
        assert manifest.period == path.name[:7]
        assert manifest.rows_read == manifest.rows_packaged == data.height == rows
        assert (data["unreadable"].sum(), data["unlisted"].sum()) == (0, 0)
        assert data["easting"].count() == placed
        assert data["hour"].count() == data["day"].count() == 0
        read += rows
    assert read == total

"""Opens a provider's extract, whatever its format, and knows its hash before a row is believed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from watchward.contract.container import copy_hashed
from watchward.contract.dataset import Dataset
from watchward.errors import InputRefusal
from watchward.provider.headers import folded, known_headers
from watchward.provider.readers import reader_for
from watchward.provider.records import Records

HEAD = 16


@dataclass(frozen=True)
class Extract:
    """An open extract: its records, once through, and the hash of the file they came from."""

    name: str
    sha256: str
    bytes: int
    records: Records


@contextmanager
def open_extract(file: Path, dataset: Dataset) -> Iterator[Extract]:
    """The extract, closed again whatever happens; what is not a readable file is refused."""
    try:
        with file.open("rb") as opened:
            head = opened.read(HEAD)
            opened.seek(0)
            sha256, size = copy_hashed(opened)
    except OSError:
        raise InputRefusal(
            "The file cannot be opened.",
            where=file.name,
            do="Check that it is there, is a file and may be read.",
        ) from None
    known = known_headers(dataset)
    stream = reader_for(head).stream(file)
    try:
        records = Records(
            stream, name=file.name, score=lambda cells: sum(folded(cell) in known for cell in cells)
        )
        yield Extract(name=file.name, sha256=sha256, bytes=size, records=records)
    finally:
        stream.close()

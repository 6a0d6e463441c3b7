"""Opens a provider's extract, whatever its format; it is hashed while its records are read."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from watchward.contract.container import copy_hashed
from watchward.contract.dataset import Dataset
from watchward.errors import InputRefusal
from watchward.provider.file_names import refuse_named
from watchward.provider.headers import folded, known_headers
from watchward.provider.readers import HEAD, reader_for
from watchward.provider.readers._made import Made
from watchward.provider.records import Records


@dataclass(frozen=True)
class Extract:
    """An open extract: its records, once through, and the hash of the file they came from."""

    name: str
    records: Records
    _hashed: Future[tuple[str, int]]

    @property
    def sha256(self) -> str:
        """Of the file as it is, packed or not; waits until every byte of it has been seen."""
        return self._known()[0]

    @property
    def bytes(self) -> int:
        """Length of the file as it is."""
        return self._known()[1]

    def _known(self) -> tuple[str, int]:
        try:
            return self._hashed.result()
        except OSError:
            raise _unopened(self.name) from None


@contextmanager
def open_extract(file: Path, dataset: Dataset, *, sheet: str = "") -> Iterator[Extract]:
    """The extract, closed again whatever happens; what is not a readable file is refused."""
    refuse_named(file.name, what="file")
    refuse_named(sheet, what="sheet")
    try:
        with file.open("rb") as opened:
            head = opened.read(HEAD)
    except OSError:
        raise _unopened(file.name) from None
    known = known_headers(dataset)
    stream = reader_for(head).stream(file, sheet=sheet)
    try:
        with ThreadPoolExecutor(max_workers=1) as pool:
            hashed = pool.submit(_hashed, file)
            records = Records(
                stream,
                name=file.name,
                tally=stream.tally if isinstance(stream, Made) else None,
                score=lambda cells: sum(folded(cell) in known for cell in cells),
            )
            yield Extract(name=file.name, records=records, _hashed=hashed)
    finally:
        stream.close()


def _hashed(file: Path) -> tuple[str, int]:
    with file.open("rb") as opened:
        return copy_hashed(opened)


def _unopened(name: str) -> InputRefusal:
    return InputRefusal(
        "The file cannot be opened.",
        where=name,
        do="Check that it is there, is a file and may be read.",
    )

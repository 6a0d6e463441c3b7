"""Where an agency's reviewed mappings lie, and the packages that wait for its word.

An extract identifies people. It is on our disk only while one request lasts, in a folder of its own
that nobody else can open; what is kept after it is a depersonalised package, and only for an hour.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.http import Http404, HttpRequest

from watchward.contract.dataset import Dataset, datasets
from watchward.errors import Refusal
from watchward.provider.mapping.saved import ExtractMapping, read_mapping
from watchward_web.core.store import site_keys
from watchward_web.partners.seat import Seat
from watchward_web.submissions.arriving import Limit
from watchward_web.submissions.limits import MB

MOST_BYTES = 256 * MB  # a month of a million records, as CSV, is a quarter of it
KEPT = timedelta(hours=1)
IDENT = re.compile(r"[0-9a-f]{24}")
PACKAGE, SEEN = "package.wwp", "seen.json"


def most_bytes() -> int:
    """The largest extract that is taken; EXTRACT_MOST_BYTES changes it."""
    return int(getattr(settings, "EXTRACT_MOST_BYTES", MOST_BYTES))


def _private(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def extracts_folder() -> Path:
    """Scratch folders, and packages that wait."""
    return _private(Path(settings.DATA) / "extracts")


def mapping_file(seat: Seat, dataset: Dataset) -> Path:
    """The agency's mapping for one data set; every part of the path is the site's own word."""
    own = _private(Path(settings.DATA) / "mappings" / seat.partnership.slug / seat.agency.slug)
    return own / f"{dataset.name}.toml"


def keys_folder(seat: Seat) -> Path:
    """The site's own signing keys for a partnership's agencies, beside the library's."""
    return site_keys(seat.partnership.slug)


def saved_mappings(seat: Seat) -> dict[str, ExtractMapping]:
    """Data set → mapping. One that can no longer be used is left out: it must be sent again."""
    found = {}
    for name, dataset in datasets().items():
        path = mapping_file(seat, dataset)
        if path.exists():
            try:
                found[name] = read_mapping(path, dataset)
            except Refusal:
                continue
    return found


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for one request, gone whatever happens; the sweep finds what a power cut left."""
    with tempfile.TemporaryDirectory(prefix="scratch-", dir=extracts_folder()) as folder:
        yield Path(folder)


class _Arriving(TemporaryUploadedFile):
    """Django's, but in our folder and not in the system's, which others share."""

    def __init__(self, folder: Path, handler: FileUploadHandler) -> None:
        held = tempfile.NamedTemporaryFile(dir=folder, suffix=".part")  # noqa: SIM115
        super(TemporaryUploadedFile, self).__init__(
            held, "extract", handler.content_type, 0, handler.charset, None
        )


class IntoFolder(TemporaryFileUploadHandler):
    """Writes each file of the form into one folder; the sender's name for it is not used."""

    def __init__(self, request: HttpRequest, folder: Path) -> None:
        super().__init__(request)
        self._folder = folder

    def new_file(self, *told: Any, **more: Any) -> None:
        """Begin a file."""
        FileUploadHandler.new_file(self, *told, **more)
        self.file = _Arriving(self._folder, self)


def watch(request: HttpRequest, folder: Path) -> Limit:
    """Set the limit and the folder; must come before anything reads the form."""
    limit = Limit(request, most_bytes())
    request.upload_handlers = [limit, IntoFolder(request, folder)]
    return limit


def arrived(request: HttpRequest, name: str) -> Path | None:
    """Where a file of the form lies; None where none was sent."""
    sent = request.FILES.get(name)
    if not isinstance(sent, TemporaryUploadedFile) or not sent.size:
        return None
    sent.flush()
    return Path(sent.temporary_file_path())


def keep(seat: Seat, ident: str, package: Path, seen: dict[str, Any]) -> None:
    """Put a package where it waits for its agency's word, with what the page says of it."""
    folder = _private(extracts_folder() / ident)
    package.replace(folder / PACKAGE)
    owner = {"partnership": seat.partnership.id, "agency": seat.agency.id}
    (folder / SEEN).write_text(json.dumps({**seen, **owner}), "utf-8")


def waiting(seat: Seat, ident: str) -> tuple[Path, dict[str, Any]]:
    """The package and what is said of it; another agency's is as good as not there."""
    folder = extracts_folder() / ident
    if not IDENT.fullmatch(ident) or not (folder / SEEN).is_file():
        raise Http404
    seen = json.loads((folder / SEEN).read_text("utf-8"))
    if (seen["partnership"], seen["agency"]) != (seat.partnership.id, seat.agency.id):
        raise Http404
    return folder / PACKAGE, seen


def forget(ident: str) -> None:
    """Whether or not it is there."""
    shutil.rmtree(extracts_folder() / ident, ignore_errors=True)


def sweep(*, now: datetime) -> None:
    """Remove what waited for longer than an hour, and what a killed process left."""
    before = (now - KEPT).timestamp()
    for one in extracts_folder().iterdir():
        if one.stat().st_mtime < before:
            shutil.rmtree(one, ignore_errors=True)

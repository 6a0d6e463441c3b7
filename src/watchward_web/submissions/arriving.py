"""A file on its way in: to disk as it comes, no further than the limit, its name not used."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest

from watchward_web.submissions.limits import most_bytes

ROOM_FOR_THE_FORM = 64 * 1024
FIELD = "package"


class Limit(FileUploadHandler):
    """Reads what is too large to its end and keeps none of it, so that the sender can be told."""

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self.most = most
        self.received = 0
        self.over = False

    def handle_raw_input(self, *told: Any, **_more: Any) -> None:
        """A length that is declared too large is believed at once."""
        _stream, _meta, declared = told[:3]
        self.over = declared > self.most + ROOM_FOR_THE_FORM

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes | None:
        """Hand on, or drop."""
        self.received += len(raw_data)
        self.over = self.over or self.received > self.most
        return None if self.over else raw_data

    def file_complete(self, _file_size: int) -> None:
        """The next handler has the file."""


def watch(request: HttpRequest) -> Limit:
    """Set the limit; must come before anything reads the form, its token included."""
    limit = Limit(request, most_bytes())
    request.upload_handlers = [limit, TemporaryFileUploadHandler(request)]
    return limit


def taken_from(request: HttpRequest, folder: Path) -> Path | None:
    """The file, moved into `folder` under a name of our own; None where none was sent."""
    sent = request.FILES.get(FIELD)
    if not isinstance(sent, TemporaryUploadedFile) or not sent.size:
        return None
    sent.close_called = True
    target = folder / "package.wwp"
    Path(sent.temporary_file_path()).replace(target)
    return target

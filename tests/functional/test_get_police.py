"""`watchward get police` against a server on loopback that serves real files in parts."""

import gzip
import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from watchward.contract.period import month_number
from watchward.errors import InputRefusal, UsageRefusal
from watchward.fetch.police import get_street

LEEDS = Path(__file__).parents[2] / "src" / "watchward" / "samples" / "leeds"
REAL = LEEDS / "2017-07-west-yorkshire-street.csv.gz"
PADDING = bytes(range(256)) * 8192  # 2 MiB, stored: nobody should download it


class Archive(BaseHTTPRequestHandler):
    """Serves `files`; honours Range unless told not to; counts the bytes it sends."""

    files: ClassVar[dict[str, bytes]] = {}
    ranged = True
    cut_short = False
    sent = 0

    def do_GET(self) -> None:
        body = self.files.get(self.path)
        if body is None:
            self.send_error(404)
            return
        wanted = self.headers.get("Range") if self.ranged else None
        part = body
        self.send_response(206 if wanted else 200)
        if wanted:
            first, last = (int(n) for n in wanted.removeprefix("bytes=").split("-"))
            part = body[first : last + 1]
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(body)}")
        if self.cut_short and len(part) > 1:
            part = part[:-1]
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)
        type(self).sent += len(part)

    def log_message(self, *args: object) -> None:
        """Quiet."""


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, body in members.items():
            kind = zipfile.ZIP_STORED if body is PADDING else zipfile.ZIP_DEFLATED
            made.writestr(name, body, compress_type=kind)
    return out.getvalue()


@pytest.fixture
def served() -> Iterator[tuple[type[Archive], str]]:
    handler = type("Handler", (Archive,), {"files": {}, "sent": 0})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield handler, f"http://127.0.0.1:{server.server_address[1]}/archive"
    server.shutdown()
    thread.join()
    server.server_close()


MONTH = month_number("2017-07")
MEMBER = "2017-07/2017-07-west-yorkshire-street.csv"


def test_only_the_member_asked_for_is_downloaded(served, tmp_path):
    handler, base = served
    real = gzip.decompress(REAL.read_bytes())
    handler.files = {"/archive/2017-07.zip": archive({"2017-07/other.csv": PADDING, MEMBER: real})}
    files = get_street("west-yorkshire", months=[MONTH], out=tmp_path, base=base)
    assert [file.name for file in files] == ["2017-07-west-yorkshire-street.csv"]
    assert files[0].read_bytes() == real
    assert handler.sent < len(PADDING)


def test_earlier_months_come_out_of_the_latest_archive(served, tmp_path):
    handler, base = served
    names = [f"2017-0{n}/2017-0{n}-west-yorkshire-street.csv" for n in (6, 7)]
    handler.files = {"/archive/2017-07.zip": archive(dict.fromkeys(names, b"synthetic\n"))}
    files = get_street("west-yorkshire", months=[MONTH, MONTH - 1], out=tmp_path, base=base)
    assert [file.name[:7] for file in files] == ["2017-06", "2017-07"]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "404"),
        ({"/archive/2017-07.zip": b"not a zip at all, and long enough to be read"}, "not a ZIP"),
        ({"/archive/2017-07.zip": archive({"2017-07/other.csv": b"x"})}, "no such file"),
    ],
)
def test_what_is_not_there_is_said(served, tmp_path, files, says):
    handler, base = served
    handler.files = files
    with pytest.raises(InputRefusal, match=says):
        get_street("west-yorkshire", months=[MONTH], out=tmp_path, base=base)
    assert list(tmp_path.iterdir()) == []


def test_a_server_without_parts_is_refused_before_a_gigabyte_is_read(served, tmp_path):
    handler, base = served
    handler.files = {"/archive/2017-07.zip": archive({MEMBER: b"x"})}
    handler.ranged = False
    with pytest.raises(InputRefusal, match="parts of a file"):
        get_street("west-yorkshire", months=[MONTH], out=tmp_path, base=base)


def test_a_cut_download_leaves_nothing(served, tmp_path):
    handler, base = served
    handler.files = {"/archive/2017-07.zip": archive({MEMBER: b"x" * 100})}
    handler.cut_short = True
    with pytest.raises(InputRefusal, match="cut short"):
        get_street("west-yorkshire", months=[MONTH], out=tmp_path, base=base)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_member_leaves_nothing(served, tmp_path):
    handler, base = served
    body = bytearray(archive({MEMBER: b"synthetic words " * 50}))
    body[body.find(b"street.csv") + 30] ^= 0xFF
    handler.files = {"/archive/2017-07.zip": bytes(body)}
    with pytest.raises(InputRefusal, match="damaged"):
        get_street("west-yorkshire", months=[MONTH], out=tmp_path, base=base)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "base", ["http://example.org/archive", "ftp://127.0.0.1/archive", "file:///etc"]
)
def test_only_https_or_this_machine(tmp_path, base):
    with pytest.raises(UsageRefusal, match="https"):
        get_street("west-yorkshire", months=[MONTH], out=tmp_path, base=base)


def test_an_unknown_force_is_refused(tmp_path):
    with pytest.raises(UsageRefusal, match="force"):
        get_street("atlantis", months=[MONTH], out=tmp_path, base="http://127.0.0.1:9/archive")

"""A file on a web server, read in parts, so that one member of a huge ZIP costs only itself."""

import io
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPResponse
from typing import IO

from watchward.errors import InputRefusal, UsageRefusal

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BLOCK = 256 * 1024
TIMEOUT = 60


def ask(url: str, headers: dict[str, str]) -> HTTPResponse:
    """GET over https, or over http to this machine only; what goes wrong is said in words."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise UsageRefusal("Only https addresses are fetched.", where="address", do="Use https.")
    request = urllib.request.Request(url, headers={"User-Agent": "watchward", **headers})  # noqa: S310 - scheme checked above
    try:
        response = urllib.request.urlopen(request, timeout=TIMEOUT)  # noqa: S310 - scheme checked above
    except urllib.error.HTTPError as error:
        error.close()
        raise InputRefusal(
            f"The server answered {error.code}.",
            where=parts.path,
            do="Check that the month has been published; it takes about two months.",
        ) from None
    except OSError:
        raise InputRefusal(
            "The server could not be reached.",
            where=str(parts.hostname),
            do="Check the network and any proxy, or download the file by hand.",
        ) from None
    if not isinstance(response, HTTPResponse):
        raise UsageRefusal("Only https addresses are fetched.", where="address", do="Use https.")
    return response


class RangedFile(io.RawIOBase, IO[bytes]):
    """Seekable, read-only; keeps the last block so that small reads are not one request each."""

    def __init__(self, url: str) -> None:
        with ask(url, {"Range": "bytes=0-0"}) as response:
            total = response.headers.get("Content-Range", "").rpartition("/")[2]
            if response.status != 206 or not total.isdigit():
                raise InputRefusal(
                    "The server does not serve parts of a file.",
                    where=urllib.parse.urlsplit(url).path,
                    do="Download the month by hand from the publisher, then prepare it.",
                )
        self.url, self.size, self.at = url, int(total), 0
        self.block_start, self.block = 0, b""

    def seekable(self) -> bool:
        """Always."""
        return True

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where the next read begins."""
        return self.at

    def seek(self, offset: int, whence: int = 0) -> int:
        """As for any file."""
        self.at = max(0, offset + (0, self.at, self.size)[whence])
        return self.at

    def read(self, size: int = -1) -> bytes:
        """Bytes from here on, from the kept block where it has them."""
        end = self.size if size < 0 else min(self.size, self.at + size)
        if self.at >= end:
            return b""
        inside = self.block_start <= self.at and end <= self.block_start + len(self.block)
        if not inside:
            self._fetch(end)
        start = self.at - self.block_start
        data = self.block[start : start + end - self.at]
        self.at = end
        return data

    def _fetch(self, end: int) -> None:
        last = min(self.size, max(end, self.at + BLOCK)) - 1
        with ask(self.url, {"Range": f"bytes={self.at}-{last}"}) as response:
            block = response.read()
        if len(block) != last - self.at + 1:
            raise InputRefusal(
                "The download was cut short.", where="archive", do="Run the same command again."
            )
        self.block_start, self.block = self.at, block

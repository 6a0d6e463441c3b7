"""A sender who sends a byte now and then would hold one of the server's few threads for ever."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest

LEAST_BYTES_A_SECOND = 20_000
GRACE = 30


@contextmanager
def hurried(request: HttpRequest, size: int) -> Iterator[None]:
    """Ends the connection for reading where the body takes longer than the slowest line would."""
    # Only gunicorn hands the connection down; nothing else serves this site to others.
    connection: socket.socket | None = request.META.get("gunicorn.socket")
    if connection is None:
        yield
        return
    grace = float(getattr(settings, "UPLOAD_GRACE", GRACE))
    timer = threading.Timer(grace + size / LEAST_BYTES_A_SECOND, _end, (connection,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RD)
    except OSError:
        return


def body_length(request: HttpRequest) -> int:
    """As it was declared; 0 where it was not."""
    declared = request.META.get("CONTENT_LENGTH") or ""
    return int(declared) if declared.isascii() and declared.isdigit() else 0

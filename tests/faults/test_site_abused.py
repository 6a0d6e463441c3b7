"""The running server and senders who mean it no good: slow, cut short, at once, without end."""

import base64
import hashlib
import json
import socket
import threading
import time
import urllib.request

import pytest

from tests.faults.site import Site
from watchward.contract.container import MAGIC

pytestmark = pytest.mark.slow
API = "/p/faults/submissions/api/v1/uploads"
BODY = MAGIC + b"x" * 980
GB = 1024**3
GRACE = 2


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("abused"), settings="tests.faults.impatient")
    made.key = made.found(("north",))["north"]
    made.start("server")
    try:
        made.wait_ready()
        yield made
    finally:
        made.close()


def ask(site, verb, path, body=None):
    headers = {"Authorization": f"Bearer {site.key}", "Content-Type": "application/json"}
    request = urllib.request.Request(
        f"http://127.0.0.1:{site.port}{path}", data=body, headers=headers, method=verb
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def begin(site):
    return ask(site, "POST", API, json.dumps({"size": len(BODY)}).encode())["id"]


def arrived(site, ident):
    return ask(site, "GET", f"{API}/{ident}")["arrived"]


def head(site, ident, body=BODY, **more):
    """The head of a part's request, as it goes over the line."""
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    told = {
        "Host": "localhost",
        "Authorization": f"Bearer {site.key}",
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": "0",
        "Content-Digest": f"sha-256=:{digest}:",
        "Content-Length": str(len(body)),
        "Connection": "close",
    } | more
    lines = [f"{name}: {value}" for name, value in told.items() if value]
    return "\r\n".join([f"PATCH {API}/{ident} HTTP/1.1", *lines, "", ""]).encode()


def line(site):
    return socket.create_connection(("127.0.0.1", site.port), timeout=60)


def heard(connection):
    said = b""
    while True:
        try:
            more = connection.recv(65536)
        except OSError:
            return said
        if not more:
            return said
        said += more


def drip(site, ident, told):
    with line(site) as connection:
        connection.sendall(head(site, ident))
        began = time.monotonic()
        try:
            for byte in BODY:
                connection.sendall(bytes([byte]))
                time.sleep(0.05)
        except OSError:
            pass
        told.append((heard(connection), time.monotonic() - began))


def test_who_drips_is_cut_off_and_the_site_answers_others(site):
    """As many as the server has threads; nobody waits for the fifty seconds they would take."""
    idents, told = [begin(site) for _ in range(4)], []
    threads = [threading.Thread(target=drip, args=(site, ident, told)) for ident in idents]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    began = time.monotonic()
    assert [arrived(site, ident) for ident in idents] == [0] * 4
    assert time.monotonic() - began < 20
    for thread in threads:
        thread.join()
    assert len(told) == 4
    for said, _ in told:
        assert not said or b" 400 " in said.splitlines()[0]


def test_who_hangs_up_half_way_leaves_nothing(site):
    ident = begin(site)
    with line(site) as connection:
        connection.sendall(head(site, ident) + BODY[:500])
    time.sleep(0.5)
    assert arrived(site, ident) == 0


def test_a_body_of_unknown_length_is_not_read(site):
    ident = begin(site)
    with line(site) as connection:
        told = head(site, ident, **{"Content-Length": "", "Transfer-Encoding": "chunked"})
        connection.sendall(told + b"5\r\nhello\r\n0\r\n\r\n")
        assert b" 411 " in heard(connection).splitlines()[0]
    assert arrived(site, ident) == 0


@pytest.mark.parametrize("length", [2 * GB, 10**18])
def test_two_gigabytes_in_one_part_are_refused_unread(site, length):
    ident = begin(site)
    with line(site) as connection:
        connection.sendall(head(site, ident, **{"Content-Length": str(length)}) + b"x" * 1000)
        assert b" 413 " in heard(connection).splitlines()[0]
    assert arrived(site, ident) == 0


def test_of_two_writers_one_is_heard_and_the_other_told_where(site):
    for _ in range(5):
        ident = begin(site)
        parts = [MAGIC + letter * 400 for letter in (b"a", b"b")]
        answers, ready = [], threading.Barrier(2)

        def write(part, ident=ident, ready=ready, answers=answers):
            with line(site) as connection:
                told = head(site, ident, part) + part
                ready.wait()
                connection.sendall(told)
                answers.append((heard(connection), part))

        threads = [threading.Thread(target=write, args=(part,)) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        codes = sorted(int(said.split(b" ")[1]) for said, _ in answers)
        assert codes == [200, 409]
        won = next(part for said, part in answers if b" 200 " in said.splitlines()[0])
        lost = next(said for said, _ in answers if b" 409 " in said.splitlines()[0])
        assert f"upload-offset: {len(won)}".encode() in lost.lower()
        kept = site.folder / "uploads" / ident / "package.part"
        assert kept.read_bytes() == won
        ask(site, "DELETE", f"{API}/{ident}")

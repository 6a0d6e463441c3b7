"""Sending over the network: where the key may go, and what is done when the line breaks."""

import hashlib
import http.server
import json
import threading

import pytest

from watchward.errors import PackageRefusal, StoreRefusal, UsageRefusal
from watchward.provider.send import send_to_site

KEY = "wwt_abcdefghij_" + "0" * 64
BODY = bytes(range(256)) * 100
PART = 10_000


class Site(http.server.BaseHTTPRequestHandler):
    """A small stand-in for the real door (tests/web tries that); it fails where it is told to."""

    def log_message(self, *_):
        """Quiet."""

    def _read(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _answer(self, status, told, **headers):
        body = json.dumps(told).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _upload(self):
        state = self.server.state if len(self.server.got) == len(BODY) else "arriving"
        return {
            "id": "1",
            "state": state,
            "arrived": len(self.server.got),
            "part_bytes": PART,
            "receipt": "R-1" if state == "received" else None,
            "why": "The file is not a package.",
            "advice": None,
        }

    def _fails(self, body):
        self.server.asked.append((self.command, self.path, self.headers["Authorization"]))
        how = self.server.faults.pop(0) if self.server.faults else ""
        if how == "drop":
            self.close_connection = True
        elif how == "lose the answer":
            self.server.got += body
            self.close_connection = True
        elif how == "redirect":
            self._answer(307, {}, Location=self.server.elsewhere)
        elif how:
            self._answer(int(how), {"title": f"because {how}"})
        return bool(how)

    def do_POST(self):
        self.server.announced = json.loads(self._read())
        if not self._fails(b""):
            self._answer(201, self._upload())

    def do_GET(self):
        if not self._fails(b""):
            self._answer(200, self._upload())

    def do_PATCH(self):
        body = self._read()
        if self._fails(body):
            return
        if int(self.headers["Upload-Offset"]) != len(self.server.got):
            self._answer(409, {"title": "elsewhere"})
            return
        self.server.got += body
        self._answer(200, self._upload())


@pytest.fixture
def site():
    server = http.server.HTTPServer(("127.0.0.1", 0), Site)
    server.got, server.asked, server.faults, server.state = b"", [], [], "received"
    server.elsewhere = f"http://127.0.0.1:{server.server_port}/stolen"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def send(site, tmp_path):
    package = tmp_path / "a.wwp"
    package.write_bytes(BODY)
    site.waited = []

    def send(key=KEY, to=""):
        to = to or f"http://127.0.0.1:{site.server_port}/p/harrowmere/"
        return send_to_site(package, to, key=key, wait=site.waited.append)

    return send


def test_part_after_part_and_the_receipt_in_the_end(site, send):
    sent = send()
    assert (sent.state, sent.receipt) == ("received", "R-1")
    assert site.got == BODY
    assert site.announced == {"size": len(BODY), "sha256": hashlib.sha256(BODY).hexdigest()}
    assert {path for _, path, _ in site.asked} == {
        "/p/harrowmere/submissions/api/v1/uploads",
        "/p/harrowmere/submissions/api/v1/uploads/1",
        "/p/harrowmere/submissions/api/v1/receipts/R-1",
    }


@pytest.mark.parametrize("how", ["drop", "lose the answer", "503", "429"])
def test_a_line_that_breaks_doubles_and_loses_nothing(site, send, how):
    site.faults = ["", how, how if how != "lose the answer" else "", ""]
    assert send().state == "received"
    assert site.got == BODY
    assert site.waited[:1] == [1]


def test_a_site_that_stays_away_is_given_up_with_what_to_do(site, send):
    site.faults = ["drop"] * 50
    with pytest.raises(StoreRefusal, match="goes on from where it was"):
        send()
    assert sum(site.waited) == 120


@pytest.mark.parametrize("status", ["401", "403", "404"])
def test_a_wrong_key_is_told_at_once(site, send, status):
    site.faults = [status]
    with pytest.raises(UsageRefusal, match=f"because {status}"):
        send()
    assert len(site.asked) == 1


def test_a_redirect_is_not_followed_with_the_key(site, send):
    site.faults = ["redirect"]
    with pytest.raises(UsageRefusal, match="not shown to others"):
        send()
    assert [path for _, path, _ in site.asked if "stolen" in path] == []


def test_what_the_site_refused_is_refused_here(site, send):
    site.state = "refused"
    with pytest.raises(PackageRefusal, match="not a package"):
        send()


def test_what_failed_there_is_to_be_sent_again(site, send):
    site.state = "failed"
    with pytest.raises(StoreRefusal, match="Send it again"):
        send()


@pytest.mark.parametrize(
    "to",
    [
        "http://example.test/p/a",
        "ftp://example.test/p/a",
        "https:///p/a",
        "https://user:secret@example.test/p/a",
        "http://127.0.0.1.example.test/p/a",
        "http://[::1",
    ],
)
def test_only_https_or_this_machine(send, to):
    with pytest.raises(UsageRefusal, match="https only"):
        send(to=to)


@pytest.mark.parametrize("to", ["https://example.test/", "https://example.test/q/a"])
def test_an_address_that_is_no_partnerships(send, to):
    with pytest.raises(UsageRefusal, match="not a partnership"):
        send(to=to)


@pytest.mark.parametrize("key", ["", "abc", "wwt_a\r\nX: y", "wwt_ä"])
def test_a_key_that_is_none_is_shown_to_nobody(site, send, key):
    with pytest.raises(UsageRefusal, match="no key"):
        send(key=key)
    assert site.asked == []


def test_a_package_that_is_not_there(site, tmp_path):
    to = f"http://127.0.0.1:{site.server_port}/p/harrowmere"
    with pytest.raises(PackageRefusal, match="cannot be read"):
        send_to_site(tmp_path / "none.wwp", to, key=KEY)

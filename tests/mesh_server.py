"""A small MESH on loopback, written from the public description of its API: what a client meets.

TLS with certificates on both sides, signed tokens used once, messages in parts, inboxes in pages,
acknowledging, tracking. It breaks the line where a test tells it to.
"""

import hashlib
import hmac
import http.server
import json
import re
import ssl
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.certificates import Certificates

SHARED = "shared-key-of-the-tests"
PASSWORD = "password-of-the-tests"
PAGE = 3
PATH = re.compile(r"/messageexchange/(?P<box>\w+)(?P<rest>/.*)?$")
COPIED = ("Mex-WorkflowID", "Mex-FileName", "Mex-LocalID", "Mex-Subject", "Mex-Content-Type")


class Broken(Exception):
    """The line breaks here."""


@dataclass
class Sent:
    """One message on its way."""

    sender: str
    to: str
    total: int
    headers: dict[str, str]
    parts: dict[int, bytes] = field(default_factory=dict)
    status: str = "uploading"
    kind: str = "DATA"


@dataclass
class Mesh:
    """Mailboxes, and the workflows that each is registered for."""

    folder: Path
    mailboxes: dict[str, set[str]]
    before: Callable[[str, Any], None] = lambda deed, what: None
    after: Callable[[str, Any], None] = lambda deed, what: None
    messages: dict[str, Sent] = field(default_factory=dict)
    deeds: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.certificates = Certificates(self.folder)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*self.certificates.of("server"))
        context.load_verify_locations(self.certificates.authority)
        context.verify_mode = ssl.CERT_REQUIRED
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.mesh = self
        self.server.socket = context.wrap_socket(
            self.server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"https://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        """Stop at once."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def inbox(self, box: str) -> list[str]:
        """What waits there."""
        return [
            number
            for number, one in self.messages.items()
            if one.to == box and one.status == "accepted"
        ]

    def bodies(self, box: str) -> list[bytes]:
        """Every message that waits there, whole."""
        return [b"".join(self.messages[n].parts.values()) for n in self.inbox(box)]

    def report(self, number: str) -> None:
        """Nobody fetched it in five days: its sender is told."""
        lost = self.messages[number]
        lost.status = "undeliverable"
        headers = {**lost.headers, "Mex-StatusDescription": "Message not collected"}
        told = Sent("", lost.sender, 1, headers, {1: b""}, "accepted", "REPORT")
        self.messages[uuid.uuid4().hex.upper()] = told


class _Server(http.server.ThreadingHTTPServer):
    mesh: Mesh
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client without a certificate, or a line that was broken."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        self._do()

    def do_GET(self) -> None:
        self._do()

    def do_PUT(self) -> None:
        self._do()

    def _do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = self._chunked()
        path, _, query = self.path.partition("?")
        match = PATH.match(path)
        mesh = self.server.mesh
        if not match or not self._known(match["box"]):
            self._answer(403, {"detail": [{"msg": "Invalid Authentication Token"}]})
            return
        rest = [part for part in (match["rest"] or "").split("/") if part]
        deed = {(): "handshake"}.get(tuple(rest), f"{self.command} {' '.join(rest[:1])}")
        mesh.deeds.append(deed)
        try:
            mesh.before(deed, len(mesh.deeds))
            answer = self._answered(match["box"], rest, body, query)
            mesh.after(deed, len(mesh.deeds))
        except Broken:
            self.close_connection = True
            self.connection.close()
            return
        self._answer(*answer)

    def _chunked(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _known(self, box: str) -> bool:
        mesh, told = self.server.mesh, self.headers.get("Authorization", "")
        try:
            who, nonce, count, time, signed = told.removeprefix("NHSMESH ").split(":")
        except ValueError:
            return False
        secret = f"{who}:{nonce}:{count}:{PASSWORD}:{time}"
        right = hmac.new(SHARED.encode(), secret.encode(), hashlib.sha256).hexdigest()
        fresh = told not in mesh.tokens
        mesh.tokens.add(told)
        return who == box and box in mesh.mailboxes and signed == right and fresh

    def _answered(self, box: str, rest: list[str], body: bytes, query: str) -> tuple[Any, ...]:
        match (self.command, *rest):
            case ("POST",):
                return 200, {"mailboxId": box}
            case ("POST", "outbox"):
                return self._first(box, body)
            case ("POST", "outbox", number, part):
                return self._further(box, number, int(part), body)
            case ("GET", "outbox", "tracking"):
                number = query.partition("messageID=")[2]
                one = self.server.mesh.messages[number]
                return 200, {"message_id": number, "status": one.status}
            case ("GET", "inbox"):
                return self._listed(box, query)
            case ("GET", "inbox", number, *part):
                return self._part(box, number, int(part[0]) if part else 1)
            case ("PUT", "inbox", number, "status", "acknowledged"):
                self.server.mesh.messages[number].status = "acknowledged"
                return 200, {}
        return 404, {}

    def _first(self, box: str, body: bytes) -> tuple[Any, ...]:
        mesh, to = self.server.mesh, self.headers.get("Mex-To", "")
        workflow = self.headers.get("Mex-WorkflowID", "")
        part, total = map(int, self.headers.get("Mex-Chunk-Range", "1:1").split(":"))
        if to not in mesh.mailboxes or workflow not in mesh.mailboxes[to]:
            told = {"event": "SEND", "code": "12", "msg": "Unregistered to address"}
            return 417, {"message_id": None, "detail": [told]}
        headers = {name: self.headers[name] for name in COPIED if name in self.headers}
        number = uuid.uuid4().hex.upper()
        status = "uploading" if total > part else "accepted"
        mesh.messages[number] = Sent(box, to, total, headers, {1: body}, status)
        return 202, {"message_id": number}

    def _further(self, box: str, number: str, part: int, body: bytes) -> tuple[Any, ...]:
        one = self.server.mesh.messages.get(number)
        if one is None or one.sender != box:
            return 403, {}
        if one.status != "uploading":
            return 423, {}
        one.parts[part] = body
        if part == one.total:
            one.status = "accepted"
        return 202, {"message_id": number, "block_id": part}

    def _listed(self, box: str, query: str) -> tuple[Any, ...]:
        every = self.server.mesh.inbox(box)
        start = int(query.partition("from=")[2] or 0)
        links = {"self": self.path}
        if start + PAGE < len(every):
            links["next"] = f"/messageexchange/{box}/inbox?from={start + PAGE}"
        shown = every[start : start + PAGE]
        return 200, {"messages": shown, "links": links, "approx_inbox_count": len(every)}

    def _part(self, box: str, number: str, part: int) -> tuple[Any, ...]:
        one = self.server.mesh.messages.get(number)
        if one is None or one.to != box or part not in one.parts:
            return 404, {}
        headers = {**one.headers, "Mex-To": box, "Mex-MessageID": number}
        headers |= {"Mex-From": one.sender} if one.sender else {}
        headers |= {"Mex-MessageType": one.kind, "Mex-Chunk-Range": f"{part}:{one.total}"}
        return 200 if part == one.total else 206, one.parts[part], headers

    def _answer(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in (headers or {"Content-Type": "application/json"}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

"""Sends packages to a site that is being killed, and remembers what was acknowledged to it."""

import base64
import hashlib
import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

PARTS = 5
OVER = ("received", "held", "refused", "failed")
AWAY = (OSError, HTTPException)


@dataclass
class Sender:
    """One provider. `faults` is what must never happen; `phase` where the last kill met it."""

    base: str
    key: str
    phase: str = "idle"
    acknowledged: int = 0
    ended: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def send(self, package: Path, until: float) -> None:
        """Part after part, however often the line breaks; gives up at `until`."""
        self.phase, self.acknowledged, self.ended = "announcing", 0, {}
        body = package.read_bytes()
        sha256 = hashlib.sha256(body).hexdigest()
        size = len(body) // PARTS + 1
        upload: dict[str, Any] = {}
        while time.monotonic() < until:
            try:
                if not upload:
                    upload = self._ask("POST", "", {"size": len(body), "sha256": sha256})
                elif upload["state"] == "arriving":
                    upload = self._part(upload, body, size)
                elif upload["state"] in OVER:
                    self.phase, self.ended = "idle", upload
                    return
                else:
                    time.sleep(0.05)
                    upload = self._ask("GET", f"/{upload['id']}")
                self._judge(upload)
            except AWAY:
                time.sleep(0.1)
                upload = self._where(upload) if upload else upload
        self.faults.append(f"not at an end in time: {self.phase}")

    def _where(self, upload: dict[str, Any]) -> dict[str, Any]:
        try:
            upload = self._ask("GET", f"/{upload['id']}")
            self._judge(upload)
        except AWAY:
            pass
        return upload

    def _part(self, upload: dict[str, Any], body: bytes, size: int) -> dict[str, Any]:
        at = upload["arrived"]
        part = body[at : at + size]
        digest = base64.b64encode(hashlib.sha256(part).digest()).decode()
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(at),
            "Content-Digest": f"sha-256=:{digest}:",
        }
        return self._ask("PATCH", f"/{upload['id']}", part, headers)

    def _judge(self, upload: dict[str, Any]) -> None:
        """What was acknowledged once stays acknowledged."""
        self.phase = upload["state"]
        if upload["arrived"] < self.acknowledged:
            self.faults.append(f"{self.acknowledged} acknowledged, then {upload['arrived']}")
        self.acknowledged = max(self.acknowledged, upload["arrived"])

    def _ask(self, verb: str, path: str, body: Any = None, headers: Any = None) -> dict[str, Any]:
        told = {"Authorization": f"Bearer {self.key}", **(headers or {})}
        if isinstance(body, dict):
            body, told["Content-Type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(f"{self.base}{path}", data=body, headers=told, method=verb)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 409:
                    raise ConnectionError from None
                if error.code < 500:
                    self.faults.append(f"{verb} answered {error.code}")
                raise ConnectionError from None
        except ValueError:
            raise ConnectionError from None


def send_together(work: list[tuple[Sender, Path]], *, seconds: float) -> list[threading.Thread]:
    """Each in a thread of its own."""
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=one.send, args=(package, until)) for one, package in work]
    for thread in threads:
        thread.start()
    return threads

"""Sends a package to a partnership's website in parts, and goes on after a broken connection.

The key is shown to the one address that was given: a redirect is refused, and so is plain http
except to this machine itself.
"""

import base64
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from watchward.contract.container import copy_hashed
from watchward.errors import PackageRefusal, StoreRefusal
from watchward.provider.send.answers import Progress, Sent
from watchward.provider.send.door import Door
from watchward.provider.send.reading import cannot_read

OPEN = ("arriving", "waiting", "checking")
PATIENCE = 900  # seconds that we wait for the site to have checked what it was sent


def send_to_site(
    package: Path,
    to: str,
    *,
    key: str,
    progress: Progress | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> Sent:
    """`to` is the partnership's address, https://SITE/p/NAME; `key` one of the scope "submit"."""
    door = Door(to, key=key, wait=wait)
    try:
        with package.open("rb") as file:
            sha256, size = copy_hashed(file)
            upload = _whole(door, file, size=size, sha256=sha256, progress=progress)
    except OSError as cause:
        raise cannot_read(package, cause) from None
    return _ended(door, upload, package=package, wait=wait)


def _whole(
    door: Door, file: BinaryIO, *, size: int, sha256: str, progress: Progress | None
) -> Mapping[str, Any]:
    """Announce it, or find what has arrived of it already; then part after part."""
    announced = json.dumps({"size": size, "sha256": sha256}).encode()
    upload = door.ask("POST", "uploads", announced, {"Content-Type": "application/json"})
    while upload["state"] == "arriving":
        if progress:
            progress("sending", upload["arrived"], size)
        file.seek(upload["arrived"])
        upload = _sent_part(door, upload, file.read(upload["part_bytes"]))
    return upload


def _sent_part(door: Door, upload: Mapping[str, Any], part: bytes) -> Mapping[str, Any]:
    """A part whose answer was lost is not sent twice: the site is asked where it has got to."""
    digest = base64.b64encode(hashlib.sha256(part).digest()).decode()
    headers = {
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": str(upload["arrived"]),
        "Content-Digest": f"sha-256=:{digest}:",
    }
    return door.ask("PATCH", f"uploads/{upload['id']}", part, headers)


def _ended(
    door: Door, upload: Mapping[str, Any], *, package: Path, wait: Callable[[float], None]
) -> Sent:
    waited = 0
    while upload["state"] in OPEN and waited < PATIENCE:
        wait(1)
        waited += 1
        upload = door.ask("GET", f"uploads/{upload['id']}")
    if upload["state"] == "refused":
        raise PackageRefusal(
            upload["why"] or "The site refused it.", where=package.name, do=upload["advice"] or ""
        )
    if upload["state"] not in (*OPEN, "received", "held"):
        raise StoreRefusal(
            "The site could not take the package in.", where=package.name, do="Send it again."
        )
    receipt = upload["receipt"] or ""
    told = json.dumps(door.ask("GET", f"receipts/{receipt}")) if receipt else ""
    return Sent(upload["id"], upload["state"], receipt, told)

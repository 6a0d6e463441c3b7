"""A program that sends a package in parts, as the tests' own hand: every step can be got wrong."""

import base64
import hashlib
import json

from django.test import Client

from watchward.contract.container import MAGIC
from watchward_web.core.clock import now
from watchward_web.core.jobs.registry import QUICK
from watchward_web.core.jobs.runner import run_waiting
from watchward_web.partners.services import issue_token

UPLOADS = "/p/harrowmere/submissions/api/v1/uploads"
KIND = "application/offset+octet-stream"
BODY = MAGIC + b"x" * 980  # begins like a package, and is none


def machine(seat) -> Client:
    """A client that shows a key of the scope `submit`, in this seat."""
    issued = issue_token(seat, scope="submit", name="test", days=9, now=now())
    return Client(headers={"authorization": f"Bearer {issued.secret}"})


def begin(client: Client, size: int, **more):
    body = json.dumps({"size": size, **more})
    return client.post(UPLOADS, body, content_type="application/json")


def digest(part: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(part).digest()).decode()}:"


def patch(client: Client, ident: str, part: bytes, at, **headers):
    told = {"upload-offset": str(at), "content-digest": digest(part), **headers}
    return client.patch(f"{UPLOADS}/{ident}", part, content_type=KIND, headers=told)


def send_whole(client: Client, body: bytes, size: int = 400) -> str:
    """All parts in their order; the upload's name."""
    ident = begin(client, len(body)).json()["id"]
    for at in range(0, len(body), size):
        answer = patch(client, ident, body[at : at + size], at)
        assert answer.status_code == 200, answer.content
    return ident


def take_waiting() -> int:
    """Do what a sender waits for; the views that are made anew afterwards take minutes."""
    return run_waiting(lanes=(QUICK,))

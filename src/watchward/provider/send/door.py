"""One partnership's door for programs: asks, tries again where the line broke, says what is wrong.

Beside src/watchward/fetch, the only file that opens a connection.
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any

from watchward.errors import PackageRefusal, StoreRefusal, UsageRefusal

LOOPBACK = ("127.0.0.1", "localhost", "::1")
API = "submissions/api/v1"
TIMEOUT = 120
WAITS = (1, 2, 4, 8, 15, 30, 30, 30)  # seconds between tries of one and the same request
MOST_ANSWER = 1024 * 1024


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key would go along to wherever a redirect leads."""

    def redirect_request(self, *_told: Any, **_more: Any) -> None:
        """Never: urllib then raises the answer as an error."""


class Door:
    """Where requests go, with the key that each of them shows."""

    def __init__(self, to: str, *, key: str, wait: Callable[[float], None]) -> None:
        self.base = f"{_checked(to)}/{API}"
        self.key = _key(key)
        self.wait = wait
        self.opener = urllib.request.build_opener(_NoRedirect)

    def ask(
        self, verb: str, path: str, body: bytes | None = None, headers: Mapping[str, str] = {}
    ) -> Mapping[str, Any]:
        """The answer as JSON; tried again where nobody answered, or the site was not well."""
        for seconds in (*WAITS, None):
            try:
                return self._once(verb, path, body, headers)
            except _Unwell:
                if seconds is None:
                    break
                self.wait(seconds)
        raise StoreRefusal(
            "The site does not answer.",
            where=urllib.parse.urlsplit(self.base).hostname or "",
            do="Check the address and the network, then send the same package again: it goes on "
            "from where it was.",
        )

    def _once(
        self, verb: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Mapping[str, Any]:
        told = {"Authorization": f"Bearer {self.key}", "Accept": "application/json", **headers}
        request = urllib.request.Request(  # noqa: S310  the scheme was checked above
            f"{self.base}/{path}", data=body, headers=told, method=verb
        )
        try:
            with self.opener.open(request, timeout=TIMEOUT) as answer:
                return _object(answer.read(MOST_ANSWER))
        except urllib.error.HTTPError as error:
            with error:
                status, said = error.code, _title(error)
        except (OSError, HTTPException):
            raise _Unwell from None
        if status == 409 and verb == "PATCH":
            # An answer of the site was lost, or somebody else sends the same file.
            return self._once("GET", path, None, {})
        raise _refusal(status, said)


class _Unwell(Exception):
    """Worth another try."""


def _checked(to: str) -> str:
    try:
        parts = urllib.parse.urlsplit(to)
    except ValueError:
        parts = urllib.parse.urlsplit("")
    plain = parts.scheme == "http" and parts.hostname in LOOPBACK
    if (parts.scheme != "https" and not plain) or not parts.hostname or parts.username:
        raise UsageRefusal(
            "A package is sent over https only.",
            where="--to",
            do="Give the partnership's address, as https://SITE/p/NAME.",
        )
    names = [name for name in parts.path.split("/") if name]
    if len(names) < 2 or names[-2] != "p":
        raise UsageRefusal(
            "That is not a partnership's address.",
            where="--to",
            do="Copy it from the browser: it ends in /p/ and the partnership's short name.",
        )
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc, "/" + "/".join(names), "", ""))


def _key(key: str) -> str:
    if not key.isascii() or not key.startswith("wwt_") or not key.isprintable():
        raise UsageRefusal(
            "There is no key to send with.",
            where="WATCHWARD_TOKEN",
            do="Make a key for sending on the site's page “Keys for machines”, and put it there.",
        )
    return key


def _refusal(status: int, said: str) -> Exception:
    if status in (401, 403, 404):
        return UsageRefusal(
            said or f"The site answered {status}.",
            where="--to",
            do="Check the address, and that the key is one for sending and still open.",
        )
    if status == 429 or status >= 500:
        return _Unwell()
    if 300 <= status < 400:
        return UsageRefusal(
            "The site sends us elsewhere, and the key is not shown to others.",
            where="--to",
            do="Give the address that the browser shows in the end.",
        )
    return PackageRefusal(said or f"The site answered {status}.", do="Check the package.")


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise UsageRefusal(
            "What answers there is not Watchward.", where="--to", do="Check the address."
        )
    return told


def _title(error: urllib.error.HTTPError) -> str:
    try:
        told = json.loads(error.read(MOST_ANSWER))
    except (ValueError, OSError):
        return ""
    return str(told.get("title", ""))[:300] if isinstance(told, dict) else ""

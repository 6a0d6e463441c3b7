"""A mailbox of NHS MESH, at a provider or at a hub: where it is, what shows who asks, what is ours.

Nothing of it is built in: addresses, mailboxes and workflow ids are given out by NHS England, and
stand in a small file that the mailbox's owner writes. Passwords come from the environment alone.
"""

import ssl
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchward.errors import Refusal, StoreRefusal, UsageRefusal

if TYPE_CHECKING:
    from mesh_client import MeshClient

SCHEME = "mesh"
FILE = "mailbox.toml"
NEEDED = ("url", "mailbox", "packages", "receipts", "certificate", "key")
MAY = ("ca",)
LARGEST = 10_000
SECONDS = 120
WHERE = "url, mailbox, packages, receipts, certificate and key: see the how-to “Send by MESH”"


@dataclass(frozen=True)
class Secrets:
    """What NHS England gave to the mailbox's owner alone."""

    password: str = field(default="", repr=False)
    shared_key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Mailbox:
    """`packages` and `receipts` are workflow ids; `providers` maps code to mailbox, at a hub."""

    url: str
    mailbox: str
    packages: str
    receipts: str
    certificate: Path
    key: Path
    ca: Path | None = None  # None: what the client or the system trusts
    providers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Mailbox":
        """From the folder's mailbox.toml; files are named from the folder."""
        path = folder / FILE
        try:
            if path.stat().st_size > LARGEST:
                raise ValueError
            told: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
            providers = told.pop("providers", {})
            strange = set(told) - {*NEEDED, *MAY}
            texts = [*(told[name] for name in NEEDED), *told.values(), *providers.values()]
            if strange or not all(isinstance(one, str) and one.strip() for one in texts):
                raise ValueError
        except FileNotFoundError:
            raise UsageRefusal(
                "No mailbox of MESH is set up here.", where=str(path), do=f"It needs {WHERE}."
            ) from None
        except (OSError, ValueError, KeyError, AttributeError):
            raise UsageRefusal(
                "The mailbox's file cannot be read.", where=str(path), do=f"It needs {WHERE}."
            ) from None
        told["mailbox"] = told["mailbox"].upper()
        providers = {code: mailbox.upper() for code, mailbox in providers.items()}
        files = {
            name: folder / told.pop(name) for name in ("certificate", "key", "ca") if name in told
        }
        return cls(**told, **files, providers=providers)

    def named(self, address: str) -> str:
        """The mailbox in mesh://MAILBOX."""
        name = address.partition("://")[2].strip("/")
        if not name.isalnum() or not name.isascii():
            raise UsageRefusal(
                "That is no mailbox.", where=address, do=f"Write {SCHEME}:// and the mailbox's id."
            )
        return name.upper()


@contextmanager
def connected(own: Mailbox, secrets: Secrets) -> "Iterator[MeshClient]":
    """A session in which the mailbox has shown who it is; what goes wrong is said to a person."""
    try:
        from mesh_client import MeshClient, MeshError
        from requests import RequestException
        from urllib3.exceptions import HTTPError
    except ImportError:
        raise UsageRefusal(
            "What speaks MESH is not installed.",
            where=f"{SCHEME}://",
            do="Install it: pip install 'watchward[mesh]'. Or send another way.",
        ) from None
    _check(own, secrets)
    known = False
    try:
        with MeshClient(
            own.url,
            own.mailbox,
            secrets.password,
            shared_key=secrets.shared_key.encode("ascii", "replace"),
            cert=(str(own.certificate), str(own.key)),
            verify=str(own.ca) if own.ca else None,
            timeout=SECONDS,
            application_name="watchward",
        ) as client:
            client.handshake()
            known = True
            yield client
    except (MeshError, RequestException, HTTPError, OSError) as cause:
        raise _said(cause, own, known=known) from None


def _check(own: Mailbox, secrets: Secrets) -> None:
    if not own.url.startswith("https://"):
        raise UsageRefusal(
            "MESH is spoken over https only.", where=FILE, do="Mend `url` in the file."
        )
    for name, path in (("certificate", own.certificate), ("key", own.key), ("ca", own.ca)):
        if path is not None and not path.is_file():
            raise UsageRefusal(
                f"There is no file for `{name}`, and MESH lets nobody in without it.",
                where=str(path),
                do=f"Put it there, as PEM, or mend `{name}` in {FILE}.",
            )
    try:
        line = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        line.load_cert_chain(own.certificate, own.key, password=lambda: "")
        if own.ca:
            line.load_verify_locations(own.ca)
    except (OSError, ValueError):  # the client would say so less plainly
        raise UsageRefusal(
            "Certificate, key and ca are no PEM, or the key is another's, or is locked.",
            where=str(own.certificate),
            do="Check the files; the key has no passphrase, and nobody but you may read it.",
        ) from None
    for name, value in (("PASSWORD", secrets.password), ("SHARED_KEY", secrets.shared_key)):
        if not value:
            raise UsageRefusal(
                "MESH asks for it, and it is not in the environment.",
                where=f"WATCHWARD_MESH_{name}",
                do="Put it there; never into a file or onto a command line.",
            )


def _said(cause: Exception, own: Mailbox, *, known: bool) -> Refusal:
    """What a person can do. What a server says is not repeated: it may quote what it was shown.

    A mailbox that was let in once is `known`: a token that the client shows twice, after a broken
    line, may be turned away all the same.
    """
    status = getattr(getattr(cause, "response", None), "status_code", None)
    if status in (400, 401, 403) and not known:
        return UsageRefusal(
            f"MESH does not let this mailbox in ({status}).",
            where=own.mailbox,
            do="Check mailbox, password, shared key and certificate, and this computer's clock.",
        )
    if type(cause).__name__ == "MeshError":
        return UsageRefusal(
            "MESH does not take the message.",
            where=own.mailbox,
            do="Check the mailbox that it goes to, and that both are registered for the workflow "
            f"{own.packages}: NHS England sets that.",
        )
    if "SSL" in type(cause).__name__ or "SSLError" in str(cause):
        return UsageRefusal(
            "No trusted line to MESH: a certificate is not accepted.",
            where=own.url,
            do=f"Check that certificate, key and ca in {FILE} are those of this environment, and "
            "have not run out.",
        )
    return StoreRefusal(
        "MESH does not answer as it should.",
        where=own.url,
        do="Check the network, then do the same again: what has arrived counts once.",
    )

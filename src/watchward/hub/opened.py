"""Opens what is sealed to this hub: a working copy in the store's incoming folder, then gone."""

import datetime as dt
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchward.contract.container import SUFFIX
from watchward.contract.sealed import AGE, SEALED, decrypt
from watchward.errors import PackageRefusal
from watchward.hub.arrived import Arrived
from watchward.hub.keys import hub_keys
from watchward.lake.store import Store


@contextmanager
def opened(path: Path, *, store: Store, now: dt.datetime) -> Iterator[Path]:
    """The plain package: `path` itself unless it is sealed. Call it under the writer's lock.

    After a kill, the copy is cleared away with whatever else was left there.
    """
    if not _is_sealed(path):
        yield path
        return
    keys = hub_keys(store)
    folder = store.incoming / f"opened-{uuid.uuid4().hex}"
    folder.mkdir(mode=0o700)
    plain = folder / (path.name.removesuffix(SEALED).removesuffix(SUFFIX) + SUFFIX)
    try:
        handle = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as target, path.open("rb") as source:
            secrets = keys.secrets(now) if keys else ()
            decrypt(source, target, secrets=secrets, where=path.name)
        yield plain
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_sealed(path: Path) -> bool:
    """By its first bytes: what comes over the website has a name of the site's own."""
    try:
        with path.open("rb") as file:
            return file.read(len(AGE)) == AGE
    except OSError:
        return False


def meant_for_us(arrived: Arrived, *, store: Store) -> None:
    """Another hub that opened it could seal it again, to us: the signed receiver tells."""
    receiver = arrived.manifest.receiver
    keys = hub_keys(store)
    ours = keys.code if keys else ""
    if (arrived.sealed and receiver != ours) or (receiver and keys and receiver != ours):
        raise PackageRefusal(
            "It was made for another hub.",
            where=arrived.file,
            do="Ask the provider to prepare it for this one.",
        )

"""Opens what is sealed to this hub: a working copy in the store's incoming folder, then gone."""

import datetime as dt
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from watchward.contract.container import SUFFIX, read_open, read_package
from watchward.contract.package import Manifest, Package
from watchward.contract.sealed import SEALED, decrypt, is_sealed
from watchward.contract.signature import verify
from watchward.errors import PackageRefusal
from watchward.hub.arrived import Arrived
from watchward.hub.keys import HubKeys, hub_keys
from watchward.lake.store import Store


@contextmanager
def opened(path: Path, *, store: Store, now: dt.datetime) -> Iterator[Path]:
    """The plain package: `path` itself unless it is sealed. Call it under the writer's lock.

    After a kill, the copy is cleared away with whatever else was left there.
    """
    if not is_sealed(path):
        yield path
        return
    keys = hub_keys(store)
    folder = store.incoming / f"opened-{uuid.uuid4().hex}"
    folder.mkdir(mode=0o700)
    plain = folder / (path.name.removesuffix(SEALED).removesuffix(SUFFIX) + SUFFIX)
    try:
        handle = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as target, path.open("rb") as source:
            decrypt(source, target, secrets=_secrets(keys, now), where=path.name)
        yield plain
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def looked_into(path: Path, *, store: Store, now: dt.datetime) -> Package:
    """Every byte checked, nothing changed, no lock needed; `path` stays as it came, sealed or not.

    A sealed one is opened into a file without a name, of which a kill at any moment leaves nothing.
    """
    sealed = is_sealed(path)
    if not sealed:
        package = read_package(path, verify=verify)
    else:
        keys = hub_keys(store)
        with tempfile.TemporaryFile(dir=store.incoming) as plain, path.open("rb") as source:
            decrypt(source, plain, secrets=_secrets(keys, now), where=path.name)
            plain.seek(0)
            package = read_open(plain, path=path, verify=verify)
    _for_us(package.manifest, sealed=sealed, store=store, where=path.name)
    return package


def _secrets(keys: HubKeys | None, now: dt.datetime) -> Sequence[str]:
    return keys.secrets(now) if keys else ()


def meant_for_us(arrived: Arrived, *, store: Store) -> None:
    """Another hub that opened it could seal it again, to us: the signed receiver tells."""
    _for_us(arrived.manifest, sealed=arrived.sealed, store=store, where=arrived.file)


def _for_us(manifest: Manifest, *, sealed: bool, store: Store, where: str) -> None:
    receiver = manifest.receiver
    keys = hub_keys(store)
    ours = keys.code if keys else ""
    if (sealed and receiver != ours) or (receiver and keys and receiver != ours):
        raise PackageRefusal(
            "It was made for another hub.",
            where=where,
            do="Ask the provider to prepare it for this one.",
        )

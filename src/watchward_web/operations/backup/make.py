"""Makes a backup while the site runs: the database first, then the stores.

In this order a package may be in a store and its upload still open in the database. After a
restore it is taken once more and found to be held already; the other order could lose it.
"""

import shutil
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from watchward_web.core.store import copy_partnership, open_partnership
from watchward_web.operations.backup.database import dump_database
from watchward_web.operations.backup.manifest import Manifest, file_list, write_manifest
from watchward_web.operations.backup.site_keys import seal_keys
from watchward_web.partners.seat import PartnershipSeen

# The site's secrets are kept apart from what they open; the rest is made anew.
NOT_DATA = frozenset({"keys", "static", "stores", "metrics", "backups", "demo-work", "mail"})


def make_backup(
    into: Path,
    *,
    data: Path,
    homes: list[PartnershipSeen],
    site_keys: Path,
    audit_key: str,
    production: bool,
    now: datetime,
) -> Path:
    """A new folder in `into`, named by the moment; one that was cut short (.part) is removed."""
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    for leftover in into.glob("watchward-*.part"):
        shutil.rmtree(leftover)
    name = now.strftime("watchward-%Y%m%dT%H%M%SZ")
    part = into / f"{name}.part"
    part.mkdir(mode=0o700)
    tables = dump_database(part)
    _copy_data(data, part / "data")
    keys = seal_keys(site_keys, part, key=audit_key)
    stores = {}
    for home in homes:
        facts = copy_partnership(open_partnership(home.store), part / "stores" / home.slug)
        stores[home.slug] = {"store": home.store, **asdict(facts)}
    manifest = Manifest(
        at=now.isoformat(timespec="seconds"),
        code=version("watchward"),
        production=production,
        tables=tables,
        stores=stores,
        keys=keys,
        files=file_list(part),
    )
    write_manifest(manifest, part)
    return part.rename(into / name)


def _copy_data(data: Path, target: Path) -> None:
    """The audit log's anchors, uploads that wait: what the site keeps beside its database."""
    target.mkdir()
    for entry in sorted(data.iterdir()):
        if entry.name in NOT_DATA or entry.name.startswith("watchward.sqlite3"):
            continue
        if entry.is_dir():
            shutil.copytree(entry, target / entry.name, ignore_dangling_symlinks=True)
        else:
            shutil.copyfile(entry, target / entry.name)


def forget_old(into: Path, *, keep: int) -> list[Path]:
    """Remove all but the newest `keep` backups; gives those that were removed."""
    whole = sorted(path for path in into.glob("watchward-*") if path.suffix != ".part")
    old = whole[:-keep] if keep else []
    for path in old:
        shutil.rmtree(path)
    return old

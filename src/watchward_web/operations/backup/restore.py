"""Puts a backup back into an empty place, and compares what is there with what was written down."""

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from watchward.errors import UsageRefusal
from watchward_web.core.store import open_partnership, partnership_facts
from watchward_web.operations.backup.database import load_database
from watchward_web.operations.backup.manifest import differences, read_manifest
from watchward_web.operations.backup.site_keys import open_keys, put_keys, refuse_other

# May be in the data folder already: secrets, which no backup holds, and what is made anew.
MAY_STAND = frozenset({"keys", "static", "metrics"})


@dataclass(frozen=True)
class Restored:
    """What was put back; `wrong` is empty where every number and hash is as it was."""

    files: int
    tables: int
    rows: int
    stores: int
    records: int
    keys: int
    wrong: tuple[str, ...]


def restore(
    source: Path,
    *,
    data: Path,
    database: Mapping[str, Any],
    site_keys: Path,
    audit_key: str,
    stores: Path | None = None,
) -> Restored:
    """Put the backup back, writing over nothing; a rehearsal puts all stores in `stores`."""
    manifest = read_manifest(source)
    broken = differences(source, manifest)
    if broken:
        raise UsageRefusal(
            f"The backup is not as it was made ({len(broken)} files; first: {broken[0]}).",
            where=str(source),
            do="Use another copy of it, or an older backup. Nothing was restored.",
        )
    places = {
        slug: stores / slug if stores else _place(told["store"], data)
        for slug, told in manifest.stores.items()
    }
    keys = open_keys(source, key=audit_key)
    refuse_other(keys, site_keys)
    _refuse_over(data, tuple(places.values()))
    wrong = _compare("table", manifest.tables, load_database(source, database))
    shutil.copytree(source / "data", data, dirs_exist_ok=True)
    for slug, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source / "stores" / slug, place)
        place.chmod(0o700)
        facts = asdict(partnership_facts(open_partnership(str(place))))
        told = {key: value for key, value in manifest.stores[slug].items() if key != "store"}
        wrong += _compare(f"store {slug}", told, facts)
        wrong += [f"store {slug}: {line}" for line in _files(source, slug, place, manifest.files)]
    return Restored(
        files=len(manifest.files),
        tables=len(manifest.tables),
        rows=sum(rows for rows, _ in manifest.tables.values()),
        stores=len(places),
        keys=put_keys(keys, site_keys),
        records=sum(sum(told["rows"].values()) for told in manifest.stores.values()),
        wrong=tuple(wrong),
    )


def _place(store: str, data: Path) -> Path:
    """Where the store was: in the data folder, or at the place that the partnership names."""
    return Path(store) if Path(store).is_absolute() else data / store


def _refuse_over(data: Path, places: tuple[Path, ...]) -> None:
    taken = (
        [entry for entry in data.iterdir() if entry.name not in MAY_STAND] if data.exists() else []
    )
    taken += [place for place in places if place.exists()]
    if taken:
        raise UsageRefusal(
            "Something is already where the backup would go; nothing was restored.",
            where=str(taken[0]),
            do="Name an empty data folder (the folder `keys` may be in it), or move what is there.",
        )


def _compare(what: str, told: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    names = sorted({*told, *found})
    return [f"{what} {name}: not as it was" for name in names if told.get(name) != found.get(name)]


def _files(source: Path, slug: str, place: Path, files: Mapping[str, Any]) -> list[str]:
    """Each file of the store by its size: its hash was checked in the backup a moment ago."""
    start = f"stores/{slug}/"
    listed = {
        path.removeprefix(start): told for path, told in files.items() if path.startswith(start)
    }
    return [
        f"{path} is missing or cut short"
        for path, (size, _) in listed.items()
        if not (place / path).exists() or (place / path).stat().st_size != size
    ]

"""A store is one folder on one host: tables, findings, receipts and a ledger; one writer."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from watchward.errors import StoreRefusal
from watchward.lake.filesystem import mounts, network_type

MARKER = "partnership.toml"
FORMAT = 1
OWNER_ONLY = 0o700  # rows are personal data; a folder made beforehand keeps the rights it was given
FOLDERS = ("tables", "findings", "receipts", "incoming", "geography", "releases")


@dataclass(frozen=True)
class Store:
    """Where everything lies; `production` means real people's data may be in it."""

    path: Path
    production: bool

    @property
    def tables(self) -> Path:
        """One Delta table a data set."""
        return self.path / "tables"

    @property
    def ledger(self) -> Path:
        """Keys, receipts, refusals, agreements and releases."""
        return self.path / "ledger.sqlite"

    @property
    def findings(self) -> Path:
        """One Parquet file a package: row, field and rule, never a value."""
        return self.path / "findings"

    @property
    def receipts(self) -> Path:
        """One JSON file a receipt, for the provider."""
        return self.path / "receipts"

    @property
    def incoming(self) -> Path:
        """Packages being received; anything found here later was left by a process that died."""
        return self.path / "incoming"

    @property
    def geography(self) -> Path:
        """Boundaries and places of the partnership's area."""
        return self.path / "geography"

    @property
    def retention(self) -> Path:
        """One certificate a removal: what went, by whom, when, and which files."""
        return self.path / "retention"

    @property
    def releases(self) -> Path:
        """What left, as it left."""
        return self.path / "releases"


def open_store(
    path: Path,
    *,
    create: bool = False,
    production: bool = False,
    mounted: Callable[[], str] = mounts,
) -> Store:
    """The store at `path`; with `create`, made where the folder is empty or not there yet.

    A store made for production stays one, whoever opens it.
    """
    kind = network_type(path, mounted=mounted())
    if kind:
        raise StoreRefusal(
            f"The folder is on a network file system ({kind}), where a lock does not hold.",
            where=str(path),
            do="Keep the store on a disk of the machine that runs Watchward.",
        )
    marker = path / MARKER
    if not marker.exists():
        if not create:
            raise StoreRefusal(
                "There is no store in this folder.",
                where=str(path),
                do="Check the path, or receive a first package into a new folder.",
            )
        _make(path, marker, production=production)
    return Store(path.resolve(), production=_read(marker) or production)


def _make(path: Path, marker: Path, *, production: bool) -> None:
    """The marker is written last, so that a half-made store is made again."""
    strangers = path.exists() and any(entry.name not in FOLDERS for entry in path.iterdir())
    if strangers:
        raise StoreRefusal(
            "The folder holds something else, so no store is made in it.",
            where=str(path),
            do="Name an empty folder, or one that is not there yet.",
        )
    path.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    for folder in FOLDERS:
        (path / folder).mkdir(exist_ok=True)
    part = path / "incoming" / (MARKER + ".part")
    name = path.resolve().name.replace("\\", "").replace('"', "")
    flag = "true" if production else "false"
    part.write_text(f'name = "{name}"\nformat = {FORMAT}\nproduction = {flag}\n', "utf-8")
    part.replace(marker)


def _read(marker: Path) -> bool:
    """Whether it is a production store; refuses a format that this version does not know."""
    try:
        written = tomllib.loads(marker.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        written = {}
    if written.get("format") != FORMAT:
        raise StoreRefusal(
            "It was made by another version of Watchward, or its partnership.toml is damaged.",
            where=str(marker.parent),
            do="Open it with the version that made it, or restore partnership.toml.",
        )
    return bool(written.get("production", False))

"""The one door through which the website opens a partnership's store (docs/adr/0005)."""

from pathlib import Path

from django.conf import settings

from watchward.lake.backup import StoreFacts, copy_store, store_facts
from watchward.lake.store import Store, open_store
from watchward.lake.version import current_version
from watchward.settings import Settings, read_settings

__all__ = [
    "Store",
    "copy_partnership",
    "library_settings",
    "open_partnership",
    "partnership_facts",
    "site_keys",
    "store_version",
]


def open_partnership(path: str, *, create: bool = False) -> Store:
    """The store of a partnership; a relative path lies in the website's data folder."""
    where = Path(path)
    if not where.is_absolute():
        where = settings.DATA / where
    return open_store(where, create=create, production=settings.PRODUCTION)


def store_version(store: Store) -> str:
    """What the store holds now; changes with every acceptance, so it can key a cache."""
    return current_version(store)


def copy_partnership(store: Store, target: Path) -> StoreFacts:
    """Copy a store to a folder that is not there yet, between two commits."""
    return copy_store(store, target)


def partnership_facts(store: Store) -> StoreFacts:
    """What it holds, to be compared with its copy."""
    return store_facts(store)


def site_keys(partnership: str = "") -> Path:
    """Where the signing keys lie that the site made for agencies, a folder a partnership."""
    return read_settings().home / "site-keys" / partnership


def library_settings(name: str) -> Settings:
    """The library's settings as the website hands them down; `name` is the partnership's."""
    environment = "production" if settings.PRODUCTION else "development"
    return Settings(environment=environment, home=read_settings().home, partnership=name)

"""The one door through which the website opens a partnership's store (docs/adr/0005)."""

from pathlib import Path

from django.conf import settings

from watchward.lake.store import Store, open_store
from watchward.lake.version import current_version
from watchward.settings import Settings, read_settings

__all__ = ["Store", "library_settings", "open_partnership", "store_version"]


def open_partnership(path: str, *, create: bool = False) -> Store:
    """The store of a partnership; a relative path lies in the website's data folder."""
    where = Path(path)
    if not where.is_absolute():
        where = settings.DATA / where
    return open_store(where, create=create, production=settings.PRODUCTION)


def store_version(store: Store) -> str:
    """What the store holds now; changes with every acceptance, so it can key a cache."""
    return current_version(store)


def library_settings(name: str) -> Settings:
    """The library's settings as the website hands them down; `name` is the partnership's."""
    environment = "production" if settings.PRODUCTION else "development"
    return Settings(environment=environment, home=read_settings().home, partnership=name)

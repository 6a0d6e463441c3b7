"""Stores for tests that change them: the made-up partnership's packages, received anew but one."""

from pathlib import Path

from tests.web.conftest import NOW, Made
from watchward.hub.flow import receive
from watchward.settings import Settings
from watchward_web.core.store import Store, open_partnership


def store_without(made: Made, left_out: str, *, at: Path) -> tuple[Store, Path]:
    """A new store of every package but the one that `left_out` names, and that package."""
    packages = sorted((made.work / "packages").glob("*.wwp"))
    missing = next((made.work / "packages").glob(left_out))
    store = open_partnership(str(at), create=True)
    settings = Settings("development", at.parent / "home", "Harrowmere")
    for package in packages:
        if package != missing:
            receive(package, store=store, by="test", now=NOW, settings=settings)
    return store, missing

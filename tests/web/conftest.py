"""A small made-up partnership in a store of its own, the personas, and a way to sign in as one.

`store` is built once a worker through the library, as providers and the hub would; `partnership`
puts the personas over it; `sign_in("analyst")` gives a client, `sign_in("elsewhere")` one of a
person in the other partnership.
"""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from tests.web.journey import journey, stopped
from tests.web.october import hub, lacking, october, sealed
from watchward_web.core.store import Store, open_partnership
from watchward_web.partners.seat import Seat

__all__ = [
    "journey",
    "lacking",
    "hub",
    "october",
    "sealed",
    "stopped",
]  # a persona at a browser; the site's clock held still
NOW = dt.datetime(2026, 11, 5, 9, 0, tzinfo=dt.UTC)
MONTHS = 14


@dataclass(frozen=True)
class Made:
    """The store, and the folder with the extracts and packages that it was made from."""

    store: Store
    work: Path


@pytest.fixture(autouse=True)
def _language_of_its_own():
    """A page in Welsh leaves its language to the thread; the next test begins with the site's."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Fourteen months in an invented town; read-only for tests: copy it to change it."""
    from watchward.settings import Settings
    from watchward_web.nonprod.demo import fill

    folder = tmp_path_factory.mktemp("partnership")
    store = open_partnership(str(folder / "store"), create=True)
    settings = Settings("development", folder / "home", "Harrowmere")
    fill(store, work=folder / "work", settings=settings, now=NOW, months=MONTHS)
    return Made(store, folder / "work")


@pytest.fixture(scope="session")
def store(made: Made) -> Store:
    """The made-up partnership's store."""
    return made.store


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The other partnership's store, with nothing in it."""
    folder = tmp_path_factory.mktemp("elsewhere") / "store"
    return open_partnership(str(folder), create=True)


@pytest.fixture
def people(db: None) -> None:
    """The personas and both partnerships, without a store behind them: enough for most pages."""
    from watchward_web.nonprod.services import load_people

    cache.clear()
    load_people(store="no-store", other_store="no-other-store", now=NOW)


@pytest.fixture
def partnership(db: None, store: Store, empty_store: Store) -> None:
    """The personas, with the stores behind both partnerships."""
    from watchward_web.nonprod.services import load_people

    cache.clear()
    load_people(store=str(store.path), other_store=str(empty_store.path), now=NOW)


@pytest.fixture
def copied(db: None, store: Store, empty_store: Store, tmp_path: Path) -> Store:
    """A store that may be written into, behind the partnership in place of the shared one."""
    from watchward_web.nonprod.services import load_people

    cache.clear()
    made = open_partnership(str(shutil.copytree(store.path, tmp_path / "store")))
    load_people(store=str(made.path), other_store=str(empty_store.path), now=NOW)
    return made


@pytest.fixture
def sign_in() -> Callable[[str], Client]:
    """A client signed in as a persona; ask for `people` or `partnership` too."""
    from watchward_web.accounts.models import User

    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return signed_in


@pytest.fixture
def seat_of() -> Callable[[str], Seat]:
    """The seat of a persona, for tests of services and selectors."""
    from watchward_web.accounts.models import User
    from watchward_web.nonprod.personas import PERSONAS
    from watchward_web.partners.selectors import find_seat

    homes = {persona.username: persona.partnership for persona in PERSONAS}

    def seat(username: str) -> Seat:
        found = find_seat(User.objects.get(username=username).pk, homes[username])
        assert found is not None
        return found

    return seat

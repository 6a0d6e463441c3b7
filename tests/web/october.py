"""The partnership over a store that lacks one package, and that package: for tests of sending."""

import shutil
from dataclasses import replace

import pytest

from watchward.contract.container import lay_out, read_package, signed_bytes
from watchward.contract.sealed import encrypt
from watchward.contract.signature import verify
from watchward.hub.keys import known_keys, make_keys
from watchward.provider.seal import provider_key

OCTOBER = "synthetic-hospital-ed_assault-2026-10-*.wwp"


@pytest.fixture(scope="session")
def lacking(made, tmp_path_factory):
    """A store without the hospital's last package, and that package; copied by each test."""
    from tests.web.stores import store_without

    return store_without(made, OCTOBER, at=tmp_path_factory.mktemp("lacking") / "store")


@pytest.fixture
def october(lacking, partnership, tmp_path):
    """The package; `tmp_path / "store"` is the store that it can be sent to."""
    from watchward_web.partners.models import Partnership

    store, package = lacking
    shutil.copytree(store.path, tmp_path / "store")
    Partnership.objects.filter(slug="harrowmere").update(store=str(tmp_path / "store"))
    return package


@pytest.fixture
def hub(october, tmp_path):
    """The store that lacks October, with keys of its own."""
    from tests.web.conftest import NOW
    from watchward_web.core.store import open_partnership

    store = open_partnership(str(tmp_path / "store"))
    make_keys(store, "harrowmere", by="ana", now=NOW)
    return store


@pytest.fixture
def sealed(hub, october, made, tmp_path):
    """Makes October's package for a receiver, sealed to a key, and gives its bytes."""

    def sealed(receiver="harrowmere", to=""):
        package = read_package(october, verify=verify)
        key = provider_key(made.work.parent / "home" / "keys" / "demo", package.manifest.provider)
        head = signed_bytes(replace(package.manifest, receiver=receiver))
        plain, path = tmp_path / "plain", tmp_path / "october.wwp.age"
        with plain.open("wb") as out, october.open("rb") as data:
            data.seek(package.data_offset)
            lay_out(out, head=head, sign=key.sign, data=data)
        with plain.open("rb") as source, path.open("wb") as target:
            encrypt(source, target, to=to or known_keys(hub).published.age)
        plain.unlink()
        return path.read_bytes()

    return sealed

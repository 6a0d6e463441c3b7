"""The partnership over a store that lacks one package, and that package: for tests of sending."""

import shutil

import pytest

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

"""A backup goes back whole, on the database that the tests run on; damage is found."""

import json
import os
import shutil
import stat
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.conftest import ROOT
from watchward.errors import UsageRefusal
from watchward.provider.seal import provider_key
from watchward_web.operations.backup.site_keys import open_keys, put_keys, refuse_other, seal_keys

KEYS = {
    "WATCHWARD_WEB_SECRET_KEY": "9hX2" * 15 + "a-b_c=d+e!f",
    "WATCHWARD_WEB_AUDIT_KEY": "7kQ4" * 15 + "g-h_i=j+k!l",
    "DJANGO_SETTINGS_MODULE": "watchward_web.project.settings",
}


@pytest.fixture(scope="module")
def databases():
    """Addresses of two empty databases; "" twice on SQLite, where the data folder decides."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield "", ""
        return
    import psycopg

    names = [f"backup_{uuid.uuid4().hex[:8]}" for _ in range(2)]
    with psycopg.connect(url, autocommit=True) as connection:
        for name in names:
            connection.execute(f'create database "{name}"')
        yield tuple(url.rsplit("/", 1)[0] + "/" + name for name in names)
        for name in names:
            connection.execute(f'drop database "{name}" with (force)')


def manage(data: Path, database: str, *words: str) -> subprocess.CompletedProcess:
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    env = {**inherited, **KEYS, "WATCHWARD_WEB_DATA": str(data), "DATABASE_URL": database}
    env["WATCHWARD_HOME"] = str(data.parent / f"{data.name}-home")
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )


def key_of(data: Path) -> Path:
    """Where the site of this data folder keeps the hospital's key."""
    return data.parent / f"{data.name}-home" / "site-keys" / "town" / "hospital.key"


def enrol(data: Path) -> None:
    """A key as the site makes one for an agency's first extract."""
    provider_key(key_of(data).parent, "hospital")


FOUND = """
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
from shutil import copytree
call_command("migrate", verbosity=0)
copytree(SOURCE, settings.DATA / "stores" / "town")
call_command("found", "town", name="Town", agency="Council", store="stores/town",
             administrator="someone@town.invalid")
"""


@pytest.fixture(scope="module")
def site(made, databases, tmp_path_factory):
    """A site with the made-up partnership's store and an audit log, and a backup of it."""
    data = tmp_path_factory.mktemp("site")
    script = FOUND.replace("SOURCE", repr(str(made.store.path)))
    told = manage(data, databases[0], "shell", "--verbosity", "0", "-c", script)
    assert told.returncode == 0, told.stderr
    backups = tmp_path_factory.mktemp("backups")
    enrol(data)
    told = manage(data, databases[0], "backup", "make", str(backups))
    assert told.returncode == 0, told.stderr
    return data, next(backups.glob("watchward-*"))


@pytest.mark.slow
def test_a_restore_into_an_empty_site_is_equal(site, databases, tmp_path):
    data, backup = site
    told = manage(tmp_path, databases[1], "restore", str(backup))
    assert told.returncode == 0, told.stderr
    held = json.loads((backup / "backup.json").read_text())
    records = sum(held["stores"]["town"]["rows"].values())
    assert records > 1000
    assert f"{records} records of 1 stores; all equal" in told.stdout
    assert "The audit log is whole: " in told.stdout
    before, after = (folder / "stores" / "town" for folder in (data, tmp_path))
    files = {path.relative_to(before) for path in before.rglob("*.parquet")}
    assert files
    assert all((after / path).read_bytes() == (before / path).read_bytes() for path in files)
    assert "1 signing keys" in told.stdout
    restored = key_of(tmp_path)
    assert restored.read_text() == key_of(data).read_text()
    assert stat.S_IMODE(restored.stat().st_mode) == 0o600
    again = manage(tmp_path, databases[1], "restore", str(backup))
    assert again.returncode == 1
    assert "nothing was restored" in again.stderr


@pytest.mark.slow
def test_a_rehearsal_compares_and_leaves_nothing(site, databases, tmp_path):
    data, backup = site
    before = sorted(path.name for path in data.rglob("*"))
    told = manage(data, databases[0], "backup", "rehearse", str(backup))
    assert told.returncode == 0, told.stderr
    assert "all equal. 1 signing keys opened. The rehearsal was removed." in told.stdout
    assert sorted(path.name for path in data.rglob("*")) == before


@pytest.mark.slow
def test_a_damaged_backup_is_not_restored(site, databases, tmp_path):
    _, backup = site
    copy = tmp_path / "copy"
    shutil.copytree(backup, copy)
    file = next((copy / "stores").rglob("*.parquet"))
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 1
    file.write_bytes(bytes(body))
    checked = manage(tmp_path / "data", databases[1], "backup", "check", str(copy))
    assert checked.returncode == 1
    assert "changed: stores/town/" in checked.stderr
    refused = manage(tmp_path / "other", databases[1], "restore", str(copy))
    assert refused.returncode == 1
    assert "Nothing was restored" in refused.stderr
    assert not (tmp_path / "other" / "stores").exists()


def test_keys_are_in_no_backup(site):
    data, backup = site
    named = json.loads((backup / "backup.json").read_text())["files"]
    assert len(named) > 50
    assert not any("keys/" in path for path in named)
    secrets = [*list(KEYS.values())[:2], key_of(data).read_text().strip()]
    for path in backup.rglob("*"):
        if path.is_file():
            body = path.read_bytes()
            assert not any(key.encode() in body for key in secrets), path.name


def test_signing_keys_are_sealed_for_their_owner_and_opened_by_the_audit_key_alone(tmp_path):
    keys, sealed, there = (tmp_path / name for name in ("site-keys", "sealed", "there"))
    provider_key(keys / "town", "hospital")
    (keys / "town" / "approvals").mkdir()
    (keys / "town" / "approvals" / "hospital.json").write_text("{}")
    sealed.mkdir()
    assert seal_keys(keys, sealed, key="right") == 1
    (file,) = sealed.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(UsageRefusal, match="another audit key"):
        open_keys(sealed, key="wrong")
    opened = open_keys(sealed, key="right")
    assert put_keys(opened, there) == 1
    put = there / "town" / "hospital.key"
    assert put.read_text() == (keys / "town" / "hospital.key").read_text()
    assert stat.S_IMODE(put.parent.stat().st_mode) == 0o700
    assert (there / "town" / "approvals" / "hospital.json").read_text() == "{}"
    refuse_other(opened, there)
    provider_key(tmp_path / "other" / "town", "hospital")
    with pytest.raises(UsageRefusal, match="Another signing key"):
        refuse_other(opened, tmp_path / "other")
    assert open_keys(tmp_path, key="right") == {}


def test_only_the_newest_are_kept(tmp_path):
    from watchward_web.operations.backup.make import forget_old

    for day in range(1, 6):
        (tmp_path / f"watchward-2026110{day}T000000Z").mkdir()
    assert len(forget_old(tmp_path, keep=2)) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "watchward-20261104T000000Z",
        "watchward-20261105T000000Z",
    ]
    assert forget_old(tmp_path, keep=0) == []

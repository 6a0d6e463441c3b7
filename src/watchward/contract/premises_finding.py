"""What a licensing team found about premises and what follows for their score, one finding each."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

MEASURE, LEFT_OUT = "measure", "left out"


@dataclass(frozen=True)
class Finding:
    """Of one `reference` (a condition, a challenge) the newest finding alone counts.

    A measure was seen (`holds`) or found not kept. Of records of one month and severity so many
    do not belong to the premises; `month` is counted as in `contract.period`. A finding that was
    taken back (`withdrawn`) says nothing, and hides those of its reference before it.
    """

    id: int
    premises: str
    reference: str
    kind: str
    what: str  # the measure, or the severity
    found_on: dt.date
    holds: bool = True
    withdrawn: bool = False
    month: int = 0
    records: int = 0


def newest(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The newest of each reference at each premises, in their order; none that was taken back."""
    last = {(one.premises, one.reference): one for one in sorted(findings, key=lambda f: f.id)}
    return tuple(one for one in last.values() if not one.withdrawn)

"""What a store knows beside its records: areas, places, residents, open tables, what is being done.

No engine answers for these: they are read from the store as they are, whatever engine is asked.
"""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from watchward.contract.intervention import Registered
    from watchward.contract.premises_finding import Finding
    from watchward.geography.areas import Boundaries
    from watchward.geography.places import Places
    from watchward.geography.population import Population
    from watchward.geography.supplied import Supplied


class Beside(Protocol):
    """Each is None, or empty, where nobody gave it."""

    def boundaries(self) -> "Boundaries | None": ...

    def places(self) -> "Places | None": ...

    def population(self, month: int | None = None) -> "Population | None":
        """Residents at the mid-year nearest to a month, or at the newest; None without any."""

    def supplied(self, kind: str) -> "Supplied | None":
        """A table that the user supplied; None where none of that kind was."""

    def interventions(self) -> "tuple[Registered, ...]":
        """What is registered as being done, by name."""

    def findings(self) -> "tuple[Finding, ...]":
        """What a licensing team found about premises, all that was ever recorded."""

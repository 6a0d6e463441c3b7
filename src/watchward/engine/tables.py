"""Tables over any engine: what is held, from whom and how finely, beside the engine's answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from watchward.contract.columns import PLACE_PRECISIONS, TIME_PRECISIONS
from watchward.contract.dataset import Dataset
from watchward.contract.result import Source
from watchward.engine.holding import Holding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from watchward.contract.intervention import Registered
    from watchward.contract.premises_finding import Finding
    from watchward.engine.protocol import Engine, Value
    from watchward.geography.areas import Boundaries
    from watchward.geography.places import Places
    from watchward.geography.population import Population
    from watchward.geography.supplied import Supplied

PRECISION = """
select dataset, provider, time_precision, place_precision
from incident
group by dataset, provider, time_precision, place_precision
"""


@dataclass
class HeldTables:
    """One store version in the hands of one engine."""

    version: str
    held: Sequence[Holding]
    engine: "Engine"
    release: "Callable[[], object]"
    boundaries: "Callable[[], Boundaries | None]" = field(repr=False)
    places: "Callable[[], Places | None]" = field(repr=False)
    residents: "Callable[[int | None], Population | None]" = field(repr=False)
    given: "Callable[[str], Supplied | None]" = field(repr=False)
    done: "Callable[[], tuple[Registered, ...]]" = field(default=tuple, repr=False)
    found: "Callable[[], tuple[Finding, ...]]" = field(default=tuple, repr=False)

    def rows(self, sql: str, **values: "Value") -> "list[tuple[Value, ...]]":
        """Every row of the answer."""
        return self.engine.rows(sql, values)

    def arrays(self, sql: str, **values: "Value") -> "dict[str, NDArray[np.generic]]":
        """The answer by column."""
        return self.engine.arrays(sql, values)

    def sources(self) -> tuple[Source, ...]:
        """One for each data set and provider."""
        return self._sources

    def months(self, dataset: str) -> tuple[int, ...]:
        """Months in which no provider between its first and last month is missing."""
        spans = [source for source in self._sources if source.dataset == dataset]
        gaps = {month for source in spans for month in source.missing_months}
        held = {
            month for source in spans for month in range(source.first_month, source.last_month + 1)
        }
        return tuple(sorted(held - gaps))

    def population(self, month: int | None = None) -> "Population | None":
        """Residents at the mid-year nearest to a month, or at the newest."""
        return self.residents(month)

    def supplied(self, kind: str) -> "Supplied | None":
        """A table that the user supplied."""
        return self.given(kind)

    def interventions(self) -> "tuple[Registered, ...]":
        """What is registered as being done."""
        return self.done()

    def findings(self) -> "tuple[Finding, ...]":
        """What a licensing team found about premises."""
        return self.found()

    def close(self) -> None:
        """Let go of the engine and of any files made for it."""
        self.engine.close()
        self.release()

    @cached_property
    def _sources(self) -> tuple[Source, ...]:
        found = self._precisions()
        return tuple(
            _source(holding, provider, found.get((holding.dataset.name, provider), ()))
            for holding in self.held
            for provider in sorted(holding.months)
            if holding.months[provider]
        )

    def _precisions(self) -> "Mapping[tuple[str, str], Sequence[tuple[Any, Any]]]":
        found: dict[tuple[str, str], list[tuple[Any, Any]]] = {}
        for dataset, provider, time, place in self.rows(PRECISION) if self.held else []:
            found.setdefault((str(dataset), str(provider)), []).append((time, place))
        return found


def _source(holding: Holding, provider: str, used: "Sequence[tuple[Any, Any]]") -> Source:
    about = holding.dataset
    months = holding.months[provider]
    first, last = min(months), max(months)
    return Source(
        dataset=about.name,
        title=about.title,
        side=about.side,
        provider=provider,
        synthetic=holding.synthetic.get(provider, False),
        public=about.public,
        first_month=first,
        last_month=last,
        missing_months=tuple(sorted(set(range(first, last + 1)) - months)),
        time_precision=_finest([time for time, _ in used], TIME_PRECISIONS, about.time.keep),
        place_precision=_finest(
            [place for _, place in used], tuple(reversed(PLACE_PRECISIONS)), about.place.precision
        ),
        citation=_cited(about),
    )


def _finest(used: Sequence[Any], order: Sequence[str], declared: str) -> str:
    """As fine as the records get, coarsest first in `order`; as declared where there are none."""
    ranks = [order.index(value) for value in used if value in order]
    return order[max(ranks)] if ranks else declared


def _cited(about: Dataset) -> str:
    cited = about.citation
    return f"{about.holder}; {cited['publisher']}, {cited['url']} ({cited['licence']})"

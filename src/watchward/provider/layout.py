"""Which column is read as which field: by the data set's own headers, or by a reviewed mapping."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from watchward.contract.dataset import Dataset, Field
from watchward.errors import UsageRefusal
from watchward.provider.headers import folded, known_headers, match_headers
from watchward.provider.mapping.saved import ExtractMapping
from watchward.provider.mapping.shape import match_mapping
from watchward.provider.mapping.translate import Translator
from watchward.provider.plan import Plan


@dataclass(frozen=True)
class Layout:
    """Column number → field; and, with a mapping, what puts its words into the data set's."""

    matched: Mapping[int, Field]
    translator: Translator | None = None

    @property
    def reviewed(self) -> Mapping[str, frozenset[str]]:
        """Column → words that a person has looked at."""
        return self.translator.reviewed if self.translator else {}

    def of(self, plan: Plan) -> Plan:
        """The plan, reading translated columns where there are any."""
        if self.translator is None:
            return plan
        stay = plan.staying | {plan.dataset.place.text}
        named = self.translator.columns
        return replace(plan, columns={one: at for one, at in named.items() if one not in stay})

    def translate(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The batch as the plan reads it."""
        return self.translator.translate(batch) if self.translator else batch

    def conclude(self) -> None:
        """Refuse, once all has been seen, what the mapping does not cover."""
        if self.translator:
            self.translator.conclude()


def lay_out(
    header: Sequence[str],
    dataset: Dataset,
    mapping: ExtractMapping | None,
    *,
    file: str,
    keep_unlisted: bool = False,
) -> Layout:
    """With a mapping it alone counts: a column that it does not name stays, whatever its header."""
    if mapping is None:
        return Layout(match_headers(header, dataset, file=file))
    if not mapping.reviewed_by.strip():
        raise UsageRefusal(
            "The mapping is a draft that nobody has reviewed.",
            where=file,
            do="Look at it, then write who did in its line reviewed_by.",
        )
    if mapping.dataset != dataset.name:
        raise UsageRefusal(
            "The mapping is for another data set.", where=file, do="Give the one for this set."
        )
    places = match_mapping(header, mapping, file=file)
    fields = {field.name: field for field in dataset.fields}
    stays = known_headers(dataset)
    matched = {
        place: stays[folded(title)]
        for place, title in enumerate(header)
        if folded(title) in stays and stays[folded(title)].treatment == "drop"
    }
    matched |= {place: fields[name] for name, place in reversed(places.items())}
    translator = Translator(mapping, places, file=file, keep_unlisted=keep_unlisted)
    return Layout(matched, translator)

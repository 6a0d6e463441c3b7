"""How much a header says what a field is called: 1 is a header that the data set itself lists.

Words are weighed by how few fields share them, so that “weapon” says more than “assault”; a word
about something else (“discharge date”) ends the likeness, unless the field is called so too.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from watchward.contract.dataset import Dataset, Field
from watchward.provider.headers import folded, known_headers
from watchward.provider.mapping.words import LISTS, OTHER, recognised, tokens

FLOOR = 0.5  # the weight that even a word of every field keeps


@dataclass(frozen=True)
class Names:
    """Every field's names as sets of words, and what each word weighs."""

    dataset: Dataset
    of: dict[str, tuple[frozenset[str], ...]]
    weight: dict[str, float]
    listed: dict[str, Field]  # folded header → field

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every field."""
        return frozenset(self.weight)


@cache
def names(dataset_name: str) -> Names:
    """Read once for each data set."""
    from watchward.contract.dataset import dataset as named

    dataset = named(dataset_name)
    also = LISTS["also"].get(dataset.name, {})
    of = {
        field.name: tuple(
            {
                tokens(one)
                for one in (*field.headers, field.title, field.name, *also.get(field.name, ()))
            }
            - {frozenset()}
        )
        for field in dataset.given
    }
    shared = Counter(word for sets in of.values() for word in frozenset().union(*sets))
    return Names(
        dataset, of, {word: FLOOR + FLOOR / n for word, n in shared.items()}, known_headers(dataset)
    )


def likeness(header: str, field: Field, known: Names, *, with_clock: bool = False) -> float:
    """From 0 to 1; `with_clock`: the column also holds times, so that its header may say so."""
    listed = known.listed.get(folded(header))
    if listed is not None:
        return 1.0 if listed == field else _best(header, field, known) * 0.8
    best = _best(header, field, known)
    if with_clock and field.type == "date":
        best = max(best, _alike(_said(header, known) - {"time"}, field, known))
    return min(best, 0.99)


def _best(header: str, field: Field, known: Names) -> float:
    return _alike(_said(header, known), field, known)


def _said(header: str, known: Names) -> frozenset[str]:
    return _recognised(header, known.dataset.name)


@lru_cache(maxsize=4_096)  # a header is compared with every field of its data set
def _recognised(header: str, dataset_name: str) -> frozenset[str]:
    return recognised(tokens(header), names(dataset_name).vocabulary)


def _alike(said: frozenset[str], field: Field, known: Names) -> float:
    own = frozenset().union(*known.of[field.name])
    if not said or (said & OTHER) - own:
        return 0.0
    return max((_dice(said, name, known) for name in known.of[field.name]), default=0.0)


def _dice(said: frozenset[str], name: frozenset[str], known: Names) -> float:
    def weigh(words: frozenset[str]) -> float:
        return sum(known.weight.get(word, 1.0) for word in words)

    total = weigh(said) + weigh(name)
    return 2 * weigh(said & name) / total if total else 0.0

"""What an older store version lacks since retention removed it: said beside every answer of it."""

from itertools import groupby

from watchward.contract.dataset import datasets
from watchward.lake.files import removed_since
from watchward.lake.store import Store


def lacking(store: Store, version: str) -> tuple[str, ...]:
    """One sentence a data set and provider; none where nothing is lacking."""
    said = []
    for (name, provider), gone in groupby(removed_since(store, version), lambda one: one[:2]):
        months = [month for _, _, month in gone]
        span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
        about = datasets().get(name)
        said.append(
            f"{about.title if about else name} of {provider}: {span} has been deleted since this "
            "version, because its time was up, and is not in the counts."
        )
    return tuple(said)

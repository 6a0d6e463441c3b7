"""Linking is off: a question that links records is answered only where each body consents."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from watchward.contract.about import About, Options
from watchward.contract.result import Source
from watchward.errors import DisclosureRefusal
from watchward.lake.linking import linking_lacks
from watchward.lake.store import Store


def with_consent(
    about: About,
    options: Options,
    *,
    sources: Sequence[Source],
    store: Store,
    on: dt.date | None,
    exact: bool,
) -> Options:
    """The options, with linking on where all is recorded and the audience sees exact counts.

    What was asked for counts for nothing here: only what the ledger holds does.
    """
    if about.linking == "no":
        return options
    bodies = {one.provider for one in sources if one.side in about.inputs and not one.public}
    lacks = linking_lacks(store, bodies, on=on)
    if about.linking == "must" and lacks:
        raise DisclosureRefusal(
            "Linking records could re-identify people, an offence under section 171 of the Data "
            "Protection Act 2018 without the consent of each controller that de-identified them. "
            f"Missing: {'; '.join(lacks)}.",
            where=about.name,
            do="Record each: `watchward linking consent`, `watchward linking assessment`.",
        )
    return replace(options, linkage_approved=exact and not lacks)

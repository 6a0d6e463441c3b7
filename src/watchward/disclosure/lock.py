"""The lock on production: what must be done before real, unpublished data may be answered from.

One switch, changed here and nowhere else. It lifts when every line says so.
"""

from collections.abc import Mapping, Sequence

from watchward.contract.result import Source
from watchward.errors import DisclosureRefusal

NEEDED: Mapping[str, bool] = {
    "every release is checked against earlier ones": True,
    "providers' sharing is finished (agreements, approvals, depersonalising measured)": True,
    "a review of sharing and disclosure control by somebody who did not write them": False,
}


def missing() -> tuple[str, ...]:
    """What is not done yet; nothing once the lock has lifted."""
    return tuple(what for what, done in NEEDED.items() if not done)


def locked(sources: Sequence[Source], *, production: bool) -> None:
    """Refuse to answer in production from anything that is not public, while the lock is on."""
    if production and missing() and not all(source.public for source in sources):
        raise DisclosureRefusal(
            "In production, answers from data that is not already public are locked. Not done yet: "
            f"{'; '.join(missing())}.",
            where="settings `environment`",
            do="Use a store of public or synthetic data outside production until the lock lifts.",
        )

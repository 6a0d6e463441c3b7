"""Stores held open for the next question: one engine a store version, shared by threads.

Opening a store costs far more than one question, so whoever closes tables gives them back here.
They are let go of when the same store is asked at another version or its areas change, after the
last question still running; and the store asked longest ago goes when there are too many.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from watchward.engine.tables import HeldTables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from watchward.contract.intervention import Registered
    from watchward.contract.premises_finding import Finding
    from watchward.contract.result import Source
    from watchward.engine.protocol import Value
    from watchward.geography.areas import Boundaries
    from watchward.geography.places import Places
    from watchward.geography.population import Population
    from watchward.geography.supplied import Supplied

MOST = 4
_kept: "OrderedDict[Hashable, _Shared]" = OrderedDict()
_lock = Lock()


@dataclass
class _Shared:
    """One store version; `users` are questions still running."""

    store: Hashable
    tables: HeldTables
    users: int = 0
    last: bool = False  # to be closed by the last of them


class Lent:
    """Tables as one asker has them; closing gives them back, and twice is once."""

    def __init__(self, shared: _Shared) -> None:
        self._shared: _Shared | None = shared
        self._tables = shared.tables

    @property
    def version(self) -> str:
        """The store version."""
        return self._tables.version

    def sources(self) -> "tuple[Source, ...]":
        """One for each data set and provider."""
        return self._tables.sources()

    def months(self, dataset: str) -> tuple[int, ...]:
        """Months in which no provider between its first and last month is missing."""
        return self._tables.months(dataset)

    def rows(self, sql: str, **values: "Value") -> "list[tuple[Value, ...]]":
        """Every row of the answer."""
        return self._tables.rows(sql, **values)

    def arrays(self, sql: str, **values: "Value") -> "dict[str, NDArray[np.generic]]":
        """The answer by column."""
        return self._tables.arrays(sql, **values)

    def boundaries(self) -> "Boundaries | None":
        """The store's areas."""
        return self._tables.boundaries()

    def places(self) -> "Places | None":
        """The store's gazetteer."""
        return self._tables.places()

    def population(self, month: int | None = None) -> "Population | None":
        """Residents at the mid-year nearest to a month, or at the newest."""
        return self._tables.population(month)

    def supplied(self, kind: str) -> "Supplied | None":
        """A table that the user supplied."""
        return self._tables.supplied(kind)

    def interventions(self) -> "tuple[Registered, ...]":
        """What is registered as being done."""
        return self._tables.interventions()

    def findings(self) -> "tuple[Finding, ...]":
        """What a licensing team found about premises."""
        return self._tables.findings()

    def close(self) -> None:
        """Give them back."""
        shared, self._shared = self._shared, None
        if shared is not None:
            _give_back(shared)


def lend(store: Hashable, mark: Hashable, start: Callable[[], HeldTables]) -> Lent:
    """The tables of `store` as `mark` names them; started where they are not held open.

    A process that was forked off starts its own: a connection does not cross over.
    """
    key = (os.getpid(), store, mark)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            found.users += 1
            return Lent(found)
    made = _Shared(store, start(), users=1)
    with _lock:
        gone = [other for other in _kept if _kept[other].store == store]
        _kept[key], displaced = made, [_kept.pop(other) for other in gone]
        while len(_kept) > MOST:
            displaced.append(_kept.popitem(last=False)[1])
    for one in displaced:
        _let_go(one)
    return Lent(made)


def close_all() -> None:
    """Let go of every store; questions still running end first."""
    with _lock:
        every = list(_kept.values())
        _kept.clear()
    for one in every:
        _let_go(one)


def _let_go(shared: _Shared) -> None:
    with _lock:
        shared.last = True
        idle = not shared.users
    if idle:
        shared.tables.close()


def _give_back(shared: _Shared) -> None:
    with _lock:
        shared.users -= 1
        ended = shared.last and not shared.users
    if ended:
        shared.tables.close()

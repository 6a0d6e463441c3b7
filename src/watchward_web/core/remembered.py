"""The last answers, kept in memory: one that may be shown again is not asked again.

The key holds everything that the answer stands on, so nothing here ever goes stale; it only goes.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_every: "list[Remembered[Any]]" = []


class Remembered(Generic[T]):
    """At most `most` values; the one longest unused goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()
        _every.append(self)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value kept under `key`, or a new one; two who ask at once may both make it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def forget(self) -> None:
        """Empty it."""
        with self._lock:
            self._kept.clear()


def forget_everything() -> None:
    """Empty all of them; tests and benchmarks begin so."""
    for one in _every:
        one.forget()

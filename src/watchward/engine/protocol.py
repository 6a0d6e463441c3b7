"""What api.py asks of an engine: rows and arrays of integers and text, and to let go of files."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Value = int | str | None


class Engine(Protocol):
    """One database over the files that were listed for it."""

    def rows(self, sql: str, values: Mapping[str, Value]) -> list[tuple[Value, ...]]: ...

    def arrays(self, sql: str, values: Mapping[str, Value]) -> "dict[str, NDArray[np.generic]]": ...

    def close(self) -> None: ...

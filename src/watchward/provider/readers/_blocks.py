"""A stream made of blocks as they come: whoever reads it decides how much to take at once."""

import io
from collections.abc import Iterator


class Blocks(io.RawIOBase):
    """The blocks behind one another; none of them is asked for before it is wanted."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._held = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all of them where none is given; none at the end."""
        parts, length = [self._held], len(self._held)
        while (size < 0 or length < size) and (block := next(self._blocks, None)) is not None:
            parts.append(block)
            length += len(block)
        held = b"".join(parts)
        size = length if size < 0 else size
        self._held = held[size:]
        return held[:size]

"""How bands are named, so that what the provider writes is what the hub expects."""

from collections.abc import Sequence


def band_labels(bounds: Sequence[int]) -> tuple[str, ...]:
    """Names of the bands that begin at `bounds`: 0, 11, 16 gives "0-10", "11-15", "16+"."""
    ends = [bound - 1 for bound in bounds[1:]]
    closed = [
        str(start) if start == end else f"{start}-{end}"
        for start, end in zip(bounds[:-1], ends, strict=True)
    ]
    return (*closed, f"{bounds[-1]}+")

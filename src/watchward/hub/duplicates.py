"""Which record ids come twice, in bounded memory: hashes first, the ids themselves to be sure.

The first pass keeps 64 bits a record, sorted; only ids whose hash comes twice are candidates. The
second pass compares candidates exactly, in file order, and keeps the first that no check rejects.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from watchward.hub.reading import slices

SEED = 20_261_122
SIEVE = 1 << 20
Hashes = npt.NDArray[np.uint64]


def candidates(path: Path, rows: int) -> npt.NDArray[np.bool_]:
    """True for every row whose id may come twice; never false for one that does."""
    hashes = np.zeros(rows, dtype=np.uint64)
    for start, length in slices(rows):
        ids = pl.scan_parquet(path).select("record_id").slice(start, length).collect()
        hashes[start : start + length] = _hashes(ids["record_id"])
    ordered = pl.Series(hashes).sort().to_numpy()  # twice as fast as NumPy's
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    twice = twice[twice > 0]
    del ordered
    return _among(hashes, twice)


def _hashes(ids: pl.Series) -> Hashes:
    """0 stands for no id at all, so that missing ids are never each other's duplicates."""
    hashed = ids.hash(seed=SEED).to_numpy()
    return np.where(ids.is_not_null().to_numpy(), np.maximum(hashed, 1), 0).astype(np.uint64)


def _among(hashes: Hashes, wanted: Hashes) -> npt.NDArray[np.bool_]:
    """A sieve on the low bits leaves few to look up."""
    found = np.zeros(len(hashes), dtype=np.bool_)
    if not len(wanted):
        return found
    sieve = np.zeros(SIEVE, dtype=np.bool_)
    sieve[wanted & np.uint64(SIEVE - 1)] = True
    likely = np.flatnonzero(sieve[hashes & np.uint64(SIEVE - 1)])
    found[likely[np.isin(hashes[likely], wanted)]] = True
    return found


class Seen:
    """Candidate ids kept so far, batch after batch."""

    def __init__(self) -> None:
        self._kept = pl.Series("record_id", [], dtype=pl.String)

    def again(self, ids: pl.Series, *, kept: pl.Series) -> pl.Series:
        """True for each id that an earlier kept record has; `kept`: no other check rejects it."""
        frame = pl.DataFrame({"record_id": ids, "kept": kept}).with_row_index("at")
        first = pl.col("at").filter("kept").min().over("record_id")
        known = pl.col("record_id").is_in(self._kept.implode())
        judged = frame.with_columns(
            (known | (pl.col("at") > first).fill_null(value=False)).alias("again")
        )
        new = judged.filter(pl.col("kept") & ~pl.col("again"))["record_id"]
        self._kept = pl.concat([self._kept, new])
        return judged["again"]

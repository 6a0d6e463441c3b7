"""Runs the shared generator of made-up incidents, which asks PyArrow for what Polars does too.

The project does not install PyArrow, so the generator is given a stand-in that keeps columns as
Polars series: its draws, its faults and its CSV are its own.
"""

import runpy
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl

from bench.child import SHARED

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "bench" / "data"
TAGS = {10**4: "10k", 10**5: "100k", 10**6: "1m", 10**7: "10m"}


def generator() -> Path | None:
    """The shared generator, or None where the shared folder is absent."""
    script = SHARED / "bench" / "generate_incidents.py"
    return script if script.is_file() else None


def incidents(rows: int, folder: Path = DATA) -> Path:
    """The CSV of `rows` incidents, 1.4 % of them faulty; made where it is not there yet."""
    target = folder / f"inc_{TAGS[rows]}.csv"
    script = generator()
    if not target.exists():
        if script is None:
            raise FileNotFoundError("the shared generator is not here: set WATCHWARD_SHARED")
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "bench.incidents", str(script), str(rows), str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return target


def drawn(rows: int) -> Mapping[str, Any]:
    """The generator's own columns of `rows` incidents, in memory: `e`, `n`, `t` and more."""
    script = generator()
    if script is None:
        raise FileNotFoundError("the shared generator is not here: set WATCHWARD_SHARED")
    _stand_in()
    made: Mapping[str, Any] = runpy.run_path(str(script))["gen"](rows)
    for name in ("pyarrow", "pyarrow.parquet"):  # pandas would take it for the real one
        del sys.modules[name]
    return made


class _Table:
    def __init__(self, columns: Mapping[str, Any]) -> None:
        self.frame = pl.DataFrame({name: pl.Series(values) for name, values in columns.items()})
        self.num_rows = len(self.frame)
        self.schema = None

    def slice(self, start: int, length: int) -> "_Table":
        """Rows from `start`."""
        return _Table(self.frame.slice(start, length).to_dict())


class _Writer:
    def __init__(self, path: str, _: object, compression: str) -> None:
        self._path, self._compression = path, compression
        self._frames: list[pl.DataFrame] = []

    def write_table(self, table: _Table, **_: object) -> None:
        """Keep it for the end; how rows are grouped does not matter here."""
        self._frames.append(table.frame)

    def close(self) -> None:
        """Write everything."""
        pl.concat(self._frames).write_parquet(self._path, compression="zstd")


class _Dictionary:
    @staticmethod
    def from_arrays(codes: pl.Series, values: pl.Series) -> pl.Series:
        """The values that the codes stand for."""
        return values.gather(codes)


def _array(values: Any, mask: Any = None) -> pl.Series:
    timed = getattr(getattr(values, "dtype", None), "kind", "") == "M"
    series = pl.Series(values.astype("datetime64[ms]") if timed else values)
    return series if mask is None else series.set(pl.Series(mask), None)


def _stand_in() -> None:
    arrow, parquet = ModuleType("pyarrow"), ModuleType("pyarrow.parquet")
    arrow.array, arrow.table, arrow.DictionaryArray = _array, _Table, _Dictionary  # type: ignore[attr-defined]
    parquet.ParquetWriter = _Writer  # type: ignore[attr-defined]
    arrow.parquet = parquet  # type: ignore[attr-defined]
    sys.modules.update({"pyarrow": arrow, "pyarrow.parquet": parquet})


if __name__ == "__main__":
    script_path, wanted, out = sys.argv[1:]
    _stand_in()
    sys.argv = [script_path, wanted, "--csv", "--out", out]
    runpy.run_path(script_path, run_name="__main__")

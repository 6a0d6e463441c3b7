"""Keeps what was found: row, field and rule of every record kept out, and never a value of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as part
from io import BytesIO
from pathlib import Path

import polars as pl

from watchward.contract.dataset import Dataset, dataset
from watchward.contract.finding import REJECTING, advice
from watchward.errors import UsageRefusal
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store
from watchward.lake.writing import write_kept


@dataclass
class Pen:
    """Findings of one package: counted as they come, and laid on disk before there are too many."""

    folder: Path
    counts: Counter[tuple[str, str]] = part(default_factory=Counter)
    batches: list[Path] = part(default_factory=list)

    def add(self, findings: pl.DataFrame) -> None:
        """Count and keep one batch's findings."""
        for field, rule, rows in findings.group_by("field", "rule").len().iter_rows():
            self.counts[(rule, field)] += rows
        if len(findings) or not self.batches:
            path = self.folder / f"findings-{len(self.batches)}.parquet"
            made = BytesIO()
            findings.sort("row").write_parquet(made, compression="zstd", statistics=False)
            path.write_bytes(made.getbuffer())
            self.batches.append(path)

    def said(self, *, rejecting: bool) -> dict[str, int]:
        """ "rule: field" → rows, most first."""
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return {
            f"{rule}: {field}": rows
            for (rule, field), rows in ordered
            if (rule in REJECTING) == rejecting
        }


def quarantine(pen: Pen, *, store: Store, package: str) -> None:
    """File the findings under the package's hash, before anything of it is stored."""
    whole = pen.folder / "findings.parquet"
    made = BytesIO()
    pl.scan_parquet(pen.batches).sink_parquet(made, compression="zstd", statistics=False)
    write_kept(whole, made.getbuffer())
    whole.replace(store.findings / f"{package}.parquet")
    with ledger(store) as connection:
        connection.execute("delete from finding_summary where package = ?", (package,))
        connection.executemany(
            "insert into finding_summary values (?, ?, ?, ?, ?)",
            [
                (package, rule, field, int(rule in REJECTING), rows)
                for (rule, field), rows in pen.counts.items()
            ],
        )


def findings(store: Store, receipt: str) -> pl.DataFrame:
    """What to mend, for the provider: row, field, rule, what is wrong and what to do about it."""
    with ledger(store) as connection:
        row = connection.execute(
            "select package, dataset from receipt where id = ?", (receipt,)
        ).fetchone()
    if row is None:
        raise UsageRefusal(
            "There is no receipt of that name.",
            where="receipt",
            do="See `watchward ledger` for those that there are.",
        )
    return package_findings(store, package=row["package"], of=dataset(row["dataset"]))


def package_findings(store: Store, *, package: str, of: Dataset) -> pl.DataFrame:
    """The same, also for a package that was refused."""
    found = pl.read_parquet(store.findings / f"{package}.parquet").cast(
        {"field": pl.String, "rule": pl.String}
    )
    pairs = found.select("field", "rule").unique().rows()
    words = pl.DataFrame(
        [(field, rule, *_words(of, rule, field)) for field, rule in pairs],
        schema={"field": pl.String, "rule": pl.String, "what": pl.String, "do": pl.String},
        orient="row",
    )
    joined = found.join(words, on=["field", "rule"], how="left", maintain_order="left")
    return joined.sort("row", maintain_order=True)


def _words(of: Dataset, rule: str, field: str) -> tuple[str, str]:
    what, _, do = advice(of, rule=rule, field=field).partition(". ")
    return f"{what}.", do


def write_findings(store: Store, receipt: str, out: Path) -> int:
    """Write the findings as CSV and return how many there are."""
    found = findings(store, receipt)
    found.write_csv(out)
    return len(found)


def summary(store: Store, package: str) -> Mapping[str, int]:
    """ "rule: field" → rows, as the ledger keeps it."""
    with ledger(store) as connection:
        rows = connection.execute(
            "select rule, field, rows from finding_summary where package = ? order by rows desc",
            (package,),
        ).fetchall()
    return {f"{row['rule']}: {row['field']}": row["rows"] for row in rows}

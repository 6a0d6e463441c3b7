"""Runs every benchmark of this folder; writes results.json and docs/reference/benchmarks.md.

A benchmark module has `rows()`, which gives dictionaries with the keys of COLUMNS. Ratios carry
over between machines; seconds do not.
"""

import importlib
import json
import platform
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COLUMNS = ("work", "n", "ours_s", "peer", "peer_s", "ratio", "goal", "met", "why", "rss_mb")
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "reference" / "benchmarks.md"


def modules() -> list[str]:
    """Every benchmark in the folder that `make bench` runs; a LONG one is run by its name."""
    texts = {path.stem: path.read_text("utf-8") for path in HERE.glob("*.py")}
    return sorted(
        name for name, text in texts.items() if "\ndef rows(" in text and "\nLONG = " not in text
    )


def measure(names: list[str]) -> list[dict[str, Any]]:
    """Run the named benchmarks; each row must have every column."""
    found: list[dict[str, Any]] = []
    for name in names:
        print(f"bench: {name}", file=sys.stderr, flush=True)
        for row in importlib.import_module(f"bench.{name}").rows():
            found.append({"bench": name, **{column: row[column] for column in COLUMNS}})
    return found


def page(rows: list[dict[str, Any]]) -> str:
    """The table that people read."""
    head = [
        "# Benchmarks",
        "",
        "Made by `make bench`. Product and peer run one after the other on the same machine; the",
        "ratio is peer time divided by ours (above 1: we are faster). A goal not met says why.",
        "",
        f"Machine: {platform.machine()}, Python {platform.python_version()}.",
        "",
        "| work | n | ours (s) | peer | peer (s) | ratio | goal | met | peak memory (MB) | why |",
        "|---|---:|---:|---|---:|---:|---|---|---:|---|",
    ]
    return "\n".join([*head, *[_line(row) for row in rows], ""])


def _line(row: dict[str, Any]) -> str:
    cells = [
        row["work"],
        f"{row['n']:,}",
        f"{row['ours_s']:.3g}",
        row["peer"],
        f"{row['peer_s']:.3g}",
        f"{row['ratio']:.2f}",
        row["goal"],
        "yes" if row["met"] else "**no**",
        f"{row['rss_mb']:.0f}" if row["rss_mb"] else "",
        row["why"],
    ]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def main() -> None:
    """Measure those named on the command line and keep the others' figures; with no name, all."""
    names = sys.argv[1:] or modules()
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else []
    rows = [row for row in kept if row["bench"] not in names] + measure(names)
    rows.sort(key=lambda row: (row["bench"], row["work"], row["n"]))
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(rows), "utf-8")


if __name__ == "__main__":
    main()

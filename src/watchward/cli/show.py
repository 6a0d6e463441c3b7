"""What the terminal shows: tables, progress, refusals. Data goes to stdout, the rest to stderr."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from watchward.errors import Refusal

# In a pipe or a file nothing is gained by folding tables to 80 columns.
WIDE = None if sys.stdout.isatty() else 160
out = Console(highlight=False, soft_wrap=True, width=WIDE)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """One line for a person."""
    out.print(text, markup=False)


def note(text: str) -> None:
    """One line beside the data: it never mixes with --json."""
    err.print(text, markup=False)


def data(value: Any) -> None:
    """Plain data as JSON, for scripts."""
    out.file.write(json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")


def refuse(refusal: Refusal) -> None:
    """What happened, where, and what to do next."""
    err.print(f"Refused. {refusal}", markup=False, style="bold red")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table that a person reads; numbers right, words left."""
    shown = [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    grid = Table(title=title, title_justify="left", header_style="bold", box=SIMPLE_HEAD)
    for index, column in enumerate(columns):
        digits = shown and all(row[index][:1].isdigit() or row[index][:1] == "[" for row in shown)
        grid.add_column(column, justify="right" if digits else "left", overflow="fold")
    for row in shown:
        grid.add_row(*[cell.replace("[", r"\[") for cell in row])
    out.print(grid)


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on stderr that a flow moves with (what, done, of)."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(title, total=None)

        def move(what: str, done: int, total: int) -> None:
            bar.update(task, description=f"{title}: {what}", completed=done, total=total or None)

        yield move

"""`watchward ledger`: what is held, from whom, for when; --status: who owes what, and is late."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.cli.given import opened

if TYPE_CHECKING:
    from watchward.hub.cells import Cell
    from watchward.lake.store import Store

OWED = (
    *("provider", "data set", "in time", "late", "missing or part", "locked", "next due"),
    "last periods",
)
USED = ("source", "here", "bodies", "always", "started", "past", "never", "2007")
COLUMNS = ("data set", "provider", "months", "packages", "read", "accepted", "rejected", "missing")


def command(
    store: Annotated[Path, typer.Option(help="The partnership's store.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Who owes what, and whether it came in time.")
    ] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="Which sources are used, beside July 2007.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Write --status or --sources to a file for partners.")
    ] = None,
) -> None:
    """Show every provider's data: months held, rows accounted for, months missing."""
    held = opened(store)
    if out is not None:
        _write(held, out, sources=sources)
    elif sources:
        _sources(held)
    elif status:
        _status(held, as_json=as_json)
    else:
        _holdings(held, as_json=as_json)


def _holdings(store: "Store", *, as_json: bool) -> None:
    from watchward.hub.ledger import holdings

    rows = holdings(store)
    if as_json:
        show.data(rows)
        return
    show.table("Ledger", COLUMNS, _lines(rows))
    for key in sorted({f"{row['provider']}: key {row['key']}" for row in rows}):
        show.say(key)
    if any(row["synthetic"] for row in rows):
        show.say("synthetic: this store holds made-up data.")


def _lines(rows: Iterable[dict[str, Any]]) -> list[list[object]]:
    """One line for each data set of each provider; --json lists every package."""
    lines: list[list[object]] = []
    for (dataset, provider), group in groupby(rows, lambda r: (r["dataset"], r["provider"])):
        held = list(group)
        first, last = held[0]["period"][:7], held[-1]["period"][-7:]
        sums = [sum(row[key] for row in held) for key in ("rows_read", "accepted", "rejected")]
        missing = [m for row in held for m in (*row["missing_before"], *row["missing_within"])]
        lines.append(
            [dataset, provider, f"{first}..{last}", len(held), *sums, ", ".join(missing) or "none"]
        )
    return lines


def _status(store: "Store", *, as_json: bool) -> None:
    from watchward.hub.cells import cells, overdue
    from watchward.hub.status import SIGNS, lines

    found = cells(store, now=now())
    if as_json:
        show.data([_plain(one) for one in found])
        return
    rows = [
        [
            *(line.provider, line.dataset, line.count("in time"), line.count("late")),
            *(line.count("missing", "part"), line.locked, str(line.next_due or "nothing")),
            line.signs,
        ]
        for line in lines(found)
    ]
    show.table("Who owes what", OWED, rows)
    show.say("  ".join(f"{sign} {state}" for state, sign in SIGNS.items()))
    for one in overdue(found):
        show.say(
            f"{one.provider}, {one.dataset}, {one.period}: {one.state}, "
            f"due {one.due}, {one.late_days:,} days late"
        )
    if not found:
        show.say("Nobody owes anything yet: watchward duty set.")


def _plain(one: "Cell") -> dict[str, Any]:
    written = {name: getattr(one, name) for name in one.__dataclass_fields__}
    return {**written, "period": str(one.period), "owed": str(one.owed), "complete": one.complete}


def _sources(store: "Store") -> None:
    from watchward.hub.results import sources_result

    result = sources_result(store, now=now())
    (table,) = result.tables
    said = [["none" if cell is None else cell for cell in row[:-1]] for row in table.rows]
    show.table("Which sources are used, per cent of bodies here", USED, said)
    show.say(
        f"2007: used in the 12 months to July, per cent of partnerships. {result.about.source}."
    )


def _write(store: "Store", out: Path, *, sources: bool) -> None:
    """As every answer, through the gate and as partners may have it."""
    from watchward.disclosure.protect import protect_result
    from watchward.export.flow import export
    from watchward.hub.results import sources_result, status_result

    made = sources_result if sources else status_result
    written = export(protect_result(made(store, now=now()), audience="partner"), path=out)
    show.say(f"{out.name}: {written.rows:,} rows.")

"""`watchward ask`: one question, answered for one audience."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.contract.about import Options
from watchward.contract.period import month_number
from watchward.contract.result import WORKING, Column
from watchward.contract.safe_result import MARKS, SafeCell, SafeResult, SafeTable
from watchward.errors import UsageRefusal
from watchward.settings import read_settings

ReductionOption = Annotated[
    str, typer.Option(help="For savings: how much less violence, e.g. 10%.")
]
CostsOption = Annotated[
    str, typer.Option(help="For savings: the series of unit costs, 2015-16 or 2003-04.")
]
PricesOption = Annotated[
    str, typer.Option(help="For savings: the year of the prices; needs deflators supplied.")
]
MultiplierOption = Annotated[
    float, typer.Option(help="For savings: cases that happened for each one recorded.")
]
InterventionOption = Annotated[str, typer.Option(help="For evaluation: which one, by its name.")]
MonthOption = Annotated[
    str, typer.Option(help="Last month, YYYY-MM; the last one held if not given.")
]
EngineOption = Annotated[
    str, typer.Option(help="duckdb, spark://host:port or postgresql://…; duckdb if not given.")
]
CellOption = Annotated[
    int, typer.Option(help="For an analyst's maps: side of a cell in metres, whole hundreds.")
]
LevelOption = Annotated[
    float, typer.Option(help="For an analyst: share of false finds allowed, above 0 and below 1.")
]


def command(  # noqa: PLR0913, PLR0917 each is an option of the command
    name: Annotated[str, typer.Argument(help="Which analysis, e.g. hot_spots.")],
    store: Annotated[Path, typer.Option(help="The partnership's store.")],
    audience: Annotated[str, typer.Option(help="analyst, partner, guest or open.")] = "partner",
    month: MonthOption = "",
    months: Annotated[int, typer.Option(help="How many months.")] = 12,
    dataset: Annotated[str, typer.Option(help="One data set only.")] = "",
    premises: Annotated[str, typer.Option(help="For a guest: their own premises, by name.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Write it to a file: .xlsx, .csv, .parquet, .gpkg or .svg.")
    ] = None,
    table: Annotated[str, typer.Option(help="With --out: one table only, by name.")] = "",
    reduction: ReductionOption = "10%",
    costs: CostsOption = "2015-16",
    prices: PricesOption = "",
    multiplier: MultiplierOption = 1.0,
    intervention: InterventionOption = "",
    cell_metres: CellOption = 200,
    level: LevelOption = 0.05,
    engine: EngineOption = "",
) -> None:
    """Ask one question of the store; only what the audience may see comes out."""
    from watchward.disclosure.flow import ask
    from watchward.disclosure.written import to_json
    from watchward.lake.store import open_store

    settings = read_settings()
    settings = replace(settings, engine=engine or settings.engine)
    options = Options(
        month=month_number(month) if month else None,
        months=months,
        dataset=dataset,
        premises=premises,
        reduction=_per_cent(reduction),
        costs=costs,
        prices=prices,
        multiplier=multiplier,
        intervention=intervention,
        cell_metres=cell_metres,
        level=level,
    )
    held = open_store(store, production=settings.production)
    answer = ask(name, store=held, options=options, audience=audience, settings=settings, now=now())
    if out is not None:
        _write(answer, out, table=table)
    else:
        show.say(to_json(answer, indent=2)) if as_json else _tell(answer)


def _per_cent(text: str) -> float:
    try:
        return float(text.strip().removesuffix("%"))
    except ValueError:
        raise UsageRefusal(
            "That is not a number of per cent.", where="--reduction", do="Say, for example, 10%."
        ) from None


def _write(answer: SafeResult, out: Path, *, table: str) -> None:
    from watchward.export.flow import export

    if out.suffix == ".svg":
        _draw(answer, out)
        return
    made = export(answer, path=out, table=table)
    synthetic = "; synthetic: made-up data" if answer.synthetic else ""
    rows = "row" if made.rows == 1 else "rows"
    show.say(f"{out}: {made.rows:,} {rows} of {', '.join(made.tables)}{synthetic}.")
    show.say(f"SHA-256 of the data: {made.sha256}")


def _draw(answer: SafeResult, out: Path) -> None:
    """The first picture of its page: the others are on the page."""
    from watchward.briefing.drawn import drawn

    made = drawn(answer)
    if not made:
        raise UsageRefusal(
            "No picture is drawn of this answer.",
            where="--out",
            do="Write its tables: .xlsx, .csv or .parquet.",
        )
    out.write_text(made[0].svg, encoding="utf-8")
    synthetic = " Synthetic: made-up data." if answer.synthetic else ""
    show.say(f"{out}: {made[0].title}.{synthetic}")


def _tell(answer: SafeResult) -> None:
    if answer.synthetic:
        show.say("synthetic: made-up data.")
    show.say(f"{answer.about.title} For: {answer.audience}. Outcome: {answer.outcome}.")
    show.say(f"\n{answer.headline}\n" if answer.headline else "")
    marks: set[str] = set()
    for table in answer.tables:
        _show(table)
        marks |= {cell.mark for row in table.rows for cell in row if cell.mark}
    for mark in sorted(marks):
        show.say(f"[{mark}] {MARKS[mark]}")
    for line in (*answer.reasons, *answer.not_comparable, *answer.caveats, *answer.about.limits):
        show.say(f"- {line}")
    for source in answer.sources:
        show.say(f"Source: {source.title}, {source.provider}. {source.citation}")
    show.say(f"Store version: {answer.store_version}. Rules: {answer.rules_version}.")


def _show(table: SafeTable) -> None:
    from watchward.briefing.tables import cell_text

    read = [at for at, column in enumerate(table.columns) if column.describes != WORKING]
    columns = [table.columns[at] for at in read]
    rows = [[cell_text(row[at], table.columns[at]) for at in read] for row in table.rows]
    totals = [[_total(row[at], table.columns[at]) for at in read] for row in table.total_rows]
    title = f"{table.title} ({table.window})" if table.window else table.title
    show.table(title, [column.title for column in columns], rows + totals)


def _total(cell: SafeCell, column: Column) -> str:
    """In a total row a dimension that was summed over says so, and has no share of itself."""
    if cell.mark != "z":
        return cell.text
    return "All" if column.role == "dimension" else ""

"""What an audience may have at all, before any number is looked at; what is withheld is said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchward.contract.period import month_number
from watchward.contract.result import Column, Result, Source, Table
from watchward.disclosure.rules import Audience, Rules

YEAR = 12
LEAST_OF_A_YEAR = 10  # a "year" of fewer months says too much of each
ROLES = ("dimension", "count", "class", "note", "accounting")


@dataclass(frozen=True)
class Admitted:
    """The tables to protect, which of their columns may be seen, and what stays behind."""

    tables: tuple[Table, ...]
    columns: tuple[tuple[Column, ...], ...]
    reasons: tuple[str, ...]
    refused: bool = False  # there was something, and none of it may be seen


def admit(result: Result, *, audience: Audience, rules: Rules) -> Admitted:
    """Keep the tables that this audience may have; refuse made-up beside real for everybody."""
    if len({source.synthetic for source in result.sources}) > 1:
        return Admitted((), (), ("Synthetic and real records never share an answer.",), True)
    if audience.exact:
        reasons = ("Not for release: the tables hold exact counts.",) if result.tables else ()
        return Admitted(result.tables, tuple(t.columns for t in result.tables), reasons)
    meant = [table for table in result.tables if not table.analysts_only]
    tables: list[Table] = []
    seen: list[tuple[Column, ...]] = []
    said_of: list[str] = []
    for table in meant:
        why = _withheld(result, table, audience=audience, rules=rules)
        columns, said = _columns(result, table) if not why else ((), why)
        if columns and (audience.places == "none" or _place(result, table, audience)):
            columns = tuple(c for c in columns if c.describes != "place" or c.role == "dimension")
        if columns:
            tables.append(table)
            seen.append(columns)
        if said:
            said_of.append(f"“{table.title}”: {said}")
    return Admitted(tuple(tables), tuple(seen), tuple(said_of), bool(meant) and not tables)


def described(table: Table) -> frozenset[str]:
    """What the rows of a table are about."""
    return frozenset(c.describes or c.name for c in table.columns if c.role == "dimension")


def _withheld(result: Result, table: Table, *, audience: Audience, rules: Rules) -> str:
    about = described(table)
    spans = rules.tables.get(f"{result.about.name}.{table.name}")
    if spans is None:
        return "withheld: it is not on the list of tables that leave. Ask as an analyst."
    if table.months not in spans:
        allowed = " or ".join(map(str, spans))
        return f"withheld: its counts may span {allowed} months only. Ask for that window."
    crossed = sorted(about & set(rules.never_with_place))
    if "place" in about and crossed:
        return f"refused: a named place is never crossed with {' or '.join(crossed)}."
    if "place" in about:
        return _place(result, table, audience)
    return ""


def _place(result: Result, table: Table, audience: Audience) -> str:
    public = all(source.public for source in sources_of(result, table))
    if audience.places == "none" and not result.options.get("premises"):
        return f"withheld: the audience {audience.name} sees areas, and their own premises by name."
    if audience.places == "public" and not public:
        return "withheld: named places are shown to anybody only from sources that are public."
    if audience.places in ("rolling year", "none") and not public:
        if table.months != YEAR:
            return "withheld: named places are shown by rolling twelve months only."
        if _months_held(result, table) < LEAST_OF_A_YEAR:
            return (
                f"withheld: named places need {LEAST_OF_A_YEAR} of the twelve months, from every "
                "source that counts them; fewer are held."
            )
    return ""


def _months_held(result: Result, table: Table) -> int:
    """Of the twelve months that the window names, those held by the source that holds fewest."""
    last = month_number(table.window[-len("2024-12") :])
    window = set(range(last - YEAR + 1, last + 1))
    return min(
        (
            len(window & set(range(s.first_month, s.last_month + 1)) - set(s.missing_months))
            for s in sources_of(result, table)
            if not s.public
        ),
        default=YEAR,
    )


def sources_of(result: Result, table: Table) -> tuple[Source, ...]:
    """The sources that a table's counts come from; all of them where it does not say."""
    named = {c.dataset for c in table.columns if c.role == "count"}
    found = tuple(source for source in result.sources if source.dataset in named)
    return found if found and "" not in named else result.sources


def _columns(result: Result, table: Table) -> tuple[tuple[Column, ...], str]:
    """The columns that may be seen: a map's cells keep their class only, and scores stay behind."""
    kept = [column for column in table.columns if column.role in ROLES]
    said = []
    if len(kept) < len(table.columns):
        said.append("scores stay with the analyst")
    if "cell" in described(table):
        counted = [column for column in kept if column.role != "count"]
        if len(counted) < len(kept):
            said.append("a map releases classes, so counts by cell stay with the analyst")
        kept = counted
    counts = [column for column in table.columns if column.role == "count"]
    public = all(source.public for source in sources_of(result, table))
    if not counts and not public:
        classed = [column for column in kept if column.role == "class"]
        if classed:
            said.append("a class without the count that it rests on is withheld")
        kept = [column for column in kept if column.role != "class"]
    if not any(column.role != "dimension" for column in kept):
        return (), "withheld: " + "; ".join(said or ["nothing in it may leave"]) + "."
    return tuple(kept), ("; ".join(said).capitalize() + ".") if said else ""


def without(table: Table, columns: Sequence[Column]) -> Table:
    """The table with only these columns, and only the figures that can still be worked out."""
    at = [table.columns.index(column) for column in columns]
    names = {column.name for column in (*columns, *lined(table))}
    return replace(
        table,
        columns=tuple(columns),
        rows=tuple(tuple(row[i] for i in at) for row in table.rows),
        derived=tuple(figure for figure in table.derived if set(figure.of) <= names),
    )


def lined(table: Table) -> tuple[Column, ...]:
    """The columns of the constants that each row is told beside."""
    return table.lines.columns if table.lines else ()

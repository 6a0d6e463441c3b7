"""Which rule a data set's counts go by: public ones are exact, unless a sum gives others away."""

from collections.abc import Callable, Mapping, Sequence

from watchward.contract.result import Result, Table
from watchward.disclosure.grid import column_sums, count_columns, dimensions
from watchward.disclosure.rules import EXACT, Audience, Rule, Rules


def rule_for(
    result: Result,
    tables: Sequence[Table],
    *,
    rules: Rules,
    who: Audience,
    floors: Mapping[str, int],
) -> Callable[[str], Rule]:
    """The rule of each data set in this answer; "" is a count of several together."""
    public = {source.dataset for source in result.sources} - {
        source.dataset for source in result.sources if not source.public
    }
    summed = any(_sums_data_sets(table) for table in tables)

    def rule_of(dataset: str) -> Rule:
        if dataset in public and who.name in rules.exempt.get(dataset, ()) and not summed:
            return EXACT
        return rules.rule(dataset, audience=who, floors=floors)

    return rule_of


def _sums_data_sets(table: Table) -> bool:
    """True where one number of the table adds several data sets together."""
    columns = {column.name: column for column in count_columns(table)}
    for whole, parts in column_sums(table).items():
        if len({columns[name].dataset for name in (whole, *parts)}) > 1:
            return True
    by_row = any(not column.dataset for column in columns.values())
    sources = {
        table.columns[i].name for i in dimensions(table) if table.columns[i].describes == "source"
    }
    if not by_row:
        return False
    crossed = any(not sources & set(kept) for kept in table.totals)
    return not sources or crossed or any(figure.kind == "share" for figure in table.derived)

"""What a data set's view is made of: its Parquet files, and only those of the months asked for.

A store's files lie in folders named for provider and month, as the log lists them. Where every path
says what the log says, provider and month are taken from it: the engine then opens only the files
of the months asked for, without statistics, which would keep values of records since deleted.
"""

from collections.abc import Collection, Sequence

from watchward.contract.dataset import Dataset
from watchward.engine.holding import StoredFile
from watchward.engine.views import literal, typed

MONTH = (
    "cast(cast(substr(r.period, 1, 4) as integer) * 12"
    " + cast(substr(r.period, 6, 2) as integer) - 1 as integer)"
)


def in_folders(files: Sequence[StoredFile]) -> bool:
    """True where every file lies in folders named for its own provider and month."""
    return all(
        file.path.parts[-3:-1] == (f"provider={file.provider}", f"period={file.period}")
        for file in files
    )


def view(
    about: Dataset, files: Sequence[StoredFile], *, present: Collection[str], alike: bool
) -> str:
    """SQL of the view; `present`: columns of any file, `alike`: every file has the same ones."""
    options = "" if alike else ", union_by_name = true"
    listed = ", ".join(literal(str(file.path)) for file in files)
    if not files:
        columns = f"r.provider, r.period, {typed(about, (), 'r')}"
        return f"select {columns} from stored_file as r where false"  # noqa: S608
    if in_folders(files):
        named = "hive_types = {'provider': varchar, 'period': varchar}"
        return (
            f"select r.provider, r.period, {typed(about, present, 'r', month=MONTH)}"  # noqa: S608
            f" from read_parquet([{listed}], hive_partitioning = true, {named}{options}) as r"
        )
    return (
        f"select f.provider, f.period, {typed(about, present, 'r')}"  # noqa: S608
        f" from read_parquet([{listed}], hive_partitioning = false, filename = true{options}) as r"
        " inner join stored_file as f on f.path = r.filename"
    )

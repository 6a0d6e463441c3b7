"""Run alone, in a process with little memory: one worksheet as CSV on standard output.

A workbook can claim a million rows of sixteen thousand cells in two hundred kilobytes, so it is
never unpacked where records are held. Says only its exit code: a message could quote a cell.
"""

import csv
import datetime as dt
import sys

MEMORY = 1_536 * 1024 * 1024
SECONDS = 300
DAMAGED, LOCKED, NO_SHEET, NO_SUCH = 3, 4, 5, 6
EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 a sheet's times have no zone


def limit() -> None:
    """Bounds that the system keeps, where it can."""
    try:
        import resource
    except ImportError:  # not on Windows: the look at the ZIP beforehand has to do
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def as_text(cell: object) -> str:
    """A typed cell as it would stand in a CSV file."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return (cell + dt.timedelta(milliseconds=500)).replace(microsecond=0).isoformat()
    if isinstance(cell, dt.timedelta):
        cell = (EPOCH + cell).time()
    if isinstance(cell, dt.time):
        rounded = dt.datetime.combine(EPOCH, cell) + dt.timedelta(milliseconds=500)
        return rounded.time().replace(microsecond=0).isoformat()
    return str(cell)


def chosen(sheets: list[str], wanted: str) -> str | None:
    """By name first, for a tab may be called 2025; then by its place."""
    for name in sheets:
        if name.strip().casefold() == wanted.strip().casefold():
            return name
    place = int(wanted) if wanted.isascii() and wanted.isdigit() else 0
    return sheets[place - 1] if 0 < place <= len(sheets) else None


def main(path: str, wanted: str = "") -> int:
    """Write a worksheet that can be seen; row numbers stay those of the sheet."""
    limit()
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_path(path) as book:
            seen = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
            sheets = [one.name for one in book.sheets_metadata if (one.typ, one.visible) == seen]
            if not sheets:
                return NO_SHEET
            name = chosen(sheets, wanted or "1")
            if name is None:
                return NO_SUCH
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except PasswordError:
        return LOCKED
    except CalamineError:
        return DAMAGED
    out = csv.writer(sys.stdout, lineterminator="\n")
    for row in rows:
        cells = [as_text(cell) for cell in row]
        out.writerow(cells if any(cells) else ())
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.exit(main(*sys.argv[1:3]))

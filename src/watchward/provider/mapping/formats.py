"""Ways in which extracts write dates and times, each by a name that an officer can read.

With a mapping only the named way is read: a date that also fits another one is never taken for it.
A date's way covers the date alone; a time of day after it is read whatever way the date has.
"""

import re

import polars as pl

from watchward.provider.values import local, seconds

DATES = {
    "YYYY-MM-DD": (r"\d{4}-\d{1,2}-\d{1,2}", "%Y-%m-%d"),
    "DD/MM/YYYY": (r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", "%d/%m/%Y"),
    "MM/DD/YYYY": (r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", "%m/%d/%Y"),
    "DD/MM/YY": (r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", "%d/%m/%y"),
    "MM/DD/YY": (r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", "%m/%d/%y"),
    "YYYY/MM/DD": (r"\d{4}/\d{1,2}/\d{1,2}", "%Y/%m/%d"),
    "DD Mon YYYY": (r"\d{1,2}[ /.-][A-Za-z]{3}[ /.-]\d{4}", "%d/%b/%Y"),
    "DD Mon YY": (r"\d{1,2}[ /.-][A-Za-z]{3}[ /.-]\d{2}", "%d/%b/%y"),
    "DD Month YYYY": (r"\d{1,2} [A-Za-z]{4,9},? \d{4}", "%d/%B/%Y"),
    "Mon DD YYYY": (r"[A-Za-z]{3} +\d{1,2},? \d{4}", "%b/%d/%Y"),
    "YYYYMMDD": (r"(?:19|20)\d{6}", "%Y%m%d"),
    "day number": (r"[34]\d{4}(?:\.\d+)?", ""),  # a spreadsheet's, 1 being 1 January 1900
}
TIMES = ("HH:MM", "HHMM", "HH.MM", "HH:MM AM/PM")
CLOCK = r"(?:[T ]+|,\s*)(\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?)$"
TIGHT = r"^(?:19|20)\d{6}(\d{4}(?:\d{2})?)$"  # 202503012310, as HL7 writes it
HALF_DAY = r"^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))? ?([AaPp])\.?[Mm]\.?$"
FEW_DIGITS = r"^\d{1,4}$"
FRACTION = r"^[34]\d{4}(\.\d+)$"
TIME_LIKE = r"\d[:.]\d\d|^ *\d{1,4} *$|^\d{12}|^\d{5}\.\d"
GLANCED_AT = 200  # different cells, of which one must look like it before all are read
ORDERS = (("DD/MM/YYYY", "MM/DD/YYYY"), ("DD/MM/YY", "MM/DD/YY"))


def iso_date(cells: pl.Expr, way: str) -> pl.Expr:
    """YYYY-MM-DD; null where a cell is not written in that way or is no day."""
    shape, written = DATES[way]
    whole = local(cells.str.strip_chars()) if way == "YYYY-MM-DD" else cells.str.strip_chars()
    day = whole.str.replace(CLOCK, "")
    if way == "YYYYMMDD":
        day = day.str.replace(r"^(\d{8})\d{4}(?:\d{2})?$", "${1}")
    if way == "day number":
        number = day.str.extract(r"^(\d{5})").cast(pl.Int32, strict=False) - 25_569
        read = number.cast(pl.Date)
    else:
        read = _one_mark(day, way).str.to_date(written, strict=False)
    return pl.when(day.str.contains(f"^(?:{shape})$")).then(read).dt.strftime("%Y-%m-%d")


def clock_time(cells: pl.Expr, way: str) -> pl.Expr:
    """HH:MM:SS; of a cell with a date only its time. Null where it is not written in that way."""
    text = local(cells.str.strip_chars())
    clock = pl.coalesce(text.str.extract(CLOCK), text.str.extract(TIGHT), text)
    if way == "HH:MM AM/PM":
        return _written(_half_day(clock))
    if way == "HHMM":
        few = clock.str.contains(FEW_DIGITS)
        clock = pl.when(few).then(clock.str.zfill(4)).otherwise(clock)
        clock = clock.str.replace(r"^(\d{4})\d{2}$", "${1}")
        return _written(pl.when(clock.str.contains(r"^\d{4}$")).then(seconds(clock)))
    mark = "." if way == "HH.MM" else ":"
    shaped = clock.str.contains(rf"^\d{{1,2}}\{mark}\d{{2}}")
    parts = clock.str.replace(r"^(\d{1,2})\.(\d{2})(?:\.(\d{2}))?$", "${1}:${2}")
    fraction = pl.when(text.str.contains(FRACTION)).then(_of_a_day(text))
    return _written(pl.coalesce(fraction, pl.when(shaped).then(seconds(parts))))


def has_clock(cells: pl.Expr) -> pl.Expr:
    """True where a time of day stands with a date."""
    dated = r"^(?:\d{1,4}[/.-]|\d{1,2} |[A-Za-z]{3} )"
    text = cells.str.strip_chars()
    beside = text.str.contains(dated) & local(text).str.contains(CLOCK)
    return beside | text.str.contains(TIGHT) | text.str.contains(FRACTION)


def _one_mark(day: pl.Expr, way: str) -> pl.Expr:
    """Slashes for whatever stands between the parts; two cells of one way may differ in that."""
    if way in ("YYYY-MM-DD", "YYYY/MM/DD", "YYYYMMDD"):
        return day
    return day.str.replace_all(r"[ ,.\-/]+", "/")


def _half_day(clock: pl.Expr) -> pl.Expr:
    parts = clock.str.extract_groups(HALF_DAY)
    hour = parts.struct.field("1").cast(pl.Int32, strict=False)
    minute = parts.struct.field("2").cast(pl.Int32, strict=False)
    second = parts.struct.field("3").cast(pl.Int32, strict=False).fill_null(0)
    late = parts.struct.field("4").str.to_lowercase() == "p"
    right = hour.is_between(1, 12) & (minute < 60) & (second < 60)
    hours = hour % 12 + pl.when(late).then(12).otherwise(0)
    return pl.when(right).then(hours * 3600 + minute * 60 + second)


def _of_a_day(text: pl.Expr) -> pl.Expr:
    part = text.str.extract(FRACTION).cast(pl.Float64, strict=False)
    return (part * 86_400).round().cast(pl.Int32).clip(0, 86_399)


def _written(second: pl.Expr) -> pl.Expr:
    time = (second.cast(pl.Int64) * 1_000_000_000).cast(pl.Time)
    return time.dt.strftime("%H:%M:%S")


def ways_of_dates(values: pl.Series) -> dict[str, int]:
    """How many of the cells each way reads; ways that read none are left out."""
    few = values.drop_nulls().unique().head(GLANCED_AT).to_list()
    likely = [
        way for way, (shape, _) in DATES.items() if any(re.match(f" *(?:{shape})", v) for v in few)
    ]
    return _counted(values, {way: iso_date(pl.col("v"), way) for way in likely})


def ways_of_times(values: pl.Series) -> dict[str, int]:
    """How many of the cells each way reads."""
    few = values.drop_nulls().unique().head(GLANCED_AT).to_list()
    likely = TIMES if any(re.search(TIME_LIKE, v) for v in few) else ()
    return _counted(values, {way: clock_time(pl.col("v"), way) for way in likely})


def _counted(values: pl.Series, read: dict[str, pl.Expr]) -> dict[str, int]:
    if not read:
        return {}
    frame = values.drop_nulls().alias("v").to_frame()
    counts = frame.select(expr.count().alias(way) for way, expr in read.items()).row(0, named=True)
    return {way: int(count) for way, count in counts.items() if count}

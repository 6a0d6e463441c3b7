"""Writes docs/reference/report-reproduced.md: run `python -m tests.backtests.page`."""

from collections import Counter
from pathlib import Path

from tests.backtests.backtest import Backtest, Worked
from tests.backtests.registry import BACKTESTS
from watchward.maths.rounding import Range
from watchward.reference import figure

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "report-reproduced.md"
HEAD = """# The report's figures, worked again

<!-- Written by `python -m tests.backtests.page`; change the registry, not this page. -->

The National Audit Office's *Reducing the risk of violent crime* (printed 18 February 2008) is where
this work begins. Each figure below is worked again from inputs that are kept as cited data. A grade
says what that shows:

- **reproduced**: worked from printed inputs, within the tolerance;
- **reproduced, result ours**: the inputs are printed, but the report does not print what we work
  from them, so the row checks our arithmetic and not the report's;
- **consistent**: an input was inferred or solved backwards. The printed numbers fit it, but the
  report does not say that they were worked so;
- **not reproducible**: the inputs are not printed, or are rounded too far. Where they are rounded,
  the interval holds every value that the rounding allows, and the printed value must lie in it.
"""
TAIL = """
## What the report says in two ways

- X-it takes "around 22" participants; the evaluated programme had 25 (case example 3).
- Domestic violence measures were named by "more than 25 per cent" (¶9) and by 27 per cent (¶2.2).
- Offenders under the influence of alcohol are "more than 45 per cent" (Figure 1) and 46 per cent
  (Figure 7).
- England and Wales is "1.612" in Appendix 4 of the copy that we read: 1.61 and a footnote's mark.

## Not attempted

Figures 4, 8, 12 and 13 (R46): their pictures are missing from the copy that we read.
"""
MANY = 12


def _number(value: float) -> str:
    text = f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"
    return text.replace("-", "−")


def _worked(row: Backtest, worked: Worked) -> str:
    if worked is None:
        return "no inputs printed"
    if isinstance(worked, Range):
        return f"between {_number(round(worked.low, 1))} and {_number(round(worked.high, 1))}"
    found = worked if isinstance(worked, tuple) else (worked,)
    if len(found) > MANY:
        largest = max(row.differences(worked))
        return f"{len(found)} values; largest difference {largest:.2g}"
    return "; ".join(_number(value) for value in found)


def _grade(row: Backtest) -> str:
    return row.grade if row.result_printed else f"{row.grade}, result ours"


def _line(row: Backtest) -> str:
    tolerance = f"{row.tolerance:,g}" if row.tolerance else "exact"
    if isinstance(row.computed(), Range) or row.computed() is None:
        tolerance = "–"
    cells = (
        row.id,
        row.what,
        row.where,
        row.printed,
        _worked(row, row.computed()),
        tolerance,
        row.unit,
        _grade(row),
        row.note,
    )
    return "| " + " | ".join(cells) + " |"


def _sources() -> list[str]:
    names = sorted({name for row in BACKTESTS for name in row.figures})
    cited = [(name, figure(name).citation) for name in names]
    return [
        f"- `{name}` ({cite.status}): [{cite.title}]({cite.url}), {cite.publisher}"
        for name, cite in cited
    ]


def page() -> str:
    """The whole page as text."""
    grades = Counter(_grade(row) for row in BACKTESTS)
    counted = "; ".join(f"{number} {grade}" for grade, number in grades.most_common())
    columns = ("id", "what", "where", "printed", "worked", "tolerance", "unit", "grade", "note")
    table = [
        "| " + " | ".join(columns) + " |",
        "|" + " --- |" * len(columns),
        *(_line(row) for row in BACKTESTS),
    ]
    head = f"{HEAD}\n{len(BACKTESTS)} figures: {counted}.\n"
    sources = [
        "",
        "## The cited data",
        "",
        "Each is `src/watchward/reference/figures/NAME.toml`.",
        "",
    ]
    return "\n".join([head, *table, *sources, *_sources()]) + "\n" + TAIL


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    print(PAGE.name)

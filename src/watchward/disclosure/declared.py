"""Which views an audience may choose of one analysis: declared in rules.toml, and no others.

Windows end at the last month held or whole years before it. `Options(month=None)` is the last.
"""

from collections.abc import Sequence

from watchward.analysis import analyses
from watchward.contract.about import Options
from watchward.contract.columns import TIME_PRECISIONS
from watchward.contract.dataset import SIDES, Dataset, datasets
from watchward.contract.result import Source
from watchward.disclosure.rules import Declared, read_rules
from watchward.engine.asked import LATE

YEAR = 12
NOTHING = Declared()


def declared(name: str, *, audience: str, sources: Sequence[Source]) -> tuple[Options, ...]:
    """Every view of one analysis, the plainest first; none for an analyst, who chooses freely."""
    rules = read_rules()
    said = rules.declared.get(rules.audience(audience).name, NOTHING)
    if not sources:
        return ()
    inputs = analyses()[name].ABOUT.inputs
    able = sorted({s.dataset for s in sources if s.side in inputs}) if said.datasets else []
    last = last_held(sources)
    ends = [last - YEAR * back for back in said.years_back]
    return tuple(
        Options(month=None if end == last and not one else end, dataset=one)
        for one in ("", *able)
        for end in ends
        if _held(sources, one, end)
    )


def _held(sources: Sequence[Source], dataset: str, end: int) -> bool:
    """True where some month of the window is held."""
    return any(
        dataset in ("", source.dataset)
        and end - YEAR < source.last_month + 1
        and source.first_month <= end
        for source in sources
    )


def last_held(sources: Sequence[Source]) -> int:
    """The last month of a window that nobody chose: the one that every side has in full.

    As `engine/asked.py` settles it; a side far behind is not waited for.
    """
    held = [datasets()[name] for name in sorted({source.dataset for source in sources})]
    about = [one for one in held if one.side in SIDES]
    best: dict[str, Dataset] = {}
    for one in about:
        known = best.get(one.side)
        if known is None or _fineness(one) > _fineness(known):
            best[one.side] = one
    ends = [end for one in best.values() if (end := _end(sources, one.name))]
    latest = max(ends, default=0)
    return min((end for end in ends if latest - end < LATE), default=latest)


def _fineness(about: Dataset) -> int:
    return TIME_PRECISIONS.index(about.time.keep)


def _end(sources: Sequence[Source], dataset: str) -> int:
    spans = [source for source in sources if source.dataset == dataset]
    gaps = {month for source in spans for month in source.missing_months}
    held = {m for source in spans for m in range(source.first_month, source.last_month + 1)}
    return max(held - gaps, default=0)

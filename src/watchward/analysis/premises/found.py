"""What a licensing team found, as a score follows it: measures credited, incidents left out."""

from collections.abc import Iterable, Mapping, Sequence

from watchward.analysis.premises.register import WINDOW, Venue
from watchward.contract.period import month_text
from watchward.contract.premises_finding import LEFT_OUT, MEASURE, Finding
from watchward.maths.traffic_light import Incident, Line, counts_for_points

WORD = "on the register's word"


def measures(venue: Venue, found_here: Iterable[Finding], *, last: int) -> Mapping[str, str]:
    """Measures credited → on what; what was looked at within a year goes before the register.

    `found_here` are the findings that stand of the premises.

    A measure that several conditions ask for is credited where each that was checked was kept.
    """
    seen: dict[str, list[Finding]] = {}
    for one in found_here:
        month = one.found_on.year * 12 + one.found_on.month - 1
        if one.kind == MEASURE and month > last - WINDOW:
            seen.setdefault(one.what, []).append(one)
    credited = {name: WORD for name in venue.measures if name not in seen}
    for name, found in seen.items():
        if all(one.holds for one in found):
            credited[name] = f"seen {min(one.found_on for one in found)}"
    return credited


def left_out(
    found_here: Iterable[Finding], held: Sequence[Incident], *, last: int
) -> tuple[list[Incident], list[Line]]:
    """The incidents that remain, and a line for each finding that took any out."""
    kept, lines = list(held), []
    for one in (each for each in found_here if each.kind == LEFT_OUT):
        gone = [
            at
            for at, incident in enumerate(kept)
            if incident.severity == one.what
            and incident.months_ago == last - one.month
            and counts_for_points(incident)
        ][: one.records]
        kept = [incident for at, incident in enumerate(kept) if at not in gone]
        if last - one.month < WINDOW:
            what = f"{one.what.replace('_', ' ')}, {month_text(one.month)}"
            fewer = f" ({one.records} were asked for)" if one.records > len(gone) else ""
            said = f"left out ({one.reference}): {len(gone)} of {what}{fewer}"
            lines.append(Line(said, 0, 0.0))
    return kept, lines

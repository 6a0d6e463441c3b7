"""How much of each field was filled in, by shift, told so that no small count can be worked out.

Counts are joined, in the order of a fixed ladder, until each is 0 or at least FEWEST; where no rung
does, the field is not told. A rung's counts stand alone: no other number of it is told beside them.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from watchward.reference.load import figure

FEWEST = 8  # as in the default rule of disclosure control: 1 to 7 are hidden
RECORDED, NOT_RECORDED, NOT_ASKED = STATES = ("recorded", "not recorded", "not asked")
OTHERWISE = f"{NOT_RECORDED} or {NOT_ASKED}"
NO_HOUR, ALL_HOURS = "no hour", "all hours"
HOUR, PLACE = "time of day", "place"  # told like fields: of the spine, not of a column of their own
NOT_KNOWN = ("unknown", "U")  # codes of answers that say that nobody knew
Counts = Mapping[str, int]
ByShift = Mapping[str, Counts]  # shift → state → rows
ByField = Mapping[str, ByShift]


def shifts() -> Mapping[str, tuple[int, int]]:
    """Shift → its first hour and the hour at which it ends."""
    said = figure("shifts").data["shift"]
    return MappingProxyType({name: (one["from"], one["to"]) for name, one in said.items()})


def shift_titles() -> Mapping[str, str]:
    """Shift → what a reader is told, with those rows that have no hour last."""
    said = figure("shifts").data["shift"]
    return {**{name: one["title"] for name, one in said.items()}, NO_HOUR: "No hour"}


def summed(parts: Iterable[Counts]) -> dict[str, int]:
    """State → rows of all the parts."""
    total = dict.fromkeys(STATES, 0)
    for part in parts:
        for state in STATES:
            total[state] += part.get(state, 0)
    return total


def joined(parts: Iterable[ByField]) -> dict[str, dict[str, dict[str, int]]]:
    """Several batches or months together."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for part in parts:
        for field, by_shift in part.items():
            own = found.setdefault(field, {})
            for shift, counts in by_shift.items():
                own[shift] = summed((own.get(shift, {}), counts))
    return found


def told(counts: ByField) -> dict[str, dict[str, dict[str, int]]]:
    """What may stand on a receipt: field → shift, or all hours → state → rows, none small."""
    found = {field: _told(by_shift) for field, by_shift in counts.items()}
    return {field: said for field, said in found.items() if said}


def _told(by_shift: ByShift) -> dict[str, dict[str, int]]:
    whole = {ALL_HOURS: summed(by_shift.values())}
    for rung in (by_shift, _two(by_shift), whole, _two(whole)):
        if all(_large(n) for counts in rung.values() for n in counts.values()):
            return {shift: dict(counts) for shift, counts in rung.items()}
    return {}


def _two(by_shift: ByShift) -> dict[str, dict[str, int]]:
    return {
        shift: {RECORDED: one[RECORDED], OTHERWISE: one[NOT_RECORDED] + one[NOT_ASKED]}
        for shift, one in by_shift.items()
    }


def _large(count: int) -> bool:
    return count == 0 or count >= FEWEST

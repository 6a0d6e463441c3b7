"""Whether records of several sides are of like things: injury, months, ground, domestic."""

from dataclasses import dataclass

from watchward.contract.about import Options
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.queries import queries
from watchward.geography.areas import Boundaries

SQL = queries(__file__)
SIDES = ("police", "health")
WORDS = (("both", "the two", "both or in neither"), ("all", "they", "all or in none"))


@dataclass(frozen=True)
class Marks:
    """Of a side's records of violence: how many say domestic or not, are domestic, say injury."""

    known: int
    domestic: int
    injury_known: int


def unlike(
    asked: Asked,
    areas: Boundaries | None,
    marks: dict[str, Marks],
    sides: tuple[str, ...] = SIDES,
) -> tuple[str, ...]:
    """Why the sides do not compare; nothing where they do."""
    abouts = {side: asked.sides[side] for side in sides}
    all_of, together, where = WORDS[len(sides) > 2]
    said = [
        f"{about.title} does not set injuries apart, so it has no like among patients."
        for side, about in abouts.items()
        if "injury" not in about.meanings or (marks[side].known and not marks[side].injury_known)
    ]
    said += [
        f"{about.title} gives whole months, not the date of the incident."
        for about in abouts.values()
        if about.time.keep == "month"
    ]
    gaps = [about.title for side, about in abouts.items() if asked.missing(side)]
    if gaps:
        said.append(
            f"A month is missing of: {', '.join(gaps)}; the same months are needed of {all_of}."
        )
    if areas is None:
        said.append(f"No areas have been added, so {together} cannot be held to the same ground.")
    unsaid = [about.title for side, about in abouts.items() if not marks[side].known]
    if unsaid:
        said.append(
            f"Domestic incidents are not marked in: {', '.join(unsaid)}; they must be in {where}."
        )
    return tuple(said)


def marks_of(tables: Tables, asked: Asked, sides: tuple[str, ...] = SIDES) -> dict[str, Marks]:
    """What each side's records say of themselves."""
    return {
        side: Marks(*(int(cell or 0) for cell in row))
        for side in sides
        for row in tables.rows(
            SQL["domestic"], dataset=asked.sides[side].name, first=asked.first, last=asked.last
        )
    }


def ground_alike(
    tables: Tables, asked: Asked, options: Options, sides: tuple[str, ...]
) -> tuple[Boundaries | None, tuple[str, ...]]:
    """The areas to link records in, where that is approved and the sides are alike; or why not."""
    if not options.linkage_approved:
        return None, ("Not available: linkage has not been approved.",)
    lacking = [side for side in sides if side not in asked.sides]
    if lacking:
        return None, (f"No source is held, for these months, of: {', '.join(lacking)}.",)
    areas = tables.boundaries()
    apart = unlike(asked, areas, marks_of(tables, asked, sides), sides)
    return (None, apart) if apart else (areas, ())

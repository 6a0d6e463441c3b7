"""Whether police and hospital records are of like things: injury, months, ground, domestic."""

from dataclasses import dataclass

from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.queries import queries
from watchward.geography.areas import Boundaries

SQL = queries(__file__)
SIDES = ("police", "health")


@dataclass(frozen=True)
class Marks:
    """Of a side's records of violence: how many say domestic or not, are domestic, say injury."""

    known: int
    domestic: int
    injury_known: int


def unlike(asked: Asked, areas: Boundaries | None, marks: dict[str, Marks]) -> tuple[str, ...]:
    """Why the two sides do not compare; nothing where they do."""
    police = asked.sides["police"]
    said = []
    if "injury" not in police.meanings:
        said.append(
            f"{police.title} does not set injuries apart, so it has no like among patients."
        )
    if police.time.keep == "month":
        said.append(f"{police.title} gives whole months, not the date of the incident.")
    gaps = [asked.sides[side].title for side in SIDES if asked.missing(side)]
    if gaps:
        said.append(
            f"A month is missing of: {', '.join(gaps)}; the same months are needed of both."
        )
    if areas is None:
        said.append("No areas have been added, so the two cannot be held to the same ground.")
    unsaid = [asked.sides[side].title for side in SIDES if not marks[side].known]
    if unsaid:
        said.append(
            f"Domestic incidents are not marked in: {', '.join(unsaid)};"
            " they must be in both or in neither."
        )
    return tuple(said)


def marks_of(tables: Tables, asked: Asked) -> dict[str, Marks]:
    """What each side's records say of themselves."""
    return {
        side: Marks(*(int(cell or 0) for cell in row))
        for side in SIDES
        for row in tables.rows(
            SQL["domestic"], dataset=asked.sides[side].name, first=asked.first, last=asked.last
        )
    }

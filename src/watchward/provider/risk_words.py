"""What the measures mean, for the person who decides whether to send the package."""

from watchward.contract.dataset import Dataset
from watchward.provider.assess import AROUND, EVERYTHING, PERSON, Assessment, Diversity, Risk


def in_words(risk: Risk, dataset: Dataset) -> tuple[str, ...]:
    """Shares first, then k, what would be learned, and what it all means."""
    around, everything = risk.alike[AROUND], risk.alike[EVERYTHING]
    alone = (
        f"Time and place alone single out {_alone(around)} of the {around.rows:,} rows; "
        f"with everything else that leaves, {_alone(everything)}."
    )
    person = [
        "A neighbour knows when and where. A colleague or relative knows age and sex too, "
        f"and could single out {_alone(risk.alike[name])}."
        for name in (PERSON,)
        if name in risk.alike
    ]
    smallest = (
        f"The smallest group of rows that look alike has {everything.smallest:,} "
        f"(k = {everything.smallest})."
    )
    learned = [_learned(one, dataset) for one in risk.learned]
    public = "These records are already published one by one."
    private = (
        "This is not anonymous: names and numbers are gone, but somebody who knows of an event "
        "could find its row. Send it only under the agreement that covers it."
    )
    return (alone, *person, smallest, *learned, public if dataset.public else private)


def _learned(one: Diversity, dataset: Dataset) -> str:
    return (
        f"“{dataset.field(one.field).title}” would be learned of {_share(one.told, one.rows)} of "
        f"the rows: those that look like them have the same (l = {one.smallest})."
    )


def _alone(measure: Assessment) -> str:
    return _share(measure.alone, measure.rows)


def _share(some: int, rows: int) -> str:
    """All and none are said only where it is all or none."""
    percent = round(100 * some / rows, 1) if rows else 0.0
    if 0 < some < rows and percent in (0.0, 100.0):
        return "less than 0.1 %" if percent == 0.0 else "more than 99.9 %"
    return f"{percent:g} %"

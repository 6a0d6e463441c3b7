"""Invented minutes of the invented partnership's last two meetings."""

import csv
import io

from watchward.contract.period import month_text

HEADER = ("decided_on", "what", "owner", "due", "status", "outcome")
# months before the last one: decided, due
ROWS = (
    (
        9,
        6,
        "Require plastic glasses after 22:00 in the town centre",
        "Council licensing",
        "done",
        "In force at nine of eleven premises",
    ),
    (
        2,
        1,
        "Move the taxi rank marshals to Quay Rank on Friday and Saturday nights",
        "Council transport",
        "done",
        "Marshals in place since the second weekend",
    ),
    (
        2,
        0,
        "Patrol Fishmarket Square from 23:00 to 03:00 on Saturdays",
        "Police",
        "overdue",
        "Started; the rota for the month after is not agreed",
    ),
    (
        1,
        -1,
        "Ask reception to record the place for every assault patient",
        "Hospital",
        "under way",
        "Training given to two of four shifts",
    ),
)


def decisions(last: int) -> str:
    """A decisions file (CSV) as the Violent Crime Group would keep it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for decided, due, what, owner, status, outcome in ROWS:
        writer.writerow(
            [
                f"{month_text(last - decided)}-14",
                what,
                owner,
                f"{month_text(last - due)}-28",
                status,
                outcome,
            ]
        )
    return out.getvalue()

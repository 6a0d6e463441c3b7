"""The decision log as a file that a spreadsheet opens."""

import io
from collections.abc import Sequence

from watchward.export.whole_csv import write_csv
from watchward_web.meetings.seen import DecisionSeen
from watchward_web.partners.seat import PartnershipSeen

# The six of `watchward brief --decisions` first.
HEADER = (
    *("decided_on", "what", "owner", "due", "status", "outcome"),
    *("number", "why", "done_on", "done_by", "evidence", "table", "row", "release"),
    "store_version",
)


def log_csv(found: Sequence[DecisionSeen], *, home: PartnershipSeen) -> bytes:
    """Oldest first."""
    out = io.BytesIO()
    write_csv(
        out,
        header=HEADER,
        rows=[_row(one) for one in reversed(found)],
        expected=len(found),
        said="SYNTHETIC: a made-up partnership" if home.synthetic else "",
    )
    return out.getvalue()


def _row(one: DecisionSeen) -> list[str]:
    return [
        one.decided_on.isoformat(),
        one.what,
        one.owed_by,
        one.due.isoformat() if one.due else "",
        one.state,
        one.note,
        str(one.number),
        one.why,
        one.done_on.isoformat() if one.done_on else "",
        one.done_by,
        one.analysis,
        one.table,
        one.row,
        one.release,
        one.store_version,
    ]

"""What to mend, as a file: row, field, rule, what is wrong, what to do; never a value."""

import tempfile

from django.http import FileResponse, HttpRequest

from watchward.export.whole_csv import write_csv
from watchward_web.core.clock import now
from watchward_web.submissions.selectors import HEADER, findings_of
from watchward_web.submissions.services import note_findings


def findings(request: HttpRequest, partnership: str, receipt: str) -> FileResponse:
    """Whole, or not sent at all."""
    found = findings_of(request.seat, receipt)
    out = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_csv(
        out, header=HEADER, rows=found.lines, expected=found.rows, said=f"findings of {receipt}"
    )
    out.seek(0)
    note_findings(request.seat, receipt, rows=found.rows, now=now())
    named = f"findings-{receipt}.csv"
    return FileResponse(out, as_attachment=True, filename=named, content_type="text/csv")

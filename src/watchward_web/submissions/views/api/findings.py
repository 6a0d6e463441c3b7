"""What to mend, for a program: the same file that the receipt's page gives."""

from django.http import HttpRequest, HttpResponse

from watchward_web.submissions.views.api.spoken import spoken
from watchward_web.submissions.views.findings import findings as as_file


@spoken
def findings(request: HttpRequest, partnership: str, receipt: str) -> HttpResponse:
    """Whole, or not sent at all."""
    return as_file(request, partnership=partnership, receipt=receipt)

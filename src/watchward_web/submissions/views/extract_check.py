"""What would leave an extract, in numbers; sent, or thrown away, on the sender's word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.submissions import extracts
from watchward_web.submissions.forms import not_taken
from watchward_web.submissions.limits import NotTaken
from watchward_web.submissions.services import extracting


def extract_check(request: HttpRequest, partnership: str, ident: str) -> HttpResponse:
    """Another agency's is not found; nor is one that waited for more than an hour."""
    _package, seen = extracts.waiting(request.seat, ident)
    error = ""
    if request.method == "POST":
        if request.POST.get("do") == "discard":
            extracting.discard(request.seat, ident, now=now())
            return redirect("submissions:extract", partnership=partnership)
        try:
            upload = extracting.confirm(request.seat, ident, now=now())
        except NotTaken as no:
            error = not_taken(no)
        else:
            return redirect("submissions:upload", partnership=partnership, ident=upload.ident)
    treated = {
        "keep": _("kept as it is, as a listed code"),
        "band": _("banded"),
        "snap": _("moved to the centre of its square"),
        "coarsen": _("made coarser"),
        "pseudonymise": _("replaced by a keyed pseudonym"),
    }
    told = {"seen": seen, "ident": ident, "treated": treated, "error": error}
    status = 422 if error else 200
    return render(request, "submissions/extract_check.html", told, status=status)

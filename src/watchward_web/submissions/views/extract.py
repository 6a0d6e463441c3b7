"""An extract with a saved mapping: prepared here, then shown before anything of it is received."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from watchward.errors import Refusal
from watchward_web.core.clock import now
from watchward_web.submissions import extracts
from watchward_web.submissions.arriving import Limit
from watchward_web.submissions.forms import not_taken, refused
from watchward_web.submissions.limits import MB, NotTaken
from watchward_web.submissions.selectors import titles
from watchward_web.submissions.services import extracting
from watchward_web.submissions.views.drip import body_length, hurried


# Exempt only so that the limit is set before the form is read: `_extract` asks for the token.
@csrf_exempt
def extract(request: HttpRequest, partnership: str) -> HttpResponse:
    """The folder and the limit first, then the token, then the form."""
    declared = body_length(request)
    if declared > extracts.most_bytes() + MB:
        return _page(request, error=_too_large(), status=413)
    with extracts.scratch() as folder, hurried(request, declared):
        limit = extracts.watch(request, folder)
        try:
            return _extract(request, partnership, limit)
        finally:
            request.close()  # every file of the form is closed, and gone, before its folder goes


@csrf_protect
def _extract(request: HttpRequest, partnership: str, limit: Limit) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    doing = request.POST.get("do", "check")
    if limit.over:
        return _page(request, error=_too_large(), status=413)
    try:
        if doing == "save":
            return _save(request, partnership)
        if doing == "remove":
            extracting.remove_mapping(request.seat, request.POST.get("dataset", ""), now=now())
            return redirect("submissions:extract", partnership=partnership)
        return _check(request, partnership)
    except Refusal as refusal:
        extracting.note_extract_refused(request.seat, refusal.what, now=now())
        return _page(request, error=_said(refusal), status=422)
    except NotTaken as no:
        return _page(request, error=not_taken(no), status=422)


def _save(request: HttpRequest, partnership: str) -> HttpResponse:
    path = extracts.arrived(request, "mapping")
    if path is None:
        return _page(request, error=_("Choose a mapping: the TOML file."), status=422)
    extracting.save_mapping(request.seat, path, now=now())
    return redirect("submissions:extract", partnership=partnership)


def _check(request: HttpRequest, partnership: str) -> HttpResponse:
    path = extracts.arrived(request, "extract")
    if request.POST.get("allowed") != "yes":
        error = _("Say that your agreement allows the extract itself to leave, or make a package.")
        return _page(request, error=error, status=422)
    if path is None:
        return _page(
            request, error=_("Choose an extract: CSV, XLSX, XML, HL7 or FHIR."), status=422
        )
    ident = extracting.check(
        request.seat,
        path,
        request.POST.get("dataset", ""),
        keep_unlisted=request.POST.get("keep_unlisted") == "yes",
        now=now(),
    )
    return redirect("submissions:extract_check", partnership=partnership, ident=ident)


def _said(refusal: Refusal) -> str:
    """The library's own words; what it says of its command is said of this page."""
    if "watchward map" not in refusal.do:
        return refused(refusal)
    do = _(
        "Look why. Then review the mapping again at home with “watchward map”, and save it here; "
        "if only words are new, you can also go on and have those rows put aside."
    )
    return f"{refusal.what} {do}"


def _too_large() -> str:
    return _("The file is larger than %(most)s MB. Send a shorter period.") % {
        "most": extracts.most_bytes() // MB
    }


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    sends = bool(request.seat.agency.provider)
    told = {
        "error": error,
        "sends": sends,
        "mappings": extracts.saved_mappings(request.seat),
        "titles": titles(),
        "most": extracts.most_bytes() // MB,
        "key": extracting.site_key(request.seat) if sends else "",
        "another_key": sends and extracting.another_key(request.seat),
    }
    return render(request, "submissions/extract.html", told, status=status)

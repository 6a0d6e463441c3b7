"""Background work that was given up, for the administrator: what, when, where in the code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.jobs.faults import job_faults


def jobs(request: HttpRequest, partnership: str) -> HttpResponse:
    """This partnership's, and the site's own."""
    told = {"faults": job_faults(request.seat.partnership.slug)}
    return render(request, "submissions/jobs.html", told)

"""Meetings that come again."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.meetings.forms import SeriesForm, at_hour
from watchward_web.meetings.selectors.meetings import chair_of_series, find_series
from watchward_web.meetings.selectors.meetings import series as series_of
from watchward_web.meetings.services.calling import begin_series, change_series
from watchward_web.meetings.words import WEEKDAYS, WEEKS
from watchward_web.partners.selectors import people


def series(request: HttpRequest, partnership: str) -> HttpResponse:
    """Those that there are, and a new one."""
    moment, seat = now(), request.seat
    form = SeriesForm(request.POST or None, people=people(seat))
    if request.method == "POST" and form.is_valid():
        begin_series(seat, given=form.cleaned_data, now=moment)
        messages.success(request, _("The next meetings are in the calendar."))
        return redirect("meetings:home", partnership=partnership)
    told = {
        "form": form,
        "series": series_of(seat, today=moment.date()),
        "weeks": WEEKS,
        "weekdays": WEEKDAYS,
    }
    return render(request, "meetings/series.html", told)


def one_series(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """Change one; meetings that stand in the calendar stay as they are."""
    moment, seat = now(), request.seat
    found = find_series(seat, number, today=moment.date())
    had = asdict(found) | {
        "starts_at": at_hour(found.starts_at),
        "chair": chair_of_series(seat, number),
    }
    form = SeriesForm(request.POST or None, people=people(seat), initial=had)
    if request.method == "POST" and form.is_valid():
        change_series(seat, number, given=form.cleaned_data, now=moment)
        messages.success(request, _("The series has been changed."))
        return redirect("meetings:series", partnership=partnership)
    told = {"form": form, "heading": found.title, "button": _("Change the series")}
    return render(request, "meetings/form.html", told)

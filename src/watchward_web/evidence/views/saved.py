"""Saved views: the list, saving one, opening one, changing and deleting one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.evidence.choices import read_choice
from watchward_web.evidence.forms import SaveForm
from watchward_web.evidence.selectors import find_page, find_saved, saved_views
from watchward_web.evidence.services import NotKept, change_view, delete_view, save_view


def saved(request: HttpRequest, partnership: str) -> HttpResponse:
    """One's own and the shared."""
    return render(request, "evidence/saved.html", {"views": saved_views(request.seat)})


def save(request: HttpRequest, partnership: str, analysis: str) -> HttpResponse:
    """The address says which question and what was chosen; the form asks for a name."""
    seat, page = request.seat, find_page(analysis, request.seat)
    choice = read_choice(request.GET, audience=seat.audience).choice
    form = SaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            save_view(seat, page=page, choice=choice, **form.cleaned_data, now=now())
        except NotKept as why:
            form.add_error("name", str(why))
        else:
            messages.success(request, _("The view is saved."))
            return redirect("evidence:saved", partnership=partnership)
    return render(request, "evidence/save.html", {"form": form, "page": page, "choice": choice})


def saved_view(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """Sends on to the page; reading it is written down there."""
    found = find_saved(request.seat, number)
    named = {"partnership": partnership, "analysis": found.analysis}
    return redirect(reverse("evidence:question", kwargs=named) + found.query)


def change_saved(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """One's own only."""
    found = find_saved(request.seat, number, own=True)
    form = SaveForm(request.POST or None, initial={"name": found.name, "shared": found.shared})
    if request.method == "POST" and form.is_valid():
        try:
            change_view(request.seat, number, **form.cleaned_data, now=now())
        except NotKept as why:
            form.add_error("name", str(why))
        else:
            messages.success(request, _("The view is changed."))
            return redirect("evidence:saved", partnership=partnership)
    return render(request, "evidence/change_saved.html", {"form": form, "view": found})


def delete_saved(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """POST only; one's own only."""
    find_saved(request.seat, number, own=True)
    delete_view(request.seat, number, now=now())
    messages.success(request, _("The view is deleted."))
    return redirect("evidence:saved", partnership=partnership)

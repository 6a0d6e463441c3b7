"""A person's own page: name, second factor, password."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.accounts.selectors import has_second_factor


def home(request: HttpRequest) -> HttpResponse:
    """Only ever the signed-in person's own."""
    return render(request, "account/home.html", {"second_factor": has_second_factor(request.user)})

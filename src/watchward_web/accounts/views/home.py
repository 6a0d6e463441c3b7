"""A person's own page: name, second factor, password."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.accounts.selectors import has_second_factor, is_linked, issuer_name


def home(request: HttpRequest) -> HttpResponse:
    """Only ever the signed-in person's own."""
    told = {
        "second_factor": has_second_factor(request.user),
        "issuer": issuer_name(),
        "linked": is_linked(request.user),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "account/home.html", told)

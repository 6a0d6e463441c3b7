"""What this site keeps about the people who use it, and its cookies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def privacy(request: HttpRequest) -> HttpResponse:
    """Cookies, sessions, the audit log."""
    return render(request, "core/privacy.html")

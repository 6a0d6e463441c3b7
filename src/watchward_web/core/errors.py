"""A library's refusal becomes a page: what happened, what to do, and no path of the machine."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.errors import DisclosureRefusal, PackageRefusal, Refusal, StoreRefusal

STATUS: dict[type[Refusal], int] = {
    StoreRefusal: 503,
    DisclosureRefusal: 403,
    PackageRefusal: 409,
}


class RefusalMiddleware:
    """Turns a Refusal that a view let through into a page; anything else is a bug and stays one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render a refusal; its `where` may name a folder of this machine, so it stays out."""
        if not isinstance(exception, Refusal):
            return None
        status = next((code for kind, code in STATUS.items() if isinstance(exception, kind)), 400)
        told = {"what": exception.what, "do": "" if status == 503 else exception.do}
        response = render(request, "core/refused.html", {"refusal": told}, status=status)
        if status == 503:
            response.headers["Retry-After"] = "30"
        return response

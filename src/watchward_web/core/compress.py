"""Pages go out compressed, for slow networks; files do not, for they are compressed already.

Django's own middleware does it, with bytes of chance added so that a page's length tells nothing
about a secret in it (BREACH). Static files come compressed from the disk in production.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/html", "application/json", "application/geo+json", "application/problem+json")


class PagesCompressed(GZipMiddleware):
    """Compresses what is text and whole; a part of a file, or one that streams, goes as it is."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0]
        if response.streaming or response.has_header("Content-Range") or kind not in TEXT:
            return response
        return super().process_response(request, response)

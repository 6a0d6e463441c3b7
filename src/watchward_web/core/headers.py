"""Security headers on every response, static files and errors too: the outermost middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]

# No inline script or style anywhere, and nothing from another host.
POLICY = {
    "default-src": "'none'",
    "object-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
ALWAYS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


class HeadersMiddleware:
    """Adds what is missing; a view may widen the policy for itself with `widen`."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, then add."""
        response = self.get_response(request)
        policy = {**POLICY, **getattr(response, "widened_policy", {})}
        response.headers["Content-Security-Policy"] = "; ".join(
            f"{name} {value}" for name, value in policy.items()
        )
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            # Pages of a signed-in person stay in no cache; others are made anew for each language.
            response.headers["Cache-Control"] = "no-store, private"
        return response


def widen(response: HttpResponse, **directives: str) -> HttpResponse:
    """Let one page's policy say more, such as worker_src="'self' blob:" for a map."""
    widened = {name.replace("_", "-"): value for name, value in directives.items()}
    if any("unsafe-" in value for value in widened.values()):
        raise ValueError("the policy never allows unsafe-inline or unsafe-eval")
    response.widened_policy = widened
    return response

"""One JSON line a request, without a person, an address or a query in it."""

import datetime as dt
import json
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("watchward.request")
FIELDS = ("request", "verb", "page", "status", "ms")


class JsonLine(logging.Formatter):
    """Time in UTC, level, logger, message, and the request's fields where there are any."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; of an exception its type and place, never its words, which may quote data."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname, "logger": record.name}
        if record.name == logger.name:
            line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        elif record.exc_info and record.exc_info[0]:
            line |= {"what": "exception", "type": record.exc_info[0].__name__}
            line["at_line"] = _innermost(record.exc_info[2])
        else:
            # Django's messages carry paths and names in their arguments: only the template is kept.
            line["what"] = str(record.msg)
        return json.dumps(line, ensure_ascii=False)


def _innermost(traceback: Any) -> str:
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    if not traceback:
        return ""
    module = traceback.tb_frame.f_globals.get("__name__", "")
    return f"{module}:{traceback.tb_lineno}"


class RequestLogMiddleware:
    """Logs the name of the page, not the address asked for: an address can hold anything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Time the request; a person can quote the number without telling who they are."""
        number = secrets.token_hex(8)
        request.number = number
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        logger.info(
            "request",
            extra={
                "request": number,
                "verb": request.method if request.method in VERBS else "other",
                "page": match.view_name if match else "",
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
            },
        )
        response.headers["X-Request-Id"] = number
        return response


VERBS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "watchward_web.core.logs.JsonLine"}},
    "handlers": {
        "out": {"class": "logging.StreamHandler", "formatter": "json"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "watchward": {"handlers": ["out"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        # These write names and addresses of people; the audit log holds what must be known.
        "axes": {"handlers": ["nowhere"], "propagate": False},
        "allauth": {"handlers": ["nowhere"], "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        "django.request": {"handlers": ["out"], "level": "ERROR", "propagate": False},
    },
}

"""For Prometheus: read with the token of WATCHWARD_WEB_METRICS_TOKEN; without one, not there."""

import hmac

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST

from watchward_web.core.selectors import audit_entries
from watchward_web.operations.metrics import written


def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers; a wrong token finds as little as no token at all."""
    told = request.headers.get("Authorization", "").removeprefix("Bearer ")
    expected = settings.METRICS_TOKEN
    if not expected or not hmac.compare_digest(told.encode("utf-8"), expected.encode("utf-8")):
        raise Http404
    try:
        entries, up = audit_entries(), True
    except Error:
        entries, up = 0, False
    body = written(data=settings.DATA, audit_entries=entries, database=up)
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)

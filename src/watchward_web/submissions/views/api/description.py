"""What the door for programs takes and gives, in OpenAPI 3.1."""

from django.http import HttpRequest, JsonResponse

from watchward_web.submissions.openapi import described


def description(request: HttpRequest, partnership: str) -> JsonResponse:
    """Its one server is this partnership's own address."""
    return JsonResponse(described(request.path.removesuffix("/openapi.json")))

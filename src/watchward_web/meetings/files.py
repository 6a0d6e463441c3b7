"""What is downloaded, with its type and its name."""

from django.http import HttpResponse

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}


def as_file(body: bytes, *, kind: str, name: str) -> HttpResponse:
    """Never shown in the browser."""
    response = HttpResponse(body, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response

"""The governance pack: its questions, the file to answer in, and the papers in one archive."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from watchward.errors import Refusal
from watchward_web.core.clock import now
from watchward_web.partners.pack import LANGUAGES, PackForm, asked, blank_answers, pack_of


def governance(request: HttpRequest, partnership: str) -> HttpResponse:
    """GET asks, POST hands out the archive."""
    form = PackForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            content = pack_of(request.seat, **form.cleaned_data, now=now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            name = f"{partnership}-governance-{form.cleaned_data['language']}.zip"
            return _file(content, name=name, kind="application/zip")
    return render(request, "partners/governance.html", {"form": form, "questions": asked()})


def governance_answers(request: HttpRequest, partnership: str, language: str) -> HttpResponse:
    """The file with every question and no answer."""
    if language not in dict(LANGUAGES):
        raise Http404
    text = blank_answers(language, now=now())
    kind = "application/toml; charset=utf-8"
    return _file(text.encode(), name=f"{partnership}-governance.toml", kind=kind)


def _file(content: bytes, *, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

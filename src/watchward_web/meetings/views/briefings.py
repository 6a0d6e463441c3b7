"""The papers: made for one's own audience, in a language; below, those made before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchward.errors import Refusal
from watchward.reference.welsh import spoken_to
from watchward_web.core.clock import now
from watchward_web.core.welsh import in_words
from watchward_web.meetings.forms import BriefingForm
from watchward_web.meetings.selectors.briefings import briefings_for, release_said
from watchward_web.meetings.services.briefings import make_briefing
from watchward_web.meetings.standing import further_pages
from watchward_web.meetings.words import AUDIENCE_WORDS, LANGUAGE_WORDS


def briefings(request: HttpRequest, partnership: str) -> HttpResponse:
    """Making them twice from the same records gives the same papers."""
    given = request.POST if request.method == "POST" else None
    form = BriefingForm(
        given,
        initial={"language": get_language()[:2]},
        offered=further_pages(request.seat.audience),
    )
    if given is not None and form.is_valid() and (ident := _made(request, form)):
        return redirect("meetings:briefing", partnership=partnership, ident=ident)
    told = {
        "form": form,
        "languages": LANGUAGE_WORDS,
        "audiences": AUDIENCE_WORDS,
        "briefings": briefings_for(request.seat),
        "release": release_said(request.seat.audience),
    }
    return render(request, "meetings/briefings.html", told)


def _made(request: HttpRequest, form: BriefingForm) -> str:
    """The number of the last one made; none where a page cannot be put behind it, and why."""
    allowed = [spoken_to(request.seat.audience, one) for one in form.languages]
    try:
        made = [
            make_briefing(request.seat, language=one, now=now(), more=form.cleaned_data["more"])
            for one in dict.fromkeys(allowed)
        ]
    except Refusal as refusal:
        why = f"{refusal.what} {refusal.do}".strip()
        form.add_error("more", in_words(why, audience=request.seat.audience))
        return ""
    if allowed != list(form.languages):
        messages.info(request, _("It is in English: a speaker has not reviewed the Welsh."))
    messages.success(request, _("The briefing is ready."))
    return made[-1]

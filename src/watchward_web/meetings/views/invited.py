"""Who is invited to a meeting, and which version of the papers each of them got."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from watchward_web.core.clock import now
from watchward_web.core.roles import ROLES
from watchward_web.meetings.faults import Gone, NotTaken
from watchward_web.meetings.forms import GuestForm, MemberForm
from watchward_web.meetings.seen import InvitedSeen
from watchward_web.meetings.selectors.meetings import find_meeting
from watchward_web.meetings.selectors.meetings import invited as invited_of
from watchward_web.meetings.services.calling import invite_guest, invite_member, uninvite
from watchward_web.meetings.services.papers import being_made
from watchward_web.meetings.words import AUDIENCE_WORDS
from watchward_web.partners.seat import Seat
from watchward_web.partners.selectors import PersonSeen, people


def invited(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """One button a form: a member, a guest, or off the list."""
    seat, what = request.seat, request.POST.get("do", "")
    found = find_meeting(seat, number, today=now().date())
    listed = invited_of(seat, found)
    others = _others(seat, listed)
    member = MemberForm(request.POST if what == "member" else None, people=others)
    guest = GuestForm(request.POST if what == "guest" else None)
    wrong = ""
    if request.method == "POST":
        try:
            if _done(request, number, member=member, guest=guest):
                return redirect("meetings:invited", partnership=partnership, number=number)
        except Gone as gone:
            raise Http404 from gone
        except NotTaken as fault:
            wrong = str(fault)
    told = {
        "meeting": found,
        "invited": listed,
        "member": member if others else None,
        "guest": guest,
        "wrong": wrong,
        "being_made": being_made(number),
        "audiences": AUDIENCE_WORDS,
        "roles": {role: about.name for role, about in ROLES.items()},
    }
    return render(request, "meetings/invited.html", told)


def _others(seat: Seat, listed: list[InvitedSeen]) -> list[PersonSeen]:
    """Members who see evidence and are not on the list."""
    had = {one.name for one in listed if one.role}
    return [
        one
        for one in people(seat)
        if one.active and ROLES[one.role].audience and one.name not in had
    ]


def _done(request: HttpRequest, number: int, *, member: MemberForm, guest: GuestForm) -> bool:
    """True where something was written."""
    seat, what = request.seat, request.POST.get("do", "")
    if what == "member" and member.is_valid():
        invite_member(seat, number, **member.cleaned_data, now=now())
        return True
    if what == "guest" and guest.is_valid():
        invite_guest(seat, number, **guest.cleaned_data, now=now())
        return True
    if what == "drop" and request.POST.get("invited", "").isdecimal():
        uninvite(seat, number, int(request.POST["invited"]), now=now())
        return True
    return False

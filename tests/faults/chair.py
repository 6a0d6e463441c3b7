"""A process that calls meetings and asks for their papers, one order a line, as the site would.

call AT        a meeting with a guest of the AT-th place; its number
state NUMBER   [papers made, recipients, papers, recipients with more than one paper]
"""

import csv
import datetime as dt
import json
import sys

import django


def found() -> None:
    """A made-up partnership with eight months in its store."""
    from django.conf import settings
    from django.core.management import call_command

    from watchward_web.core.clock import now
    from watchward_web.core.store import library_settings, open_partnership
    from watchward_web.nonprod.demo import fill
    from watchward_web.nonprod.services import load_people

    call_command("migrate", verbosity=0, interactive=False)
    store = open_partnership("stores/harrowmere", create=True)
    open_partnership("stores/elsewhere", create=True)
    moment = now().replace(microsecond=0)
    library = library_settings("Harrowmere")
    fill(store, work=settings.DATA / "work", settings=library, now=moment, months=8)
    load_people(store="stores/harrowmere", other_store="stores/elsewhere", now=moment)


def call(at: int) -> int:
    from watchward_web.accounts.models import User
    from watchward_web.core.clock import now
    from watchward_web.core.store import open_partnership
    from watchward_web.meetings.selectors.meetings import find_meeting
    from watchward_web.meetings.services.calling import call_meeting, invite_guest
    from watchward_web.meetings.services.papers import ask_for_papers
    from watchward_web.partners.selectors import find_seat

    seat = find_seat(User.objects.get(username="head").pk, "harrowmere")
    assert seat
    places = open_partnership("stores/harrowmere").geography / "places.csv"
    with places.open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    moment = now()
    given = {
        "title": f"Meeting {at}",
        "held_on": moment.date() + dt.timedelta(days=30),
        "starts_at": dt.time(14, 0),
        "place": "",
        "chair": None,
        "papers_days": None,
    }
    number = call_meeting(seat, given=given, now=moment)
    name = names[at % len(names)]
    invite_guest(seat, number, guest=name, premises=name, audience="guest", now=moment)
    assert ask_for_papers(seat, find_meeting(seat, number, today=moment.date()), now=moment)
    return number


def state(number: int) -> list[int]:
    from django.db.models import Count

    from watchward_web.meetings.models import Invited, Meeting

    rows = Invited.objects.filter(meeting_id=number).annotate(got=Count("papers"))
    papers = [row.got for row in rows]
    made = Meeting.objects.get(pk=number).papers_made_at is not None
    return [int(made), len(papers), sum(papers), sum(one > 1 for one in papers)]


def main() -> None:
    django.setup()
    from django.db import Error, connections

    found()
    print("ready", flush=True)
    for line in sys.stdin:
        order, number = line.split()
        try:
            told = {"call": call, "state": state}[order](int(number))
        except Error:
            connections.close_all()
            told = None
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()

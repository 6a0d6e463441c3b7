"""One of everything that belongs to somebody, in the made-up partnership: what others reach for.

`furnish` says of each page with a number or name in its address whose things it is about. A page
that is new is missing here until somebody adds it, and a test fails until then.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from tests.web.conftest import NOW
from watchward_web.accounts.models import User
from watchward_web.core.models import JobFault
from watchward_web.core.roles import Role
from watchward_web.evidence.models import SavedView
from watchward_web.licensing.models import Challenge, Condition, Entry
from watchward_web.meetings.models import Decision, Meeting, Series
from watchward_web.partners.models import Agency, Invitation, Membership, Partnership
from watchward_web.partners.seat import Seat
from watchward_web.partners.services import add_member, invite, issue_token
from watchward_web.submissions.models import Upload
from watchward_web.submissions.selectors import receipts_for

# The kinds of name in an address that point at somebody's thing; others choose a view of one's own.
POINTERS = {"number", "ident", "receipt", "invitation_id", "person_id", "fault", "paper"}
# Pages about areas and collections that every partnership names alike: nobody's thing.
NOBODYS = {"evidence:ogc_item"}
PREMISES = "SYN-P011"

INTERVENTION, OF_PEOPLE = "taxi-marshals", "leaving-violence"  # of the made-up register
NUMBERED = ("duty", "agreement", "gateways", "reopen")


@dataclass(frozen=True)
class Things:
    """What the pages' addresses can point at, by the kind of thing."""

    by_page: dict[str, dict[str, object]]
    # What belongs to the police's agency or to its officer alone, and not to the whole partnership.
    of_police: dict[str, dict[str, object]]


def furnish(seat_of: Callable[[str], Seat]) -> Things:
    """Make them."""
    home = Partnership.objects.get(slug="harrowmere")
    council = Agency.objects.get(partnership=home, slug="council")
    police, administrator = seat_of("police"), seat_of("administrator")
    invite(administrator, email="new@x.invalid", agency_id=council.pk, role=Role.HEAD, now=NOW)
    member = Membership.objects.get(person__username="police")
    issued = issue_token(police, scope="feed", name="planted", days=300, now=_real())
    receipt = next(r.id for r in receipts_for(police))
    upload = _upload(home, member)
    pointers = {
        "partners:withdraw": {"invitation_id": Invitation.objects.get().pk},
        "partners:person": {"person_id": police.person_id},
        "partners:activity": {"person_id": police.person_id},
        "submissions:job_again": {"fault": _fault().pk},
        **{
            f"partners:{name}": {"number": 1}
            for name in ("duty", "agreement", "gateways", "reopen")
        },
        **_meetings(home, council),
        **_licensing(home),
        "interventions:intervention": {"ident": INTERVENTION},
        "interventions:outcome": {"ident": OF_PEOPLE},
    }
    own = {
        "partners:end_token": {"ident": issued.token.ident},
        **{
            f"submissions:{name}": {"receipt": receipt}
            for name in ("receipt", "findings", "api_receipt", "api_findings")
        },
        "submissions:upload": {"ident": upload.ident},
        # Nothing waits under this name: test_extracts.py reaches for one that does.
        "submissions:extract_check": {"ident": upload.ident},
        "submissions:api_upload": {"ident": upload.ident},
        **{
            f"evidence:{name}": {"number": _saved(home, member).pk}
            for name in ("saved_view", "change_saved", "delete_saved")
        },
    }
    return Things({**pointers, **own}, own)


def _real() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _fault() -> JobFault:
    return JobFault.objects.create(
        name="evidence.cube",
        arguments={"partnership": "harrowmere"},
        partnership="harrowmere",
        attempts=3,
        what="planted",
        at=NOW,
    )


def _upload(home: Partnership, member: Membership) -> Upload:
    return Upload.objects.create(
        ident="feedfacefeedfacefeedface",
        partnership=home,
        agency=member.agency,
        person=member.person,
        size=9,
        state="arriving",
        begun_at=NOW,
        touched_at=NOW,
    )


def _saved(home: Partnership, member: Membership) -> SavedView:
    made, _ = SavedView.objects.get_or_create(
        partnership=home,
        owner=member.person,
        name="planted",
        defaults={"analysis": "trends", "saved_at": NOW},
    )
    return made


def _meetings(home: Partnership, council: Agency) -> dict[str, dict[str, object]]:
    series = Series.objects.create(
        partnership=home,
        title="planted",
        week=1,
        weekday=1,
        every_months=1,
        first_month=NOW.year * 12 + 10,
        starts_at=dt.time(10),
        papers_days=7,
    )
    meeting = Meeting.objects.create(
        partnership=home,
        title="planted",
        held_on=NOW.date(),
        starts_at=dt.time(10),
        changed_at=NOW,
    )
    # Numbers of another partnership's decisions begin at one too: this one is past them all.
    decision = Decision.objects.create(
        partnership=home, number=777, decided_on=NOW.date(), what="planted", agency=council
    )
    of_meeting = ("meeting", "change_meeting", "agenda", "agenda_file", "invited", "papers")
    return {
        "meetings:one_series": {"number": series.pk},
        **{f"meetings:{name}": {"number": meeting.pk} for name in (*of_meeting, "attendance")},
        "meetings:paper_file": {"number": meeting.pk, "paper": 1, "kind": "pdf"},
        **{
            f"meetings:{name}": {"number": decision.number}
            for name in ("decision", "hand_over", "done")
        },
        "meetings:briefing": {"ident": "000000000000"},
        "meetings:briefing_file": {"ident": "000000000000", "kind": "pdf"},
    }


def _licensing(home: Partnership) -> dict[str, dict[str, object]]:
    """Of premises on the made-up register; the other partnership has none."""
    of = {"partnership": home, "premises": PREMISES}
    entry = Entry.objects.create(**of, kind="plan", happened_on=NOW.date(), what="planted")
    day = NOW.date()
    condition = Condition.objects.create(
        **of, theme="cctv", objective="crime", text="planted", since=day
    )
    challenge = Challenge.objects.create(
        **of, raised_on=day, raised_by="planted", line="planted", why="planted"
    )
    one = {"ident": PREMISES}
    return {
        **{f"licensing:{name}": one for name in ("premises", "condition", "challenge")},
        "licensing:write": one | {"kind": "meeting"},
        "licensing:pack": one | {"kind": "pdf"},
        "licensing:entry": one | {"number": entry.pk},
        "licensing:check": one | {"number": condition.pk},
        "licensing:answer": one | {"number": challenge.pk},
    }


def people_elsewhere() -> dict[Role, User]:
    """One of every role in the other partnership, whose hospital and police send packages too."""
    home = Partnership.objects.get(slug="elsewhere")
    found = {}
    for role in Role:
        agency, _ = Agency.objects.get_or_create(
            partnership=home, slug=f"own-{role}", name=f"Own {role}", provider=f"own-{role}"
        )
        person = User.objects.create(
            username=f"elsewhere-{role}",
            email=f"{role}@elsewhere.example",
            name=role,
            joined_at=NOW,
        )
        add_member(person, agency, role, by="command", now=NOW)
        found[role] = person
    return found

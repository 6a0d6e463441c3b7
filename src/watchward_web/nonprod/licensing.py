"""Made-up licensing work about the reddest made-up premises, so that pages show something."""

import datetime as dt

from watchward_web.licensing.library import conditions
from watchward_web.licensing.screen import listed, screen
from watchward_web.licensing.selectors import entries
from watchward_web.licensing.services.writing import (
    ask_condition,
    check_condition,
    raise_challenge,
    write_entry,
)
from watchward_web.partners.seat import Seat

# kind, days ago, what, where it can be checked, result, goes into a pack
ENTRIES = (
    (
        "purchase",
        190,
        "Made-up test purchase by a volunteer of 17",
        "Made up: log 1",
        "failed",
        True,
    ),
    (
        "yellow-card",
        180,
        "Made-up yellow card after the failed sale",
        "Made up: letter 4",
        "",
        False,
    ),
    ("purchase", 120, "Made-up test purchase again", "Made up: log 7", "passed", False),
    ("incident", 100, "Made-up disorder at the door at closing", "Made up: crime 12", "", True),
    ("inspection", 95, "Made-up joint inspection with fire and police", "Made up", "failed", True),
    ("meeting", 92, "Made-up meeting about the colour", "", "", False),
    ("plan", 90, "Made-up action plan: door staff, plastic after ten", "", "", False),
    ("letter", 60, "Made-up letter to the licence holder", "Made up: letter 9", "", False),
    ("reply", 50, "Made-up reply: staff were changed in August", "Made up: mail", "", False),
)


def load_licensing(officer: Seat, *, now: dt.datetime) -> None:
    """Over a store with a register in it; where something is written already, nothing is added."""
    every = listed(screen(officer, now=now))
    if not every or entries(officer, every[0].ident, today=now.date()):
        return
    ident = every[0].ident
    for kind, ago, what, source, result, exhibit in ENTRIES:
        given = {"what": what, "source": source, "result": result, "exhibit": exhibit}
        given |= {"happened_on": now.date() - dt.timedelta(days=ago)}
        write_entry(officer, ident, kind, given=given, now=now)
    for at, kept in ((0, "yes"), (2, "no"), (9, "")):
        one = conditions()[at]
        asked = {"theme": one.theme, "objective": one.objective, "text": one.text}
        number = ask_condition(officer, ident, given=asked, now=now)
        if kept:
            check_condition(officer, ident, number, state="in_force", kept=kept, now=now)
    contested = {
        "line": every[0].lines[0]["reason"].text,
        "raised_by": "the licence holder (made up)",
        "why": "Made up: three of these were in the street outside.",
    }
    raise_challenge(officer, ident, given=contested, now=now)

"""A meeting's agenda as a Word file: what is talked about, in which order, for how long."""

import datetime as dt
from dataclasses import dataclass

from docx.document import Document as File

from watchward.briefing import word_parts as part
from watchward.briefing.document import Decision, GridCell


@dataclass(frozen=True)
class Point:
    """One item of an agenda; `at` is the hour at which it begins."""

    title: str
    lead: str
    at: str
    minutes: int


@dataclass(frozen=True)
class Agenda:
    """A meeting, as its invitation says it."""

    title: str
    partnership: str
    when: str
    place: str
    chair: str
    points: tuple[Point, ...]
    owed: tuple[Decision, ...]
    invited: tuple[str, ...]
    papers: str
    synthetic: bool


def write_agenda(agenda: Agenda, *, made_at: dt.datetime) -> bytes:
    """The agenda as .docx, to be edited and handed out."""
    file = part.begin(
        part.Told(
            title=f"Agenda: {agenda.title}, {agenda.when}",
            subject=agenda.partnership,
            footer=f"Agenda. {agenda.title}, {agenda.when}",
            warning="Synthetic: a made-up partnership" if agenda.synthetic else "",
            made_at=made_at,
        )
    )
    part.say(file, agenda.partnership)
    file.add_paragraph(f"Agenda: {agenda.title}", style="Title")
    for name, words in (("When", agenda.when), ("Where", agenda.place), ("Chair", agenda.chair)):
        part.say(file, f"{name}: {words}" if words else "")
    _points(file, agenda)
    _owed(file, agenda)
    file.add_heading("Invited", level=1)
    part.bullets(file, agenda.invited)
    part.say(file, agenda.papers)
    return part.saved(file)


def _points(file: File, agenda: Agenda) -> None:
    file.add_heading("What we talk about", level=1)
    heads = (GridCell("At"), GridCell("Item"), GridCell("Who leads"), GridCell("Minutes", True))
    rows = [
        (
            GridCell(one.at),
            GridCell(f"{number}. {one.title}"),
            GridCell(one.lead),
            GridCell(str(one.minutes), True),
        )
        for number, one in enumerate(agenda.points, start=1)
    ]
    part.table(file, caption="Agenda", heads=heads, rows=rows, widths=(0.8, 4, 2, 0.9))


def _owed(file: File, agenda: Agenda) -> None:
    file.add_heading("Decided before and still to be told of", level=1)
    if not agenda.owed:
        part.say(file, "Nothing is owed.")
        return
    heads = tuple(GridCell(text) for text in ("Decision", "Owner", "Due", "Where it stands"))
    rows = [tuple(GridCell(t) for t in (d.what, d.owner, d.due, d.status)) for d in agenda.owed]
    caption = "Who owes what by when"
    part.table(file, caption=caption, heads=heads, rows=rows, widths=(2.6, 1.4, 1.3, 1.5))

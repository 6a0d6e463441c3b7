"""A meeting's agenda as a Word file: what is talked about, in which order, for how long."""

import datetime as dt
from dataclasses import dataclass

from docx.document import Document as File

from watchward.briefing import word_parts as part
from watchward.briefing.document import Decision, GridCell, fixed
from watchward.reference.welsh import NOTE, all_reviewed


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
    language: str = "en"

    @property
    def note(self) -> str:
        """On every page: made up, unreviewed Welsh."""
        made_up = "Synthetic: a made-up partnership" if self.synthetic else ""
        unreviewed = NOTE if self.language == "cy" and not all_reviewed() else ""
        return ". ".join(filter(None, (fixed(self.language)(made_up), unreviewed)))


def write_agenda(agenda: Agenda, *, made_at: dt.datetime) -> bytes:
    """The agenda as .docx, to be edited and handed out."""
    w = fixed(agenda.language)
    file = part.begin(
        part.Told(
            title=f"Agenda: {agenda.title}, {agenda.when}",
            subject=agenda.partnership,
            footer=f"Agenda. {agenda.title}, {agenda.when}",
            warning=agenda.note,
            made_at=made_at,
            language=part.LANGUAGES[agenda.language],
        )
    )
    part.say(file, agenda.partnership)
    file.add_paragraph(f"Agenda: {agenda.title}", style="Title")
    for name, words in (("When", agenda.when), ("Where", agenda.place), ("Chair", agenda.chair)):
        part.say(file, f"{w(name)}: {words}" if words else "")
    _points(file, agenda)
    _owed(file, agenda)
    file.add_heading(w("Invited"), level=1)
    part.bullets(file, agenda.invited)
    part.say(file, w(agenda.papers))
    return part.saved(file)


def _points(file: File, agenda: Agenda) -> None:
    w = fixed(agenda.language)
    file.add_heading(w("What we talk about"), level=1)
    heads = (
        GridCell(w("At")),
        GridCell(w("Item")),
        GridCell(w("Who leads")),
        GridCell(w("Minutes"), True),
    )
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
    w = fixed(agenda.language)
    file.add_heading(w("Decided before and still to be told of"), level=1)
    if not agenda.owed:
        part.say(file, w("Nothing is owed."))
        return
    heads = tuple(GridCell(w(text)) for text in ("Decision", "Owner", "Due", "Where it stands"))
    rows = [
        tuple(GridCell(t) for t in (d.what, d.owner, w(d.due), w(d.status))) for d in agenda.owed
    ]
    caption = w("Who owes what by when")
    part.table(file, caption=caption, heads=heads, rows=rows, widths=(2.6, 1.4, 1.3, 1.5))

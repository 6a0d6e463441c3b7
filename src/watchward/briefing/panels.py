"""The first page: each question in words with one picture, and the chair's minute."""

from watchward.briefing.answers import Answers
from watchward.briefing.charts.style import PANEL
from watchward.briefing.definition import Question
from watchward.briefing.document import Panel
from watchward.briefing.glance import at_a_glance
from watchward.briefing.pictures import picture
from watchward.briefing.pictures.canvas import Canvas
from watchward.briefing.pictures.lines import LETTERS, recording_breaks
from watchward.briefing.words import (
    MINUTE,
    first,
    joined,
    month_said,
    once,
    plain,
    rest,
    tidied,
    within_a_minute,
)
from watchward.contract.safe_result import SafeResult

NOTHING = "None of the sources held"  # how an answer begins its regret; the panel has its own


def panel(
    question: Question, answers: Answers, *, number: int, pages: tuple[tuple[str, int, str], ...]
) -> Panel:
    """One question; `pages` are the evidence behind it: where there is none, nothing answers."""
    have = [answers.results[name] for name in question.answers if name in answers.results]
    behind = tuple(page for page in pages if page[0] in question.answers)
    if not behind:
        return _unanswered(question, answers, have, number=number)
    drawn = picture(question.drawings, Canvas(answers.results, PANEL, f"panel-{question.id}"))
    glance = at_a_glance(question.glance, answers.results, ident=f"glance-{question.id}")
    headline = tidied(have[0].headline)
    more = [rest(headline, 1), *(tidied(first(other.headline, 1)) for other in have[1:])]
    windows = [result.window for result in have]
    return Panel(
        ident=question.id,
        number=number,
        question=question.asks,
        finding=plain(first(headline, 1)) or question.otherwise,
        more="" if glance else " ".join(once([headline, *more], windows)[1:]).strip(),
        picture=drawn,
        glance=glance,
        instead="" if drawn else why_no_picture(have),
        notes=_notes(have),
        pages=behind,
    )


def _unanswered(
    question: Question, answers: Answers, have: list[SafeResult], *, number: int
) -> Panel:
    """Why nothing can be said, in the definition's words or in the refusal's."""
    why = " ".join(answers.missing.get(name, "") for name in question.answers).strip()
    finding = question.otherwise or why or "No answer was released."
    caveats = dict.fromkeys(caveat for result in have for caveat in result.caveats)
    return Panel(
        ident=question.id,
        number=number,
        question=question.asks,
        finding=finding,
        more="" if why == finding else why,
        picture=None,
        glance=None,
        instead=finding,
        notes=tuple(caveat for caveat in caveats if not caveat.startswith(NOTHING))[:2],
        pages=(),
    )


def why_no_picture(have: list[SafeResult]) -> str:
    """Why there is no picture, in the words of the answer itself."""
    said = [text for result in have for text in (*result.not_comparable, *result.reasons)]
    return " ".join(said[:2]) or "There is nothing to draw for these months."


def _notes(have: list[SafeResult]) -> tuple[str, ...]:
    """What must be read beside the picture: lettered breaks, and up to two caveats."""
    notes = [
        f"{letter} {month_said(month)}: {first(words, 2)}"
        for result in have
        for letter, (month, words) in zip(LETTERS, recording_breaks(result), strict=False)
    ]
    caveats = [caveat for result in have for caveat in result.caveats]
    return (*notes[:3], *dict.fromkeys(caveats[:2]))


def summary(panels: tuple[Panel, ...], places: list[str], answers: Answers) -> tuple[str, ...]:
    """The findings, then what to discuss: no more than can be read aloud in a minute."""
    opening = (
        ["These records are made up, to show how a briefing looks."] if answers.synthetic else []
    )
    found = [one.finding for one in panels if one.pages]
    closing = [f"For discussion: {joined(_within(place) for place in places)}."] if places else []
    windows = [result.window for result in answers.results.values()]
    room = MINUTE - len(" ".join(closing).split())
    return (*within_a_minute(once([*opening, *found], windows), room), *closing)


def _within(place: str) -> str:
    """A name as it stands inside a sentence."""
    return place[0].lower() + place[1:] if place.startswith(("The ", "On or near ")) else place

"""The first page's panels: a question, what was found, one picture; which ones, by role."""

from collections.abc import Mapping
from dataclasses import dataclass

from watchward.briefing.charts.style import PANEL
from watchward.briefing.definition import Question
from watchward.briefing.discuss import items
from watchward.briefing.document import Item, Picture
from watchward.briefing.pictures import picture
from watchward.briefing.pictures.canvas import Canvas
from watchward_web.core.remembered import Remembered
from watchward_web.core.roles import Role
from watchward_web.evidence.answers import Asking, answers
from watchward_web.evidence.questions import Page, asked, definition, pages
from watchward_web.evidence.shown import Shown, ShownTable, as_markup

# By role, the questions that its home page answers, in this order.
QUESTIONS: Mapping[Role, tuple[str, ...]] = {
    Role.ANALYST: ("how-much", "where", "when", "with-what", "not-seen"),
    Role.HEAD: ("how-much", "where"),
    Role.LICENSING: ("where", "when"),
    Role.HOSPITAL: ("how-much",),
    Role.POLICE: ("where", "when", "how-much"),
    Role.COUNCILLOR: ("how-much", "where", "when", "with-what", "not-seen"),
}
# By role, a table that stands beside the picture of a question, where the answer has it.
TABLES: Mapping[Role, Mapping[str, str]] = {Role.LICENSING: {"where": "places"}}
DISCUSSES = frozenset({Role.HEAD})  # whose home page lists what to discuss
WATCHES = frozenset({Role.HEAD, Role.ANALYST})  # whose home page says what has not been received

_drawn: Remembered[Picture | None] = Remembered(256)


@dataclass(frozen=True)
class Panel:
    """One question of the first page; `instead` says why there is no picture."""

    question: Question
    pages: tuple[Page, ...]
    shown: tuple[Shown, ...]
    finding: str
    more: tuple[str, ...]
    picture: Picture | None
    instead: str
    table: ShownTable | None


def panels(gate: Asking, role: Role) -> tuple[Panel, ...]:
    """The panels of one role's home page; none while nothing is held."""
    if not gate.standing.store_version:
        return ()
    wanted = {question.id: (question, found) for question, found in asked()}
    chosen = [wanted[name] for name in QUESTIONS[role] if name in wanted]
    named = dict.fromkeys(page for _, found in chosen for page in found)
    shown, missing = answers(gate, tuple(named))
    sides = {source.side for one in shown.values() for source in one.result.sources}
    beside = TABLES.get(role, {})
    return tuple(
        _panel(
            *(gate, question, found),
            shown=shown,
            missing=missing,
            beside=beside.get(question.id, ""),
        )
        for question, found in chosen
        if not question.needs or sides & set(question.needs)
    )


def _panel(
    gate: Asking,
    question: Question,
    found: tuple[Page, ...],
    *,
    shown: Mapping[str, Shown],
    missing: Mapping[str, str],
    beside: str,
) -> Panel:
    have = tuple(shown[page.name] for page in found if page.name in shown)
    key = (question.id, *(gate.key(page) for page in found))
    results = {one.result.about.name: one.result for one in have}
    canvas = Canvas(results, PANEL, f"panel-{question.id}")
    drawn = _drawn.get(key, lambda: _draw(question, canvas))
    tables = (table for one in have for table in one.tables)
    why = " ".join(missing[page.name] for page in found if page.name in missing)
    return Panel(
        question=question,
        pages=found,
        shown=have,
        finding=have[0].finding if have else "",
        more=tuple(one.finding for one in have[1:] if one.finding),
        picture=drawn,
        instead="" if drawn else why or question.otherwise,
        table=next((table for table in tables if table.name == beside), None),
    )


def _draw(question: Question, canvas: Canvas) -> Picture | None:
    drawn = picture(question.drawings, canvas)
    return as_markup(drawn) if drawn else None


def to_discuss(gate: Asking) -> tuple[Item, ...]:
    """At most three things that the evidence raises: places or times, never people."""
    if not gate.standing.store_version:
        return ()
    rules = definition().discuss
    named = {rule["analysis"] for rule in rules.get("from", ())}
    shown, _ = answers(gate, tuple(page for page in pages().values() if page.name in named))
    return items(rules, {name: one.result for name, one in shown.items()})

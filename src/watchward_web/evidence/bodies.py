"""The body of a page of evidence, laid out once for everybody of one audience.

What an analyst chooses is kept in memory. What others see was protected before it came here, so it
is kept as a file, under everything that it stands on: a server begins with the pages it had.
"""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from markupsafe import Markup

from watchward import __version__
from watchward_web.core.remembered import Remembered
from watchward_web.evidence.answers import Asking, answer, is_made, made_views
from watchward_web.evidence.choices import CHOOSES, NOTHING, Choice, Read
from watchward_web.evidence.mapped import has_map
from watchward_web.evidence.offered import boxes
from watchward_web.evidence.questions import Page
from watchward_web.evidence.selectors import release_said

HERE = Path(__file__).parent
LOOKS = (
    "*.html",
    "*.mo",
    "*.py",
    "*.css",
    "*.mjs",
)  # a page made before one of these changed is made again


@dataclass(frozen=True)
class Body:
    """The HTML, and which answer it shows, for the audit log."""

    html: Markup
    answer: str
    mapped: bool = False  # has an interactive map, and so needs its script
    until: int = 0  # the month at whose end it expires; 0 where it does not


_bodies: Remembered[Body] = Remembered(64)


def body(gate: Asking, page: Page, read: Read, *, partnership: str) -> Body:
    """From memory, from its file, or made."""
    key = (gate.key(page, read.choice), read, partnership, get_language(), look())
    return _bodies.get(key, lambda: _kept(gate, page, read, partnership, key=repr(key)))


def settled(gate: Asking, page: Page, read: Read) -> Read:
    """The choice where it is one of the views made for the audience, else the plain view."""
    asked = read.choice.asked
    if gate.audience == CHOOSES or asked == NOTHING or is_made(gate, page, asked):
        return read
    made, plain = bool(made_views(gate)), _plain(read.choice)
    return replace(read, choice=plain, set_aside=made, soon=not made)


def _plain(choice: Choice) -> Choice:
    """What is worked out afterwards stays as it was chosen."""
    return replace(NOTHING, reduction=choice.reduction, prices=choice.prices)


def _kept(gate: Asking, page: Page, read: Read, partnership: str, *, key: str) -> Body:
    if gate.audience == CHOOSES:
        return _make(gate, page, read, partnership)
    name = hashlib.sha256(key.encode("utf-8")).hexdigest()[:32]
    path = _folder(gate, partnership) / f"{name}.json"
    if path.exists():
        told = json.loads(path.read_text("utf-8"))
        return Body(Markup(told["html"]), told["answer"], told["mapped"], told["until"])  # noqa: S704  by _make
    made = _make(gate, page, read, partnership)
    if made_views(gate):  # before that, what is offered on the page is not yet known
        _write(path, made)
    return made


def _make(gate: Asking, page: Page, read: Read, partnership: str) -> Body:
    """Nothing in it is of one person, so everybody of the audience may be shown the same text."""
    shown = answer(gate, page, read.choice)
    mapped = has_map(shown.result)
    told = {
        "page": page,
        "partnership": partnership,
        "shown": shown,
        "read": read,
        "mapped": mapped,
        "boxes": boxes(gate, page, read.choice),
        "free": gate.audience == CHOOSES,
        "release": release_said(gate.audience),
    }
    html = render_to_string("evidence/answer.html", told)
    return Body(Markup(html), shown.result.id, mapped, shown.expires)  # noqa: S704  Jinja has escaped it


def _write(path: Path, made: Body) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(made)), "utf-8")
    part.replace(path)


def _folder(gate: Asking, partnership: str) -> Path:
    standing = hashlib.sha256(repr(gate.standing).encode("utf-8")).hexdigest()[:16]
    return Path(settings.DATA) / "pages" / partnership / standing


def sweep(gate: Asking, *, partnership: str) -> None:
    """Drop the pages of standings that have passed."""
    current = _folder(gate, partnership)
    for other in current.parent.glob("*") if current.parent.exists() else ():
        if other != current:
            shutil.rmtree(other, ignore_errors=True)


@cache
def look() -> str:
    """Changes with the code and the words that pages are made by."""
    files = sorted(path for kind in LOOKS for path in HERE.rglob(kind))
    marks = [(str(path), path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr((__version__, marks)).encode("utf-8")).hexdigest()[:16]

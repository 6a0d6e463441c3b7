"""The library's words on a Welsh page, said again in Welsh.

Templates mark what the library says with lang="en-GB". On a Welsh page those words are said in
Welsh and marked so; what has none stays English, and stays marked. Before readers who are anybody,
words that no speaker has reviewed stay English: what is not reviewed is not published.
"""

import html
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from watchward.reference.welsh import PUBLIC, Welsh, unreviewed

TOKEN = re.compile(r"(<[^>]+>)")
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
MARK = ' lang="en-GB"'
VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "path", "rect", "use", "col"])
BARE = frozenset(["svg", "option", "title", "desc", "text", "tspan"])  # hold no span


class SaidAgain:
    """Middleware inside the one that chooses the language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only whole pages, only in Welsh."""
        response = self.get_response(request)
        plain = response.headers.get("Content-Type", "").startswith("text/html")
        if translation.get_language() != "cy" or response.streaming or not plain:
            return response
        seat = getattr(request, "seat", None)
        public = seat is None or seat.audience == PUBLIC
        before, main, rest = response.content.decode().partition("<main")
        if main and MARK in rest:
            response.content = before + main + said_again(rest, public=public)
            response.headers["Content-Length"] = str(len(response.content))
        return response


def said_again(page: str, *, public: bool = False) -> str:
    """The page with its marked words in Welsh."""
    return "".join(_walked(TOKEN.split(page), public=public))


def _walked(parts: list[str], *, public: bool) -> Iterator[str]:
    open_tags: list[tuple[str, bool]] = []  # names, and whether English is marked at or above
    for part in parts:
        tag = TAG.match(part)
        marked = bool(open_tags) and open_tags[-1][1]
        if tag is None:
            bare = any(name in BARE for name, _ in open_tags)
            yield _text(part, bare=bare, public=public) if marked and part.strip() else part
        elif tag[1]:
            while open_tags and open_tags.pop()[0] != tag[2]:
                pass
            yield part
        else:
            if tag[2] not in VOID and not part.endswith("/>"):
                open_tags.append((tag[2], marked or MARK in part))
            yield part if public else part.replace(MARK, ' lang="cy"')


def _text(part: str, *, bare: bool, public: bool) -> str:
    """One run of words between tags."""
    body = part.strip()
    said, whole, reviewed = _said(html.unescape(body))
    if public and not reviewed:
        return part
    words = html.escape(said, quote=False)
    if not bare and (not whole or public):
        words = f'<span lang="{"cy" if whole else "en-GB"}">{words}</span>'
    return part.replace(body, words)


def in_words(text: str, *, audience: str) -> str:
    """The library's words where a page has no marks: its title, its breadcrumb."""
    if translation.get_language() != "cy":
        return text
    said, whole, reviewed = _said(text)
    return said if whole and (reviewed or audience != PUBLIC) else text


@lru_cache(4096)
def _said(text: str) -> tuple[str, bool, bool]:
    """In Welsh; whether all of it; whether all of it has been reviewed."""
    voice = Welsh()
    said = voice.said(text)
    return said, not voice.missing, not unreviewed(voice.used)

"""The page: one file that opens from an e-mail without a network, a script or a server."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from watchward.briefing.document import Document, fixed
from watchward.briefing.words import spelt

HERE = Path(__file__).parent
WEIGHTS = {400: "Inter-Regular", 600: "Inter-SemiBold"}


def render(document: Document) -> str:
    """The briefing as one HTML file; the same document gives the same bytes."""
    return printed("briefing.html.j2", language=document.language, doc=document)


def printed(template: str, *, language: str, folder: Path | None = None, **said: Any) -> str:
    """A page of one file; `folder` has templates of its own and its NAME.css after the shared one.

    Its policy lets nothing be fetched or run: only the stylesheet inside it is obeyed.
    """
    own = folder / f"{template.partition('.')[0]}.css" if folder else None
    css = "\n".join((_css(), own.read_text("utf-8"))) if own else _css()
    styled = Markup(css)  # noqa: S704 - our own stylesheet
    page = _templates(language, folder).get_template(template)
    return page.render(css=styled, policy=_policy(css), **said)


@cache
def _templates(language: str, folder: Path | None = None) -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader([HERE / "templates", *([folder] if folder else [])]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["drawn"] = Markup  # pictures are markup that we wrote, with every word escaped
    found.filters["said"] = fixed(language)
    found.filters["spelt"] = spelt
    found.filters["data_link"] = lambda text: f"data:text/csv;charset=utf-8,{quote(text)}"
    return found


@cache
def _css() -> str:
    """The stylesheet with the font inside it."""
    faces = []
    for weight, name in WEIGHTS.items():
        font = base64.b64encode((HERE / "fonts" / f"{name}.woff2").read_bytes()).decode("ascii")
        faces.append(
            f'@font-face{{font-family:"Inter";font-weight:{weight};'
            f'src:url(data:font/woff2;base64,{font}) format("woff2")}}'
        )
    return "\n".join([*faces, (HERE / "templates" / "briefing.css").read_text("utf-8")])


def _policy(css: str) -> str:
    """Nothing may be fetched or run: only this stylesheet, by its hash, and the font inside it."""
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:"

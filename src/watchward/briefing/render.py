"""The page: one file that opens from an e-mail without a network, a script or a server."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from watchward.briefing.document import Document, fixed
from watchward.briefing.words import spelt

HERE = Path(__file__).parent
WEIGHTS = {400: "Inter-Regular", 600: "Inter-SemiBold"}


def render(document: Document) -> str:
    """The briefing as one HTML file; the same document gives the same bytes."""
    css = _css()
    return (
        _templates(document.language)
        .get_template("briefing.html.j2")
        .render(
            doc=document,
            css=Markup(css),  # noqa: S704 - our own stylesheet
            policy=_policy(css),
        )
    )


@cache
def _templates(language: str) -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
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

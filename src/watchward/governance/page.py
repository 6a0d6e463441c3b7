"""A paper as one HTML file that prints, opens from an e-mail and fetches nothing."""

from pathlib import Path

from watchward.briefing.render import printed
from watchward.governance.paper import Paper

HERE = Path(__file__).parent / "templates"


def page(paper: Paper) -> str:
    """The whole file; the same paper gives the same bytes."""
    return printed("paper.html.j2", language=paper.language, folder=HERE, doc=paper)

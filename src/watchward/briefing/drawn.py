"""The pictures of one answer, as its page has them."""

from watchward.briefing.charts.style import WIDE
from watchward.briefing.definition import HERE, Sheet, read_definition
from watchward.briefing.document import Picture
from watchward.briefing.pictures import pictures
from watchward.briefing.pictures.canvas import Canvas
from watchward.contract.safe_result import SafeResult


def drawn(result: SafeResult) -> tuple[Picture, ...]:
    """Every picture that its page has and the released tables allow; none without a page."""
    sheet = sheet_of(result.about.name)
    if sheet is None:
        return ()
    canvas = Canvas({sheet.analysis: result}, WIDE, f"picture-{sheet.analysis}")
    return tuple(pictures(sheet.drawings, canvas))


def sheet_of(analysis: str) -> Sheet | None:
    """The page of an analysis, in whichever briefing has it first."""
    every = (read_definition(path.stem) for path in sorted(HERE.glob("*.toml"), reverse=True))
    return next((one for made in every for one in made.sheets if one.analysis == analysis), None)

"""An answer in the language of its file: its own words, and the file's."""

from watchward.contract.safe_result import SafeResult, Say
from watchward.export.whole_csv import plain
from watchward.reference.welsh import Welsh, spoken_to


def worded(result: SafeResult, language: str) -> tuple[SafeResult, Say]:
    """The answer's words in a language, and what says the file's own."""
    if spoken_to(result.audience, language) != "cy":
        return result, plain
    say = Welsh().said
    return result.said(say), say

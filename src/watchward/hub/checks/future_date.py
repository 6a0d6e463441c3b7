"""Later than the file was made, or than now: a day's difference between clocks is forgiven."""

from watchward.hub.case import Case, Flag, late


def flags(case: Case) -> list[Flag]:
    """Names the field that says when."""
    return [Flag("future_date", case.when, late(case))]

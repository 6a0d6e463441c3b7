"""Before the data set begins: a two-digit year gone wrong, or a system's date for "not known"."""

from watchward.hub.case import Case, Flag, early


def flags(case: Case) -> list[Flag]:
    """Names the field that says when."""
    return [Flag("before_earliest", case.when, early(case))]

"""The provider met a value that is not of its field's type; only the fact has travelled."""

from watchward.hub.case import Case, Flag, bit


def flags(case: Case) -> list[Flag]:
    """One flag a field that can leave."""
    return [
        Flag("unreadable_value", field.name, bit("unreadable", index))
        for index, field in enumerate(case.dataset.fields)
        if field.treatment != "drop"
    ]

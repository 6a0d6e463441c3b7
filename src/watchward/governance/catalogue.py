"""The data catalogue, data set by data set; and the same as rows for a CSV and a workbook."""

from watchward.governance.declared import list_of
from watchward.governance.facts import Facts
from watchward.governance.fields import CITING, FIELDS, SETS, field_row, set_row
from watchward.governance.paper import Block, Heading, cited, grid
from watchward.reference import code_list

SHORT = ("Field", "Type", "Code list", "Leaves as", "Gateway", "Who sees it")


def entries(facts: Facts) -> tuple[Block, ...]:
    """Each data set: what is said of it, then its fields."""
    found: list[Block] = []
    for one in facts.sets:
        told = [
            (head, cited(words) if head in CITING else words)
            for head, words in zip(SETS, set_row(one), strict=True)
        ]
        rows = []
        for field in one.fields:
            row = dict(zip(FIELDS, field_row(one, field, facts.rules), strict=True))
            rows.append(tuple(row[head] for head in SHORT))
        found += [
            Heading(one.title),
            grid(f"about-{one.name}", f"About: {one.title}", ("What", "Said"), told),
            grid(f"fields-{one.name}", f"Fields: {one.title}", SHORT, rows),
        ]
    return tuple(found)


def lists(facts: Facts) -> tuple[Block, ...]:
    """Each code list in use, who publishes it and whether that was checked."""
    names = sorted({list_of(field) for one in facts.sets for field in one.fields} - {""})
    rows = []
    for name in names:
        found = code_list(name)
        about = found.citation
        source = cited(f"{about.publisher}, {about.url}, {about.licence}, {about.retrieved}")
        rows.append((about.title, cited(name), f"{len(found.labels)}", source, about.status))
    heads = ("Code list", "Name in the software", "Codes", "Source", "How sure")
    return (grid("lists", "Code lists in use", heads, rows),)


def field_rows(facts: Facts) -> list[tuple[str, ...]]:
    """Every field, in the order of FIELDS."""
    return [field_row(one, field, facts.rules) for one in facts.sets for field in one.fields]


def set_rows(facts: Facts) -> list[tuple[str, ...]]:
    """Every data set, in the order of SETS."""
    return [set_row(one) for one in facts.sets]

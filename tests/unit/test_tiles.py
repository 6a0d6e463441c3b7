"""Tiles of two kinds: the class shades them, the words stand in them, and the alternative says."""

from watchward.briefing.charts.style import WIDE
from watchward.briefing.definition import Drawing, Part
from watchward.briefing.pictures import picture
from watchward.briefing.pictures.canvas import Canvas
from watchward.contract.about import About
from watchward.contract.result import Column, Result, Table
from watchward.disclosure.protect import protect_result

ABOUT = About("x", "X", "X?", "x.", "x", ("x.", "x."), ("police",))
COLUMNS = (
    Column("apart", "Apart", "dimension", "kind"),
    Column("after", "After", "dimension", "kind"),
    Column("police_class", "Class", "class", dataset="police_incident"),
    Column("police", "Pairs", "count", dataset="police_incident"),
    Column("ratio", "Times", "note"),
)
MORE, NOT_MORE = "more than chance explains", "not shown to be more"
ROWS = (
    ("near", "soon", MORE, 40, "1.80"),
    ("near", "late", NOT_MORE, 20, "1.10"),
    ("far", "soon", NOT_MORE, 20, ""),
    ("far", "late", NOT_MORE, 20, "0.90"),
)
DRAWING = Drawing("tiles", "Pairs", (Part("x", "t", value="ratio"),))


def drawn(rows=ROWS, columns=COLUMNS):
    table = Table("t", "T", columns, tuple(rows), window="2024", months=12)
    result = Result(ABOUT, (table,), (), "v", "2024", {})
    safe = protect_result(result, audience="analyst")
    return picture((DRAWING,), Canvas({"x": safe}, WIDE, "p"))


def test_the_tile_that_is_more_than_chance_is_dark_and_told():
    made = drawn()
    assert made.svg.count("#12436d") == 2  # one tile, and the key
    assert "1.80 ×" in made.svg
    assert "0.90 ×" in made.svg
    assert made.alt.endswith("More than chance explains: near, soon (1.80 times chance).")


def test_where_none_is_more_the_alternative_says_so():
    assert drawn(ROWS[1:]).alt.endswith("No band is more than chance.")


def test_a_table_of_other_columns_is_not_drawn():
    assert drawn([row[1:] for row in ROWS[:2]], COLUMNS[1:]) is None
    assert drawn([row[:2] + row[3:] for row in ROWS], COLUMNS[:2] + COLUMNS[3:]) is None

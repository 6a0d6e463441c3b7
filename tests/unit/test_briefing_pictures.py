"""Pictures: a gap is a gap, a hidden cell is hatched, and the scale begins at nought."""

import re
from itertools import pairwise

import pytest

from tests.functional import briefing_made as made
from watchward.briefing.charts import area_map, bars, heat, lines, ranges
from watchward.briefing.charts.style import HEALTH, PANEL, SIDES, WIDE
from watchward.briefing.definition import read_definition

NAMES = {"ident": "p", "title": "A title", "alt": "What it shows."}


def _line(*values: float | None) -> lines.Series:
    points = tuple((24_000 + at, value, None, None) for at, value in enumerate(values))
    return lines.Series("Hospital\n9 in May", *SIDES["health"], points)


def _strokes(svg: str) -> int:
    """How many separate strokes the series is drawn with."""
    return len(re.findall(rf'<path[^>]*stroke="{HEALTH}"[^>]*stroke-width="2.2"', svg))


def test_a_missing_month_breaks_the_line_and_is_marked():
    whole = lines.draw([_line(5, 6, 7, 8, 9)], breaks=(), size=PANEL, **NAMES)
    broken = lines.draw([_line(5, 6, None, 8, 9)], breaks=(), size=PANEL, **NAMES)
    assert (_strokes(whole), _strokes(broken)) == (1, 2)
    assert "×" not in whole
    assert broken.count(">×<") == 1


def test_a_run_of_missing_months_is_one_mark():
    drawn = lines.draw([_line(5, None, None, None, 9)], breaks=(), size=PANEL, **NAMES)
    assert drawn.count(">×<") == 1


def test_a_change_in_recording_is_a_lettered_rule():
    breaks = [lines.Break(24_002, "A"), lines.Break(23_000, "B")]
    drawn = lines.draw([_line(5, 6, 7, 8, 9)], breaks=breaks, size=PANEL, **NAMES)
    assert ">A<" in drawn
    assert ">B<" not in drawn, "a change before the first month is not on the picture"


@pytest.mark.parametrize("size", [PANEL, WIDE])
def test_the_scale_begins_at_nought_and_every_months_picture_has_one_frame(size):
    one = lines.draw([_line(500, 510)], breaks=(), size=size, **NAMES)
    other = lines.draw([_line(12_000, None, 9_000)], breaks=(), size=size, **NAMES)
    assert ">0<" in one
    assert f'viewBox="0 0 {size.width} {size.height}"' in one
    assert re.search(r'viewBox="[^"]+"', one)[0] == re.search(r'viewBox="[^"]+"', other)[0]


def test_a_hidden_cell_is_hatched_and_a_missing_one_is_not():
    cells = {(1, 0): heat.HeatCell(9), (1, 1): heat.HeatCell(None, "c")}
    drawn = heat.draw(cells, columns=("00", "01"), size=PANEL, **NAMES)
    assert drawn.count('fill="url(#p-hatch)"') == 2, "the cell, and the key that explains it"
    none_hidden = heat.draw({(1, 0): heat.HeatCell(9)}, columns=("00",), size=PANEL, **NAMES)
    assert 'fill="url(#p-hatch)"' not in none_hidden


def test_a_hidden_bar_has_no_length_and_says_so():
    group = bars.Group(
        "G", HEALTH, (bars.Bar("Knife", None, "[c] hidden"), bars.Bar("Fist", 9, "9"))
    )
    drawn = bars.draw([group], size=PANEL, **NAMES)
    assert "[c] hidden" in drawn
    widths = [float(width) for width in re.findall(r'<path[^>]*d="M0,[\d.]+h([\d.]+)v13', drawn)]
    assert 0 in widths
    assert max(widths) > 100


def _square(x: int, kind: str = "") -> area_map.Area:
    return area_map.Area((((x, 0), (x + 1000, 0), (x + 1000, 1000), (x, 1000), (x, 0)),), kind)


def test_a_map_has_scale_north_names_and_a_key_of_what_it_shows():
    places = [area_map.Place(1, "The Old Quay", 500, 500)]
    ground = [_square(0), _square(1000, "hidden")]
    drawn = area_map.draw(
        ground,
        over=[_square(200, "several")],
        places=places,
        note="On or near.",
        size=PANEL,
        **NAMES,
    )
    for words in (
        "200 m",
        ">N<",
        "1 The Old Quay",
        "Hot in more than one",
        "Hidden",
        "On or near.",
    ):
        assert words in drawn
    assert "Hot in police data" not in drawn


def test_at_most_five_places_are_named():
    places = [area_map.Place(i, f"Place{i}", 100 * i, 500) for i in range(1, 9)]
    drawn = area_map.draw([_square(0)], places=places, size=PANEL, **NAMES)
    assert len(re.findall(r">\d Place\d<", drawn)) == 5


def test_labels_do_not_cover_each_other():
    places = [area_map.Place(i, f"Place{i}", 500, 500 + i) for i in range(1, 6)]
    drawn = area_map.draw([_square(0)], places=places, size=PANEL, **NAMES)
    found = re.findall(r'<text[^>]*x="([\d.]+)" y="([\d.]+)"[^>]*>\d Place\d<', drawn)
    for left in {x for x, _ in found}:
        heights = sorted(float(y) for x, y in found if x == left)
        assert all(b - a >= PANEL.words for a, b in pairwise(heights))


@pytest.mark.parametrize("word", ["<script>", "&amp;", 'a"b'])
def test_words_in_a_picture_are_escaped(word):
    places = [area_map.Place(1, word, 500, 500)]
    drawn = area_map.draw([_square(0)], places=places, size=PANEL, ident="p", title=word, alt=word)
    assert "<script>" not in drawn


def test_every_picture_of_the_definition_names_its_tables_and_its_kind():
    definition = read_definition("violent_crime_group")
    drawings = [d for q in definition.questions for d in q.drawings]
    drawings += [d for sheet in definition.sheets for d in sheet.drawings]
    assert {drawing.kind for drawing in drawings} == {"lines", "map", "heat", "bars"}
    assert [question.id for question in definition.questions] == [
        "how-much",
        "where",
        "when",
        "with-what",
        "not-seen",
    ]
    assert {part.analysis for d in drawings for part in d.parts} == set(definition.analyses)


def test_the_first_page_has_a_picture_for_each_question():
    assert [bool(panel.picture) for panel in made.document().panels] == [True] * 5


def test_every_chart_keeps_to_the_grammar(monkeypatch):
    import altair

    from watchward.briefing.charts import paint

    assert altair.SCHEMA_VERSION.removeprefix("v").startswith(f"{paint.GRAMMAR}.")
    told = []
    really = paint.declared

    def kept(spec, *, size):
        told.append(really(spec, size=size))
        return told[-1]

    monkeypatch.setattr(paint, "declared", kept)
    series = [_line(5, None, 7), lines.Series("P", *SIDES["police"], ((24_000, 5, 4, 6),))]
    lines.draw(series, breaks=[lines.Break(24_001, "A")], size=PANEL, **NAMES)
    bars.draw([bars.Group("G", HEALTH, (bars.Bar("Knife", 3, "3"),))], size=PANEL, **NAMES)
    span = ranges.Span("The fall", 1, 3, "1 to 3")
    ranges.draw([ranges.Group("G", HEALTH, 2, (span,))], size=PANEL, **NAMES)
    kinds = (altair.LayerChart, altair.VConcatChart, altair.VConcatChart)
    for whole, kind in zip(told, kinds, strict=True):
        kind.from_dict(whole)
        with pytest.raises(Exception, match=r"(?i)valid|schema|expected|not one of"):
            kind.from_dict(whole | {"background": None})

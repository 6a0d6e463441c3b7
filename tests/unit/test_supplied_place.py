"""Registers whose rows say where by metres, by degrees, by postcode, or not at all."""

import datetime as dt

import polars as pl
import pytest

from watchward.errors import InputRefusal
from watchward.geography.grid import to_lonlat
from watchward.geography.supplied_file import read_supplied
from watchward.reference import Citation

CITED = Citation("Ranks", "Council (synthetic)", "", "OGL", dt.date(2026, 1, 2), "unverified")
POSTS = "postcode,easting,northing\nZZ1 1AA,401000,301000\nZZ1 1AB,402000,302000\n"


def read(tmp_path, text, *, posts=POSTS):
    file, post = tmp_path / "ranks.csv", tmp_path / "posts.csv"
    file.write_text(text, "utf-8")
    post.write_text(posts, "utf-8")
    given = post if posts else None
    return read_supplied(file, "night-places", citation=CITED, postcodes=given)


def metres(found):
    return [(row["easting"], row["northing"]) for row in found.rows()]


def test_degrees_stand_for_metres(tmp_path):
    points = pl.DataFrame({"easting": [383_820], "northing": [398_600]})
    told = to_lonlat(points, "easting", "northing").row(0, named=True)
    degrees = f"{told['longitude']:.7f},{told['latitude']:.7f}"
    text = f"place_id,name,kind,closes,longitude,latitude\n1,A,rank,,{degrees}\n"
    assert metres(read(tmp_path, text, posts="")) == [("383820", "398600")]


def test_of_three_ways_the_row_s_own_metres_come_first_and_a_postcode_last(tmp_path):
    head = "place_id,name,kind,closes,easting,northing,longitude,latitude,postcode\n"
    rows = (
        "1,A,rank,,500,600,,,ZZ1 1AA\n2,B,rank,,,,,,zz11ab\n3,C,rank,,,,-2.2446,53.4839,ZZ1 1AA\n"
    )
    found = read(tmp_path, head + rows)
    first, second, third = metres(found)
    assert (first, second) == (("500", "600"), ("402000", "302000"))
    assert third[0].startswith("383")
    assert found.citation.title == "Ranks; 1 of 3 placed by postcode"


@pytest.mark.parametrize(
    ("row", "posts", "said"),
    [
        ("ZZ9 9ZZ", POSTS, "row 3: Its postcode is not in the list"),
        ("ZZ1 1AB", "", "there is no list of postcodes"),
        ("", POSTS, "row 3: Its postcode is not in the list"),
    ],
)
def test_a_row_that_cannot_be_placed_is_refused_without_its_value(tmp_path, row, posts, said):
    text = f"place_id,name,kind,closes,postcode\n1,A,rank,,ZZ1 1AA\n2,B,rank,,{row}\n"
    with pytest.raises(InputRefusal, match=said) as refused:
        read(tmp_path, text, posts=posts)
    assert not row or row not in str(refused.value)


def test_half_of_the_degrees_is_no_place(tmp_path):
    text = "place_id,name,kind,closes,longitude,latitude\n1,A,rank,,-2.2446,\n"
    with pytest.raises(InputRefusal, match="row 2"):
        read(tmp_path, text, posts="")

"""Postcodes: found by halves as a dictionary finds them; those of the Irish grid are left out."""

import random
from pathlib import Path

import polars as pl
import pytest

from watchward.errors import InputRefusal
from watchward.geography.gazetteer.book import POSTS, read_book, save
from watchward.geography.gazetteer.build import Source, build
from watchward.geography.gazetteer.match import Matcher
from watchward.geography.gazetteer.posts import Posts


def _made(n, draw):
    letters, digits = "abcdefghijklmnoprstuwy", "0123456789"
    for _ in range(n):
        out = draw.choice(("", "q")) + draw.choice(letters) + draw.choice(digits)
        out += draw.choice(("", *digits, *letters))
        yield out + draw.choice(digits) + draw.choice(letters) + draw.choice(letters)


def test_every_postcode_is_found_as_in_a_dictionary_and_no_other():
    draw = random.Random(34)
    known = {code: (draw.randrange(700_000), draw.randrange(10**6)) for code in _made(5_000, draw)}
    rows = [(code, *metres) for code, metres in known.items()]
    posts = Posts(pl.DataFrame(rows, schema=POSTS, orient="row"))
    assert len(posts) == len(known)
    for code in (*known, *_made(5_000, draw)):
        assert posts.metres(code) == known.get(code), code
    assert posts.outward == {code[:-3] for code in known}


def test_none_where_there_is_no_list():
    posts = Posts(pl.DataFrame(schema=POSTS))
    assert (posts.metres("zz99zz"), len(posts), posts.outward) == (None, 0, frozenset())


def _source(folder: Path, text: str) -> Source:
    file = folder / "postcodes.csv"
    file.write_text(text)
    return Source("postcodes", file, "synthetic", "invented")


def test_the_directory_as_it_comes(tmp_path):
    """Its own headers and spaces; no grid, the Irish one, twice the same, and what is none."""
    rows = ("QQ1 1AA,x,401000,301000", "QQ1  1AA,x,9,9", "BT1 1AA,x,333000,374000")
    rows += ("QQ1 1AB,x,,", "QQ1 1AC,x,0,0", "QQ12,x,401000,301000", "QQ2 3AA,x,402000,302000")
    text = "\n".join(("pcds,ctry,east1m,north1m", *rows, ""))
    book = build([_source(tmp_path, text)], hospital=None)
    assert book.posts.rows() == [("qq11aa", 401_000, 301_000), ("qq23aa", 402_000, 302_000)]
    save(book, tmp_path / "g.parquet")
    again = read_book(tmp_path / "g.parquet")
    assert again.posts.equals(book.posts)
    assert len(again) == 2


def test_a_postcode_alone_is_a_place_of_medium_confidence(tmp_path):
    text = "postcode,easting,northing\nQQ1 1AA,401000,301000\n"
    found = Matcher(build([_source(tmp_path, text)], hospital=(400_000, 300_000))).find("at qq11aa")
    assert (found.kind, found.confidence, found.easting) == ("postcode", "medium", 401_000)


@pytest.mark.parametrize("header", ["pcds,ctry", "code,easting,northing"])
def test_a_file_without_what_is_needed_is_refused(tmp_path, header):
    with pytest.raises(InputRefusal):
        build([_source(tmp_path, f"{header}\n")], hospital=None)

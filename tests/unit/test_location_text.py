"""Location text over an invented gazetteer: hand-made phrases, each with a person's answer."""

import random
import time
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchward.errors import UsageRefusal
from watchward.geography.gazetteer.aliases import learn, read_aliases
from watchward.geography.gazetteer.book import COLUMNS, Book, read_book, save
from watchward.geography.gazetteer.build import Source, build
from watchward.geography.gazetteer.match import PLACELESS, Matcher
from watchward.geography.gazetteer.words import plain

HERE = Path(__file__).parent / "location_text"
AT_HIGH = 0.95


@pytest.fixture(scope="module")
def matcher():
    said = {"citation": "synthetic", "vintage": "invented"}
    sources = [
        Source("premises", HERE / "places.csv", **said),
        Source("postcodes", HERE / "postcodes.csv", **said),
    ]
    return Matcher(build(sources, hospital=(400_000, 300_000)))


def _phrases():
    for line in (HERE / "phrases.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            expected, _, phrases = line.partition(":")
            for phrase in phrases.split(" | "):
                yield expected, phrase.strip()


def test_there_are_at_least_four_hundred_phrases_and_none_twice():
    phrases = [phrase for _, phrase in _phrases()]
    assert len(phrases) >= 400
    assert len(set(phrases)) == len(phrases)


def test_high_confidence_is_right_in_95_of_100(matcher):
    right, counted = Counter(), Counter()
    placeable = placed = 0
    for expected, phrase in _phrases():
        found = matcher.find(phrase)
        placeable += not expected.startswith("=")
        placed += bool(found.place_id) and not expected.startswith("=")
        counted[found.confidence] += 1
        right[found.confidence] += found.place_id == expected
    assert right["high"] / counted["high"] >= AT_HIGH, (right, counted)
    assert right["medium"] / counted["medium"] >= 0.8, (right, counted)
    assert counted["high"] >= 200
    assert placed / placeable >= 0.85, (placed, placeable)


def test_a_home_has_no_place_whatever_follows(matcher):
    for expected, phrase in _phrases():
        if expected == "=home":
            found = matcher.find(phrase)
            assert (found.kind, found.place_id, found.easting) == ("home", "", None), phrase


def test_no_venue_is_taken_for_a_home(matcher):
    taken = [p for e, p in _phrases() if e[0] != "=" and matcher.find(p).kind == "home"]
    assert not taken


def test_kinds_without_a_place(matcher):
    for expected, phrase in _phrases():
        if expected in ("=unknown", *(f"={kind}" for kind in PLACELESS)):
            found = matcher.find(phrase)
            assert (found.kind, found.place_id) == (expected[1:], ""), phrase


@given(st.text(max_size=600))
def test_plain_text_stays_as_it_is(text):
    assert plain(plain(text)) == plain(text)


@given(st.permutations(["Black Lion", "Commercial Road", "Ambleford"]))
def test_the_order_of_venue_street_and_town_does_not_matter(matcher, parts):
    found = matcher.find(", ".join(parts))
    assert (found.place_id, found.confidence) == ("v01", "high")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "\x00\x1b[31m\u202e",
        "=cmd|'/c calc'!A0",
        "a " * 5_000,
        "\ud800",
        "'';--",
        "٣٤",
    ],
)
def test_hostile_text_comes_to_no_place(matcher, text):
    assert not matcher.find(text).place_id


def test_the_file_gives_back_what_was_built(matcher, tmp_path):
    source = Source("premises", HERE / "places.csv", "synthetic", "invented")
    book = build([source], hospital=(400_000, 300_000))
    save(book, tmp_path / "gazetteer.parquet")
    again = read_book(tmp_path / "gazetteer.parquet")
    assert again.table.equals(book.table)
    assert (again.hospital, again.sources) == (book.hospital, book.sources)
    assert len(again.sources[0]["sha256"]) == 64


def test_a_premises_without_metres_stands_at_its_postcode(tmp_path):
    file = tmp_path / "premises.csv"
    file.write_text('name,address,postcode\nWobbly Duck,"1 Made Street, Ambleford",AM1 2AA\n')
    sources = [
        Source("premises", file, "synthetic", "invented"),
        Source("postcodes", HERE / "postcodes.csv", "synthetic", "invented"),
    ]
    found = Matcher(build(sources, hospital=(400_000, 300_000))).find("wobbly duck, made st")
    assert (found.easting, found.northing) == (401_000, 301_000)


def test_os_open_names_is_read_by_its_columns(tmp_path):
    row = ["x1", "", "Invented Rise", "", "", "", "transportNetwork", "Named Road", "401000"]
    row += ["301000", *[""] * 8, "Ambleford"]
    file = tmp_path / "names.csv"
    file.write_text(",".join(row) + "\n")
    book = build([Source("names", file, "synthetic", "invented")], hospital=None)
    expected = ("x1", "Invented Rise", "street", "", "Ambleford", "", 401_000, 301_000, "")
    assert book.table.rows() == [expected]


def test_a_local_name_is_learned_once_and_never_for_a_home(matcher, tmp_path):
    file, known = tmp_path / "local-names.toml", {"v03": None}
    learn(file, "The Wonky", "v03", by="Officer Example", known=known)
    assert read_aliases(file) == {"the wonky": "v03"}
    for words, place, by in (
        ("The Wonky", "v03", "x"),
        ("Elsewhere", "v99", "x"),
        ("my home", "v03", "x"),
        ("Spot", "v03", ""),
    ):
        with pytest.raises(UsageRefusal):
            learn(file, words, place, by=by, known=known)
    aliased = Matcher(_book(), read_aliases(file)).find("THE WONKY")
    assert (aliased.place_id, aliased.method) == ("v03", "alias")


def _book():
    source = Source("premises", HERE / "places.csv", "synthetic", "invented")
    return build([source], hospital=(400_000, 300_000))


REAL = Path(__file__).parents[3] / "shared" / "data" / "venues_manchester" / "open_pubs.csv"
PATTERNS = (
    "{}",
    "outside {}",
    "{}, {}",
    "in {} on {}",
    "o/s {} {}",
    "fight in {} toilets",
    "near {}",
)


@pytest.mark.skipif(not REAL.exists(), reason="real venues are development data, never committed")
def test_high_confidence_is_right_over_real_venues():
    book = build([Source("premises", REAL, "development data", "")], hospital=(385_000, 396_000))
    real = Matcher(book)
    answers = [
        (real.find(pattern.format(row["name"].lower(), row["street"])), row["place_id"])
        for row in book.table.iter_rows(named=True)
        for pattern in PATTERNS
    ]
    high = [found.place_id == place for found, place in answers if found.confidence == "high"]
    placed = sum(bool(found.place_id) for found, _ in answers)
    assert sum(high) / len(high) >= AT_HIGH
    assert placed / len(answers) >= 0.85


@pytest.mark.nightly
def test_five_thousand_texts_a_second_over_a_hundred_thousand_places():
    draw = random.Random(29)
    heard = [a + b for a in "bcdfghlmnprst" for b in "aeiou"]
    words = ["".join(draw.choices(heard, k=3)) for _ in range(5_000)]
    ends = ("road", "street", "lane", "inn", "park")
    rows = [
        (
            f"b{n}",
            " ".join((*draw.choices(words, k=2), ends[n % 5])),
            "street" if n % 5 < 3 else "pub",
            *("", "Ambleford", ""),
            draw.randrange(380_000, 420_000),
            draw.randrange(280_000, 320_000),
        )
        for n in range(100_000)
    ]
    big = Matcher(Book(pl.DataFrame(rows, schema=COLUMNS, orient="row"), (), (400_000, 300_000)))
    texts = [f"outside {draw.choice(rows)[1]} by the station" for _ in range(10_000)]
    texts = [text if n % 3 else text[:12] + text[13:] for n, text in enumerate(texts)]
    began = time.process_time()
    placed = sum(bool(big.find(text).place_id) for text in texts)
    speed = len(texts) / (time.process_time() - began)
    assert placed > 8_000
    assert speed >= 5_000, f"{speed:,.0f} texts a second"

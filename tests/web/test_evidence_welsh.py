"""Every message of these two apps has Welsh with the same blanks; shared words have one Welsh."""

import html
import re

import pytest
from django.utils import translation

from scripts import messages
from watchward.analysis import analyses
from watchward.reference.welsh import Welsh
from watchward.synthetic.neighbours import NAMES
from watchward.synthetic.town import AREA_NAMES, PLACES
from watchward_web.core.welsh import MARK, TAG, TOKEN, VOID, in_words, said_again
from watchward_web.evidence.questions import pages

APPS = ("evidence", "submissions", "meetings", "operations")
BLANKS = re.compile(r"%\(\w+\)[sd]")


@pytest.mark.parametrize("app", APPS)
def test_nothing_is_without_welsh_and_nothing_is_left_over(app):
    welsh = messages.read(messages.catalogue(app))
    assert [message for message in messages.said(app) if not welsh.get(message)] == []
    assert sorted(set(welsh) - set(messages.said(app))) == []
    unequal = [
        en for en, cy in welsh.items() if sorted(BLANKS.findall(en)) != sorted(BLANKS.findall(cy))
    ]
    assert not unequal


@pytest.mark.parametrize("app", APPS)
def test_the_compiled_catalogue_is_that_of_the_written_one(app):
    written = messages.catalogue(app)
    assert written.with_suffix(".mo").read_bytes() == messages.compiled(messages.read(written))


def test_one_english_message_has_one_welsh():
    """Django merges the catalogues of all apps, so two would hide one another."""
    known: dict[str, str] = {}
    for app in ("core", *APPS):
        for english, welsh in messages.read(messages.catalogue(app)).items():
            assert known.setdefault(english, welsh) == welsh, english


def test_the_evidence_speaks_welsh_and_says_that_it_is_unreviewed(partnership, sign_in, stopped):
    client = sign_in("head")
    client.get("/language/cy/")
    page = client.get("/p/harrowmere/evidence/questions/trends/").content.decode()
    assert '<html lang="cy"' in page
    assert "Sut y’i cyfrifwyd" in page
    assert "heb ei adolygu" in page
    assert re.search(r'<h1 [^>]*lang="cy">[^<]*ym mis Hydref 2026', page)
    assert "How it was worked out" not in page
    assert "ordinary ups and downs" not in page
    label = Welsh().said(pages()["trends"].label)
    assert label != pages()["trends"].label
    assert f"<title>{label}" in page
    assert f">{label}</li>" in re.sub(r"\s*\n\s*", "", page.split("<main")[0])
    assert not re.search(r'<option[^>]*lang="en-GB"', page), "data sets are named in Welsh"


def test_what_anybody_reads_stays_english_until_it_is_reviewed():
    marked = '<p lang="en-GB">Weapons used</p>'
    assert said_again(marked) == '<p lang="cy">Arfau a ddefnyddiwyd</p>'
    assert said_again(marked, public=True) == marked
    with translation.override("cy"):
        assert in_words("Weapons used", audience="open") == "Weapons used"
        assert in_words("Weapons used", audience="partner") == "Arfau a ddefnyddiwyd"


LEFT = ("Taxi marshals at the rank",)  # what somebody typed is not the library's to say again
# Names of people and of publications, and what the made-up partnership gave a name to.
GIVEN = {
    *("Bell", "Benjamini", "Bernasco", "Cameron", "Dunn", "Fay", "Heeks", "Prince", "Reed"),
    *("Przyborowski", "Roberts", "Tafsiri", "Research Report 99", "unit costs", "Home Office"),
    *("The economic", "social costs of crime", "second edition", "NHS Data Model", "Dictionary"),
    *("OGL-UK-3.0", "legislation.gov.uk", "Watchward", "none needed", "Salt", "Rope"),
    *(
        "Northgate Tap",
        "The Brass Lantern",
        "The Quiet Corner",
        "Night bus N1",
        "Stops of the night bus",
    ),
    *(
        "Stops of the night bus",
        "Register of premises",
        "School terms",
        "Statistics of areas",
        "Harrowmere Council",
    ),
    *("deprivation score", "people per hectare", "premises per 1,000", "Harrowmere"),
    *("premises per 1,000 residents", "premises per 1,000 residents.", "2 km"),
    *("Leaving violence behind", "Mentors in the evening", "Plastic glasses after ten"),
}
PLACED = [*AREA_NAMES, *(name.removesuffix(" (invented)") for name, *_ in PLACES)]
WORD = "|".join(re.escape(word) for name in PLACED for word in name.split())
CODED = re.compile(
    r"\S*[-_@+:/]\S*|[0-9a-f]+|SYN\d+|\S+ (19|20)\d\d|\S+ to \S+|\d+ Invented Street.*|"
    rf"Night stop \d|(\d )?({WORD})( ({WORD}))*[ \d,.…]*"
)


def given(name):
    """A name of a place, a code or an author, and no word of the library's."""
    return bool(CODED.fullmatch(name)) or name in {*GIVEN, *NAMES}


@pytest.mark.parametrize("name", analyses())
def test_a_page_says_all_of_the_librarys_words_in_welsh(partnership, sign_in, name):
    client = sign_in("analyst")
    page = client.get(f"/p/harrowmere/evidence/questions/{name}/").content.decode()
    voice = Welsh()
    for text in marked(page.partition("<main")[2]):
        voice.said(text)
    assert voice.missing <= {*LEFT}
    assert {name for name in voice.names if not given(name)} == set()


def marked(page):
    """What the page has of the library's words, by the tags that mark them."""
    opened = []
    for part in TOKEN.split(page):
        tag = TAG.match(part)
        if tag is None:
            if opened and opened[-1][1] and part.strip():
                yield html.unescape(part.strip())
        elif tag[1]:
            while opened and opened.pop()[0] != tag[2]:
                pass
        elif tag[2] not in VOID and not part.endswith("/>"):
            opened.append((tag[2], MARK in part or bool(opened and opened[-1][1])))

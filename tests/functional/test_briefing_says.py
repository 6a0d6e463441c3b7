"""What a briefing must say and must never say, on the page and on paper."""

import io
import re
from functools import cache

import pypdf
import pytest

from tests.functional import briefing_made as made
from watchward.briefing.document import Document
from watchward.briefing.pdf import typeset
from watchward.briefing.render import render


@cache
def _document(audience: str) -> Document:
    return made.document(made.answers(audience))


@cache
def _police_only() -> Document:
    return made.document(made.answers("partner", made.police_only()), owed=())


@cache
def _paper(kind: str) -> bytes:
    document = _police_only() if kind == "police only" else _document(kind)
    return typeset(document, made_at=made.MADE_AT)


def _pages(kind: str) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(_paper(kind))).pages]


def _visible(html: str) -> str:
    """The page without its font, whose letters are no numbers of people."""
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "", html)


def _says(text: str, number: int) -> bool:
    return bool(
        re.search(rf"(?<![\d,.]){number:,}(?![\d,]|\.\d)|(?<![\d,.]){number}(?![\d,]|\.\d)", text)
    )


@pytest.mark.parametrize("secret", [number for number in made.SECRETS if number > 10])
def test_an_exact_count_reaches_no_partner(secret):
    assert not _says(_visible(render(_document("partner"))), secret)
    assert not _says("\n".join(_pages("partner")), secret)


@pytest.mark.parametrize("secret", [number for number in made.SECRETS if number > 10])
def test_the_analyst_has_exact_counts_and_so_the_test_above_can_fail(secret):
    assert _says(_visible(render(_document("analyst"))), secret)
    assert _says("\n".join(_pages("analyst")), secret)


def test_a_small_count_is_hidden_and_the_mark_is_explained():
    html = render(_document("partner"))
    row = re.search(r"<tr><th[^>]*>Priory Park</th>.*?</tr>", html)
    assert row
    assert "[c]" in row[0]
    for mark in ("[c]", "[x]", "[z]"):
        assert f"<b>{mark}</b>" in html


def test_every_page_says_synthetic_where_it_is():
    html = render(_document("partner"))
    sections = html.split('<section class="sheet"')[1:]
    assert len(sections) == 8
    assert all("Synthetic" in section for section in sections)
    captions = re.findall(r"<figcaption>.*?</figcaption>", html, re.DOTALL)
    assert len(captions) >= 10
    assert all("Synthetic" in caption for caption in captions)
    assert all("Synthetic" in page for page in _pages("partner"))


def test_real_records_are_never_called_synthetic():
    assert "ynthetic" not in _visible(render(_police_only()))
    assert not any("ynthetic" in page for page in _pages("police only"))


def test_every_page_names_audience_and_store_version():
    for page in _pages("analyst"):
        assert "Not for release" in page
        assert made.VERSION in page.replace("\n", " ").replace("@ ", "@")
    html = render(_document("analyst"))
    sections = html.split('<section class="sheet"')[1:]
    assert all("Not for release" in part and made.VERSION in part for part in sections)


def test_police_data_alone_leaves_out_the_fifth_question_and_says_that_there_are_no_hours():
    html = render(_police_only())
    assert "What do we not see?" not in html
    assert "Four questions" in html
    assert "None of the sources held has hours" in html
    assert "no trend is claimed" in html
    assert "No decisions were given to this briefing" in html


def test_decisions_stand_before_the_evidence():
    html = render(_document("partner"))
    assert html.index("Decided last time") < html.index("Five questions")
    assert html.index("Chair’s summary") < html.index("Decided last time")
    assert "Overdue, under way." in html


def test_the_chair_can_read_the_summary_in_a_minute():
    words = " ".join(_document("partner").summary).split()
    assert 30 <= len(words) <= 150


def test_a_hot_spot_page_says_when_it_expires():
    html = render(_document("partner"))
    expiring = [part for part in html.split('<section class="sheet"')[1:] if "expires" in part]
    assert len(expiring) == 1
    assert 'id="hot_spots"' in expiring[0]


def test_a_page_shows_two_sentences_of_method_and_two_limits():
    page = _document("partner").pages[0]
    assert page.method == "Counted by month. Nothing else was done."
    assert page.limits == "First limit. Second limit."
    assert "Third limit." in page.caveats


def test_the_same_answers_give_the_same_bytes():
    one, other = made.document(), made.document()
    assert render(one) == render(other)
    assert typeset(one, made_at=made.MADE_AT) == typeset(other, made_at=made.MADE_AT)


def test_month_only_records_never_show_an_hour():
    html = re.sub(r"<(style|svg).*?</\1>", "", render(_police_only()), flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", html) + " ".join(_pages("police only"))
    assert not re.search(r"\b([01]?\d|2[0-3]):[0-5]\d\b", text)
    assert re.search(r"\b\d\d:00\b", render(_document("partner"))), "so the search can find one"

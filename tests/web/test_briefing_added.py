"""Worth in the papers of a meeting: premises, savings, an evaluation behind the own pages."""

import pytest

from tests.web.conftest import NOW
from watchward.briefing.flow import brief
from watchward.errors import DisclosureRefusal
from watchward.settings import Settings


def _made(store, out, **more):
    settings = Settings("development", out, "Invented partnership")
    return brief(store, out=out, settings=settings, made_at=NOW, **more)


def test_premises_savings_and_an_evaluation_stand_behind_the_analysts_papers(copied, tmp_path):
    more = ("premises", "savings", "evaluation:taxi-marshals")
    made = _made(copied, tmp_path / "out", audience="analyst", more=more)
    page = made.html.read_text("utf-8")
    own, _, added = page.partition('id="premises"')
    assert own
    for said in (
        "it is not evidence of fault",
        "measures: cctv (on the register&#39;s word)",  # a line without incidents is a line
        "What would be saved in a year, apart",
        "Level of evidence (Maryland)",
        "Not for release",
    ):
        assert said in added, said
    assert made.pdf.read_bytes().startswith(b"%PDF")
    plain = _made(copied, tmp_path / "plain", audience="analyst")
    assert plain.id != made.id
    assert 'id="premises"' not in plain.html.read_text("utf-8")


def test_a_partners_papers_may_hold_what_less_would_be_worth_in_welsh_too(copied, tmp_path):
    made = _made(copied, tmp_path / "cy", more=("savings",), language="cy")
    assert "Beth fyddai gwerth llai" in made.html.read_text("utf-8")


def test_a_page_without_an_answer_is_not_left_out_in_silence(copied, tmp_path):
    with pytest.raises(DisclosureRefusal, match="There is no page evaluation to add"):
        _made(copied, tmp_path, audience="analyst", more=("evaluation:never",))
    with pytest.raises(DisclosureRefusal, match="There is no page harm to add"):
        _made(copied, tmp_path, audience="analyst", more=("harm",))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("4 registered: choose one", "its months are over: to be judged", "planned")),
        ("cy", ("4 wedi’u cofrestru", "mae ei fisoedd ar ben: i’w farnu", "Bernir hyd")),
    ],
)
def test_without_a_name_the_page_is_the_register_and_how_each_stands(
    copied, tmp_path, language, said
):
    more = ("evaluation",)
    made = _made(copied, tmp_path / "out", audience="analyst", more=more, language=language)
    _own, _, added = made.html.read_text("utf-8").partition('id="evaluation"')
    assert [text for text in said if text not in added] == []


BRIEFINGS = "/p/harrowmere/meetings/briefings/"


def test_on_the_website_further_pages_are_chosen_for_ones_own_audience(
    partnership, copied, sign_in, stopped
):
    head, analyst = sign_in("head"), sign_in("analyst")
    assert 'value="savings"' in head.get(BRIEFINGS).content.decode()
    assert 'value="premises"' not in head.get(BRIEFINGS).content.decode()
    assert 'value="premises"' in analyst.get(BRIEFINGS).content.decode()
    made = head.post(BRIEFINGS, {"more": ["savings"]})
    html = head.get(f"{made.headers['Location']}briefing.html").content.decode()
    assert 'id="savings"' in html
    other = head.post(BRIEFINGS, {"more": ["premises"]})
    assert other.status_code == 200
    assert "govuk-error-summary" in other.content.decode()


def test_on_the_website_a_page_without_an_answer_is_refused_with_its_reason(
    partnership, copied, sign_in, stopped
):
    page = sign_in("analyst").post(BRIEFINGS, {"more": ["harm"]}).content.decode()
    assert "There is no page harm to add" in page
    assert "govuk-error-summary" in page

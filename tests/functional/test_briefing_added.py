"""Pages that somebody asks for behind the briefing's own: any question's, or none in silence."""

import pytest

from watchward.briefing.added import with_pages
from watchward.briefing.definition import read_definition
from watchward.disclosure.answering import questions
from watchward.errors import UsageRefusal

OWN = read_definition("violent_crime_group")


def test_pages_come_behind_in_the_order_asked():
    made = with_pages(OWN, ["savings", "alcohol"], audience="partner")
    assert [sheet.analysis for sheet in made.sheets[-2:]] == ["savings", "alcohol"]
    assert made.sheets[:-2] == OWN.sheets
    assert made.analyses[-2:] == ("savings", "alcohol")


@pytest.mark.parametrize(
    ("name", "audience", "said"),
    [
        ("nothing", "analyst", "no page of that name"),
        ("savings:marshals", "analyst", "no page of that name"),
        ("weapons", "analyst", "has the page weapons already"),
        ("premises", "partner", "premises is for analysts only"),
        ("evaluation:marshals", "open", "evaluation is for analysts only"),
    ],
)
def test_what_cannot_be_added_is_refused(name, audience, said):
    with pytest.raises(UsageRefusal, match=said):
        with_pages(OWN, [name], audience=audience)


def test_every_question_can_be_a_page():
    for name, about in questions().items():
        if name not in OWN.analyses:
            assert with_pages(OWN, [name], audience="analyst").added == (name,), about

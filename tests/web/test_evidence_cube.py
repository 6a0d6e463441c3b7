"""Partners and the public choose among views that were made together; only analysts ask freely."""

import shutil

import pytest

from tests.web.conftest import NOW
from watchward.analysis import analyses
from watchward.disclosure import cube as library
from watchward_web.core.jobs.runner import run_waiting
from watchward_web.core.remembered import forget_everything
from watchward_web.core.store import open_partnership
from watchward_web.evidence import answers, bodies, jobs
from watchward_web.evidence.choices import NOTHING, Choice
from watchward_web.evidence.questions import pages
from watchward_web.nonprod.services import load_people

HOME = "/p/harrowmere/evidence/questions/"
NAMES = ("weapons", "savings")  # enough to choose between, and quick to make


@pytest.fixture(autouse=True)
def _still(stopped, settings, copied, monkeypatch):
    settings.DATA = copied.path.parent
    few = {name: module for name, module in analyses().items() if name in NAMES}
    monkeypatch.setattr(library, "analyses", lambda: few)
    forget_everything()


@pytest.fixture(scope="module")
def copied(store, tmp_path_factory):
    """A store of its own: the cube is written into it."""
    folder = tmp_path_factory.mktemp("cube") / "store"
    without = shutil.ignore_patterns("cube")
    return open_partnership(str(shutil.copytree(store.path, folder, ignore=without)))


@pytest.fixture
def home(db, copied, empty_store):
    load_people(store=str(copied.path), other_store=str(empty_store.path), now=NOW)


@pytest.fixture
def views_made(home):
    jobs.cube(partnership="harrowmere")


def test_until_the_views_are_made_the_plain_one_is_shown_and_says_so(home, sign_in):
    page = sign_in("head").get(f"{HOME}weapons/?dataset=ed_assault").content.decode()
    assert "is being made from them" in page
    assert "<select" not in page
    assert sign_in("head").get(f"{HOME}weapons/weapons.csv?dataset=ed_assault").status_code == 503


def test_a_look_round_asks_for_what_is_missing_once(home, copied):
    jobs.look()
    jobs.look()
    assert run_waiting() == 1
    jobs.look()
    assert run_waiting() == 0


def test_a_partner_chooses_what_was_made_and_nothing_else(views_made, sign_in, monkeypatch):
    monkeypatch.setattr(answers, "ask", lambda *_args, **_rest: pytest.fail("the engine was asked"))
    client = sign_in("head")
    page = client.get(f"{HOME}weapons/").content.decode()
    assert '<option value="ed_assault"' in page
    assert 'name="months"' not in page
    chosen = client.get(f"{HOME}weapons/?dataset=ed_assault").content.decode()
    assert '<option value="ed_assault" selected' in chosen
    assert "weapons.csv?dataset=ed_assault" in chosen
    assert client.get(f"{HOME}weapons/weapons.csv?dataset=ed_assault").status_code == 200
    for other in ("month=2026-06", "dataset=ed_assault&month=2026-03", "months=3"):
        page = client.get(f"{HOME}weapons/?{other}").content.decode()
        assert "not made for your audience" in page, other
        assert "selected>20" not in page
    assert client.get(f"{HOME}weapons/weapons.csv?month=2026-06").status_code == 403


def test_what_is_worked_out_from_a_made_view_asks_for_no_other(views_made, sign_in):
    head = sign_in("head")
    for query, said in (("", "10 per cent fewer"), ("&reduction=20", "20 per cent fewer")):
        page = head.get(f"{HOME}savings/?dataset=ed_assault{query}").content.decode()
        assert said in page
        assert "is not made for your audience" not in page


def test_a_page_is_laid_out_once_and_found_again_by_another_server(
    views_made, sign_in, monkeypatch
):
    page = sign_in("councillor").get(f"{HOME}weapons/").content
    forget_everything()
    monkeypatch.setattr(bodies, "answer", lambda *_args: pytest.fail("laid out again"))
    assert (
        sign_in("councillor").get(f"{HOME}weapons/").content.split(b"<main")[1]
        == (page.split(b"<main")[1])
    )


def test_the_pages_of_records_that_have_passed_are_dropped(views_made, settings, copied):
    (before,) = (settings.DATA / "pages" / "harrowmere").iterdir()
    (copied.geography / "places.csv").write_text("name,kind,easting,northing\n", "utf-8")
    jobs.cube(partnership="harrowmere")
    (after,) = (settings.DATA / "pages" / "harrowmere").iterdir()
    assert after != before


def test_what_everybody_of_an_audience_sees_holds_no_choice_of_an_analyst(views_made):
    for audience in jobs.AUDIENCES:
        gate = jobs.gate_of(jobs.all_partnerships()[1], audience, moment=NOW)
        assert answers.is_made(gate, pages()["weapons"], NOTHING)
        assert answers.is_made(gate, pages()["weapons"], Choice(dataset="ed_assault"))
        assert not answers.is_made(gate, pages()["weapons"], Choice(month=2026 * 12))

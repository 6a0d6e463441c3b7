"""The further questions of place have pages with pictures, for analysts and for nobody else."""

import datetime as dt

import pytest

HOME = "/p/harrowmere/evidence/questions/"
PAGES = {
    "near_repeat": ("Does it come again", "1 to 7 days"),
    "space_time_clusters": ("Where and when at once", "cluster 1"),
    "density": ("Where there is most", "Density: 5 times the mean or more"),
}


@pytest.mark.parametrize("name", PAGES)
def test_an_analyst_sees_the_answer_and_its_picture(partnership, sign_in, name):
    page = sign_in("analyst").get(f"{HOME}{name}/").content.decode()
    label, told = PAGES[name]
    assert label in page
    assert told in page
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert "Not for release" in page
    assert sign_in("head").get(f"{HOME}{name}/").status_code == 404


def test_the_map_of_densities_has_their_steps_and_says_whose_they_are(partnership, sign_in):
    told = sign_in("analyst").get(f"{HOME}density/map.json").json()
    dense = [one for one in told["sheets"] if one["column"].endswith("_class")]
    assert ["4", "Density: 5 times the mean or more"] in dense[0]["key"]
    assert len({one["title"] for one in dense}) == len(dense) == 3
    hot = next(one for one in told["sheets"] if one["column"] == "hot")
    assert hot["key"] == [["hot", "Hot: more than by chance"]]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("repeat_locations", "or more; even chance over the points seen"),
        ("hot_spot_history", "cells that were hot: "),
        ("relative_density", "more than their share: "),
        ("forecast", "foretold for "),
    ],
)
def test_repeats_histories_kinds_and_the_forecast_have_pages(partnership, sign_in, name, told):
    page = sign_in("analyst").get(f"{HOME}{name}/").content.decode()
    assert told in page
    assert ("This page expires at the end of" in page) == (name != "relative_density")
    assert "Expired" not in page
    assert sign_in("head").get(f"{HOME}{name}/").status_code == 404


def test_a_page_of_hot_spots_whose_month_is_over_is_marked_expired(
    partnership, sign_in, monkeypatch
):
    from watchward_web.evidence.views import question

    analyst = sign_in("analyst")
    moment = question.now()
    later = moment + dt.timedelta(days=70)
    assert "Expired" not in analyst.get(f"{HOME}density/").content.decode()
    monkeypatch.setattr(question, "now", lambda: later)
    page = analyst.get(f"{HOME}density/").content.decode()
    assert "Expired" in page
    assert "Do not act on it without newer records" in page

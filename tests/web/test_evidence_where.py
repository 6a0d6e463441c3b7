"""The further questions of place have pages with pictures, for analysts and for nobody else."""

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

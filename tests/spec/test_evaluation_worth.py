"""What a change would be worth, worked by hand, and how sure that is."""

import pytest

from tests.spec.test_evaluation import CODES, crimes, found, registered, written
from watchward.contract.intervention import Registered, read_intervention


def test_its_worth_beside_its_cost(opened):
    said, _ = found(opened, crimes({0: (20, 10)}), registered("before_after"))
    # 120 seen, 240 expected: 120 avoided, at £5,810; both adjusted by 40 per cent.
    assert said["worth"]["If it was its doing: cases avoided a year"] == "120"
    assert said["worth"]["Benefit over the same years"] == "£418,320"
    assert "£1,400" in [v for k, v in said["worth"].items() if k.startswith("Cost over")]
    assert said["worth"]["Who pays"] == "The council 60 %, Licensees 40 %"


def test_none_at_all_afterwards_is_all_avoided(opened):
    said, _ = found(opened, crimes({0: (20, 0), 9: (1, 1)}), registered("before_after"))
    assert said["worth"]["If it was its doing: cases avoided a year"] == "240"


def test_without_limits_nothing_is_said_of_how_sure_its_worth_is(opened):
    others = {k: (10 if k % 2 else 30, 10 if k % 2 else 30) for k in range(2, 24)}
    those = registered("synthetic", comparison=CODES[2:24])
    said, _ = found(opened, crimes({0: (20, 10), **others}, wobble=4), those)
    sure = said["worth"]["Probability that benefits exceed costs"]
    assert sure == "not known: the design gives no limits"


@pytest.mark.parametrize(("grade", "share"), [("high", 0.05), ("medium", 0.15), ("low", 0.40)])
def test_optimism_is_taken_off_by_the_confidence_registered(opened, grade, share):
    about = written("before_after").replace(b'"low"', f'"{grade}"'.encode())
    those = Registered(read_intervention(about, name="marshals"), "ab" * 32, "x", "ana", False)
    said, _ = found(opened, crimes({0: (20, 10)}), those)
    benefit, cost = 120 * 5_810 * (1 - share), 1_000 * (1 + share)
    assert said["worth"]["Benefit over the same years"] == f"£{benefit:,.0f}"
    assert said["worth"]["Net present value"] == f"£{benefit - cost:,.0f}"
    assert said["worth"]["Benefit for each pound"] == f"{benefit / cost:.1f}"
    assert said["worth"]["Probability that benefits exceed costs"] == "100%"

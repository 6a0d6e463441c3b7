"""Records of two lists linked without names, against splink on the same records.

splink gets every help: four overlapping grids as blocking rules, `u` from random pairs, `m` learnt
in a grid; its pairs are made one to one outside its time, and its F1 is the best of any threshold,
found with the truth. Ours is what `link` gives at its own threshold, learning included.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.child import python

PEERS = Path(__file__).resolve().parents[1] / ".tools" / "peers"
BESIDE, MOST = 100_000, 1_000_000
RATIO, SECONDS, MEGABYTES, POINTS = 3, 3.0, 1_000, 3.0
OURS = """
import json, time
import numpy as np
from bench.linked_lists import lists
from watchward.maths.record_linkage import Events, link
from watchward.maths.record_model import fitted
from watchward.maths.record_pairs import candidates
one, other, partner = lists({n})
left, right = Events(**one), Events(**other)
few = [Events(*(column[:2000] for column in vars(side).values())) for side in (left, right)]
link(*few, metres=250)
spent = []
for _ in range(3):
    began = time.perf_counter()
    linked = link(left, right, metres=250)
    spent.append(time.perf_counter() - began)
true = partner[linked.left] == linked.right
f1 = 2 * true.sum() / (linked.pairs + (partner >= 0).sum())
tenth = np.minimum((linked.probability * 10).astype(int), 9)
off = [
    100 * abs(linked.probability[tenth == at].mean() - true[tenth == at].mean())
    for at in range(5, 10)
]
false = [linked.false / linked.pairs, 1 - true.mean()]
print(json.dumps([min(spent), float(f1), float(true.mean()), float(max(off)), *map(float, false)]))
"""
PEER = f"""
import json, logging, sys, time, warnings
sys.path.append({str(PEERS)!r})
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
import numpy as np
from bench.linked_lists import lists
n = {BESIDE}
one, other, partner = lists(n)
import pyarrow as pa
import splink.comparison_level_library as level
import splink.comparison_library as library
from splink import Linker, SettingsCreator
from splink.backends.duckdb import DuckDBAPI
def table(side):
    said = lambda values, kept: pa.array(kept, mask=values < 0)
    x, y, hour = side["easting"], side["northing"], side["hour"]
    cell = lambda east, north: (x + east) // 500 * 100_000 + (y + north) // 500
    return pa.table(dict(
        unique_id=np.arange(n), night=side["night"], hour=said(hour, (hour - 6) % 24), x=x, y=y,
        age=said(side["age_band"], side["age_band"]), sex=said(side["sex"], side["sex"]),
        c0=cell(0, 0), c1=cell(250, 0), c2=cell(0, 250), c3=cell(250, 250),
    ))
def levels(name, rules):
    own = [level.CustomLevel(rule, label_for_charts=rule) for rule in rules]
    return library.CustomComparison(
        comparison_levels=[level.NullLevel(name), *own, level.ElseLevel()], output_column_name=name
    )
apart = "((x_l - x_r) * (x_l - x_r) + (y_l - y_r) * (y_l - y_r))"
near = "(l.x - r.x) * (l.x - r.x) + (l.y - r.y) * (l.y - r.y) <= 62500"
grids = [f"l.night = r.night and l.c{{k}} = r.c{{k}} and {{near}}" for k in range(4)]
comparisons = [
    levels("hour", [f"abs(hour_l - hour_r) <= {{most}}" for most in (0, 1, 2, 4)]),
    levels("x", [f"{{apart}} <= {{most * most}}" for most in (25, 50, 100, 175)]),
    levels("age", ["age_l = age_r", "abs(age_l - age_r) = 1"]),
    levels("sex", ["sex_l = sex_r"]),
]
tables = [table(side) for side in (one, other)]
spent = []
for _ in range(3):
    began = time.perf_counter()
    base = DuckDBAPI(":memory:")
    settings = SettingsCreator(
        link_type="link_only", comparisons=comparisons,
        blocking_rules_to_generate_predictions=grids,
        probability_two_random_records_match=0.5 / n,
    )
    linker = Linker([base.register(one) for one in tables], settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(
        grids[0], fix_u_probabilities=False
    )
    found = linker.inference.predict().as_duckdbpyrelation().fetchnumpy()
    spent.append(time.perf_counter() - began)
left, right = found["unique_id_l"].tolist(), found["unique_id_r"].tolist()
taken, right_taken, kept = set(), set(), []
for at in np.argsort(-found["match_weight"], kind="stable").tolist():
    if left[at] not in taken and right[at] not in right_taken:
        taken.add(left[at])
        right_taken.add(right[at])
        kept.append(partner[left[at]] == right[at])
true = np.cumsum(kept)
f1 = 2 * true / (np.arange(1, len(kept) + 1) + (partner >= 0).sum())
print(json.dumps([min(spent), float(f1.max())]))
"""


def rows() -> list[dict[str, Any]]:
    """At 100,000 records on each list beside splink; at 1,000,000 alone."""
    if not PEERS.is_dir():
        raise SystemExit("splink is not here: `sh scripts/peers.sh` brings it")
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        few, many = (python(OURS.format(n=n), home) for n in (BESIDE, MOST))
        peer = python(PEER, home)
    ours, most, theirs = (json.loads(child.out) for child in (few, many, peer))
    ratio = theirs[0] / ours[0]
    return [
        {
            "work": "records linked without names, one to one, learning included",
            "n": BESIDE,
            "ours_s": ours[0],
            "peer": "splink 5 on DuckDB; F1 at its best threshold, found with the truth",
            "peer_s": theirs[0],
            "ratio": ratio,
            "goal": f"at least {RATIO} × splink, F1 no lower, "
            f"each tenth true within {POINTS:g} points",
            "met": ratio >= RATIO and ours[1] >= theirs[1] and ours[3] <= POINTS,
            "why": f"F1 {ours[1]:.3f}, theirs {theirs[1]:.3f}; {_said(ours)}; "
            f"their memory {peer.rss_mb:.0f} MB",
            "rss_mb": few.rss_mb,
        },
        {
            "work": "records linked without names, one to one, learning included",
            "n": MOST,
            "ours_s": most[0],
            "peer": "none: the goal is absolute",
            "peer_s": SECONDS,
            "ratio": SECONDS / most[0],
            "goal": f"at most {SECONDS:g} s and {MEGABYTES:,} MB, "
            f"each tenth true within {POINTS:g} points",
            "met": most[0] <= SECONDS and many.rss_mb <= MEGABYTES and most[3] <= POINTS,
            "why": f"F1 {most[1]:.3f}, precision {most[2]:.3f}; {_said(most)}",
            "rss_mb": many.rss_mb,
        },
    ]


def _said(found: list[float]) -> str:
    return (
        f"of linked pairs the tenth furthest off is {found[3]:.1f} points off, "
        f"{100 * found[4]:.1f} % said false, {100 * found[5]:.1f} % false"
    )

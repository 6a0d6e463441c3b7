"""Areas of Merseyside in 2020, with their real residents and deprivation, through the commands.

Counts are held against the area that the publisher states on each row, and slopes against
statsmodels. The figures stand in docs/explanation/tried-on-real-data.md.
"""

import csv
import gzip
from collections import Counter

import numpy as np
import pytest
from scipy.stats import t

pytestmark = [pytest.mark.shared, pytest.mark.slow]
VIOLENCE = "Violence and sexual offences"
RANKS = 32_844  # areas of England in the index of 2019; rank 1 is the most deprived
OURS = "E01006412"


def rows_of(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@pytest.fixture
def stated(shared):
    """Violence by the area that each row of the files states, and by month."""
    counts = Counter()
    for file in sorted((shared / "police_merseyside").glob("2020-*.csv.gz")):
        for row in rows_of(file):
            if row["Crime type"] == VIOLENCE:
                counts[row["LSOA code"], row["Month"]] += 1
    return counts


@pytest.fixture
def residents(shared):
    path = shared / "population" / "census2011_lsoa_population.csv.gz"
    return {row["lsoa_code"]: row for row in rows_of(path)}


@pytest.fixture
def factors(shared, residents):
    """Area → income deprivation, access deprivation, residents for each hectare."""
    return {
        row["lsoa11_code"]: (
            1 - float(row["Income_rank"]) / RANKS,
            1 - float(row["Housing_and_Access_rank"]) / RANKS,
            float(residents[row["lsoa11_code"]]["density"]),
        )
        for row in rows_of(shared / "imd" / "imd2019_england_lsoa11.csv.gz")
    }


@pytest.fixture
def store(watchward, shared, tmp_path, request):
    """A store of the months asked, 910 areas and their residents, by the commands alone."""
    months = getattr(request, "param", "2020")
    files = sorted((shared / "police_merseyside").glob(f"{months}-*street.csv.gz"))
    store, packages = tmp_path / "store", tmp_path / "packages"
    polygons = shared / "geo_lsoa" / "lsoa11_merseyside.geojson.gz"
    people = shared / "population" / "census2011_lsoa_population.csv.gz"
    kind = ("--dataset", "police_street", "--provider", "merseyside")
    for command in (
        ("prepare", *files, *kind, "--out", packages),
        ("receive", packages, "--store", store),
        ("area", "add", polygons, "--store", store, "--name", "lsoa2011", "--code", "LSOA11CD"),
        ("area", "population", people, "--store", store, "--mid-year", 2011,
         "--column", "area=lsoa_code", "--column", "persons=persons"),
    ):  # fmt: skip
        done = watchward(*command)
        assert done.code == 0, done.err
    return store


@pytest.fixture
def ask(watchward, store, tmp_path):
    """Supply tables by kind, then ask as an analyst: the answer, and its tables by name."""

    def asked(question, **supplied):
        for kind, lines in supplied.items():
            path = tmp_path / f"{kind}.csv"
            path.write_text("\n".join(lines), "utf-8")
            done = watchward(
                "supply", kind.replace("_", "-"), path, "--store", store,
                "--title", "Real areas", "--publisher", "MHCLG and ONS",
            )  # fmt: skip
            assert done.code == 0, done.err
        answer = watchward("ask", question, "--store", store, "--audience", "analyst", "--json")
        assert answer.code == 0, answer.err
        found = answer.json()
        tables = {one["name"]: one for one in found["tables"]}
        return found, {
            name: [
                {c["name"]: cell["value"] for c, cell in zip(one["columns"], row, strict=True)}
                for row in one["rows"]
            ]
            for name, one in tables.items()
        }

    return asked


def factor_lines(factors, codes):
    names = ("income deprivation", "access deprivation", "residents per hectare")
    lines = [
        f"{code},{code},{name},{value:.9f}"
        for code in sorted(codes)
        for name, value in zip(names, factors[code], strict=True)
    ]
    return ["area,name,factor,value", *lines]


def test_which_areas_stand_out_and_what_goes_with_violence(ask, stated, residents, factors):
    found, tables = ask("funnel")
    rows = {row["area"]: row for row in tables["areas_police"]}
    by_area = Counter()
    for (code, _), count in stated.items():
        by_area[code] += count
    ours = np.array([row["police"] for row in rows.values()], dtype=float)
    theirs = np.array([by_area[code] for code in rows], dtype=float)
    assert (len(rows), ours.sum()) == (910, 53_818)
    assert ours.tolist() == theirs.tolist()
    people = np.array([float(residents[code]["persons"]) for code in rows])
    ratio = ours / (people * ours.sum() / people.sum())
    assert [float(row["ratio"]) for row in rows.values()] == pytest.approx(ratio, abs=0.0051)
    assert Counter(row["police_class"] for row in rows.values()) == {
        "like the others": 879,
        "above the others": 25,
        "far above the others": 4,
        "below the others": 2,
    }
    far = [code for code, row in rows.items() if row["police_class"] == "far above the others"]
    assert all(code in found["headline"] for code in far)
    _, tables = ask("drivers", area_factors=factor_lines(factors, rows))
    values = np.array([factors[code] for code in rows])
    slopes, errors = by_statsmodels(ours, values, people)
    risks = {row["factor"]: row for row in tables["risks_police"]}
    assert [risks[name]["risk"] for name in sorted(risks)] == ["1.22", "1.51", "1.06"]
    assert {row["verdict"] for row in risks.values()} == {"not shown"}
    assert [row["value"] for row in tables["checks_police"]] == ["910", "21", "0.26 (p 0.002)"]
    order = ("income deprivation", "access deprivation", "residents per hectare")
    for name, slope, error in zip(order, slopes, errors, strict=True):
        assert float(risks[name]["risk"]) == pytest.approx(np.exp(slope), abs=0.0051)
        # Areas taken for independent would look surer than they are.
        assert float(risks[name]["low"]) <= np.exp(slope - 1.95996 * error) + 0.0051
        assert float(risks[name]["high"]) >= np.exp(slope + 1.95996 * error) - 0.0051


def by_statsmodels(counts, values, people):
    """Slopes and errors of a negative binomial by another library, for one standard deviation."""
    import statsmodels.api as sm

    design = sm.add_constant((values - values.mean(axis=0)) / values.std(axis=0))
    fit = sm.NegativeBinomial(counts, design, offset=np.log(people)).fit(disp=0, maxiter=500)
    return fit.params[1:-1], fit.bse[1:-1]


@pytest.mark.nightly
@pytest.mark.parametrize("store", ["2020-12"], indirect=True)
def test_an_area_among_the_fifteen_most_like_it(ask, stated, residents, factors):
    codes = sorted(
        code
        for code in {code for code, _ in stated} & {*factors}
        if residents[code]["lad"].split(" ")[0] in ("Liverpool", "Knowsley")
    )
    months = sorted({month for _, month in stated})
    lines = [
        f"{code},{month},{stated[code, month]},{residents[code]['persons']},"
        f"{'yes' if code == OURS else ''}"
        for code in codes
        for month in months
    ]
    _, tables = ask(
        "comparators",
        area_factors=factor_lines(factors, codes),
        peer_counts=["area,month,records,people,ours", *lines],
    )
    values = np.array([factors[code] for code in codes])
    scaled = (values - values.mean(axis=0)) / values.std(axis=0)
    far = np.linalg.norm(scaled - scaled[codes.index(OURS)], axis=1)
    near = [codes[at] for at in np.argsort(far, kind="stable") if codes[at] != OURS][:15]
    assert [row["area"] for row in tables["peers"]] == near
    rates = {
        code: 1e5 * sum(stated[code, month] for month in months) / float(residents[code]["persons"])
        for code in [OURS, *near]
    }
    family = np.array([rates[code] for code in near])
    reach = t.ppf(0.975, 14) * family.std(ddof=1) / np.sqrt(15)
    (row,) = tables["standing"]
    shown = [float(row[name].replace(",", "")) for name in ("own", "family", "low", "high")]
    mean = family.mean()
    assert shown == pytest.approx([rates[OURS], mean, mean - reach, mean + reach], abs=0.051)
    rank = 1 + sum(rates[code] < rates[OURS] for code in near)
    assert row["rank"] == f"{rank} of 16"
    assert (len(codes), row["rank"], row["span"]) == (396, "4 of 16", "2 to 9")

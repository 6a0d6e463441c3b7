"""Hundreds of extracts, columns shuffled and renamed: rightly mapped, or an honest “not sure”.

The headers are chosen here without a look at the proposer's own lists, some of them misspelt, cut
short or saying nothing; beside them stand decoys whose cells would fit.
"""

import random

import pytest

from watchward.contract.dataset import dataset
from watchward.provider.mapping.profile import profile
from watchward.provider.mapping.propose import propose

QUICK, CASES = 12, 320
CALLED = {
    "attendance_id": "attendance id|Attendance No|ED attendance ref|attend num|visit id",
    "assault_date": "assault date|date of assault|injury date|Incident Dt|date injured",
    "assault_time": "assault time|time of assault|injury time|Incident Tm|hour injured",
    "assault_method": "assault method|method of assault|Mechanism|how assaulted|assault type",
    "location_type": "assault location type|type of location|place type|premises type|where",
    "easting": "easting|X coord|assault easting|grid easting|osgb e",
    "northing": "northing|Y coord|assault northing|grid northing|osgb n",
    "weapon": "weapon|weapon used|type of weapon|implement|object",
    "assailants": "assailants|no of assailants|number of attackers|how many",
    "relationship": "relationship|relationship to assailant|assailant known|rel to offender",
    "reported": "reported to police|police informed|police aware|reported?",
    "alcohol": "alcohol|alcohol involved|had been drinking|drink taken",
    "victim_age": "age|patient age|age at attendance|age in years|pt age",
    "victim_sex": "sex|gender|patient sex|pt gender|sex of patient",
}
REQUIRED = ("attendance_id", "assault_date", "assault_method", "location_type")
NOTHING = ("Field7", "Col A", "udf_03", "misc")
WORDS = {
    "assault_method": ["fist", "kick", "knife", "glass", "pushed"],
    "location_type": ["pub", "street", "home", "park", "shop"],
    "weapon": ["none", "knife", "glass", "bat", "fist"],
    "relationship": ["stranger", "partner", "friend", "family"],
    "reported": ["yes", "no", "not known"],
    "alcohol": ["yes", "no", "unknown"],
    "victim_sex": ["M", "F", "Female", "male"],
}


def day(chance):
    return f"{chance.randint(1, 28):02d}/03/2025"


DECOYS = {
    "Discharge date": day,
    "Arrival Date": day,
    "Date printed": day,
    "Triage time": lambda chance: f"{chance.randrange(24):02d}:{chance.randrange(60):02d}",
    "Assailant age": lambda chance: str(chance.randint(15, 60)),
    "Offender sex": lambda chance: chance.choice("MF"),
    "GP number": lambda chance: f"G{chance.randrange(10**6):06d}",
    "Patient No": lambda chance: f"P{chance.randrange(10**6):06d}",
    "Referral sent": lambda chance: chance.choice(("yes", "no")),
    "Police force": lambda chance: chance.choice(("north", "south")),
    "Home easting": lambda chance: str(chance.randint(280_000, 300_000)),
    "Next of kin relationship": lambda chance: chance.choice(("partner", "family", "friend")),
    "Weapon notes": lambda chance: chance.choice(("knife", "see notes", "")),
    "DOB": lambda chance: f"{chance.randint(1, 28):02d}/06/19{chance.randint(40, 99)}",
    "NHS No": lambda chance: "9990000018",
}
OTHERWISE = {
    "attendance_id": lambda chance: f"A{chance.randrange(10**7):07d}",
    "assault_date": day,
    "assault_time": DECOYS["Triage time"],
    "easting": lambda chance: str(chance.randint(280_000, 300_000)),
    "northing": lambda chance: str(chance.randint(240_000, 260_000)),
    "assailants": lambda chance: str(chance.randint(1, 5)),
    "victim_age": lambda chance: str(chance.randint(10, 90)),
}


def renamed(name, chance):
    """A header as somebody might have typed it."""
    header = chance.choice(CALLED[name].split("|"))
    dress = chance.randrange(6)
    if dress == 0:
        return header.upper().replace(" ", "_")
    if dress == 1:
        return header.title().replace(" ", "")
    if dress == 2 and len(header) > 8:
        at = chance.randrange(2, len(header) - 2)
        return header[:at] + header[at + 1] + header[at] + header[at + 2 :]
    if dress == 3:
        return f"{chance.choice(('ED', 'ec', 'AE'))}_{header}"
    return chance.choice(NOTHING) if chance.random() < 0.04 else header


def cells(name, chance, rows):
    if name in WORDS:
        return [chance.choice(WORDS[name]) for _ in range(rows)]
    return [OTHERWISE[name](chance) for _ in range(rows)]


def extract(seed):
    """Truth by header, and the file."""
    chance = random.Random(seed)
    optional = [name for name in CALLED if name not in REQUIRED and chance.random() < 0.75]
    columns, truth = [], {}
    for name in (*REQUIRED, *optional):
        header = renamed(name, chance)
        if header.casefold() not in {known.casefold() for known in truth}:
            truth[header] = name
            columns.append([header, *cells(name, chance, 40)])
    for header in chance.sample(sorted(DECOYS), 5):
        truth[header] = None
        columns.append([header, *[DECOYS[header](chance) for _ in range(40)]])
    chance.shuffle(columns)
    return truth, "\n".join(",".join(row) for row in zip(*columns, strict=True)) + "\n"


@pytest.fixture(
    scope="module",
    params=[QUICK, pytest.param(CASES, marks=pytest.mark.nightly)],
)
def outcomes(request, tmp_path_factory):
    """Header, what it is, what it was surely taken for, what would be asked about."""
    folder, declared = tmp_path_factory.mktemp("extracts"), dataset("ed_assault")
    leaving = {field.name for field in declared.fields if field.treatment != "drop"}
    found = []
    for seed in range(request.param):
        truth, text = extract(seed)
        path = folder / "x.csv"
        path.write_text(text)
        for one in propose(profile(path, declared), declared).columns:
            header = one.column.header
            taken = one.field.name if one.field and one.field.name in leaving else None
            asked = tuple(score.field.name for score in one.candidates)
            found.append((header, truth[header], taken, asked))
    return found


def test_what_is_said_to_be_sure_is_right(outcomes):
    wrong = {(header, is_, taken) for header, is_, taken, _ in outcomes if taken not in (None, is_)}
    assert not wrong


def test_most_columns_are_found_and_most_others_are_asked_about(outcomes):
    real = [(is_, taken, asked) for _, is_, taken, asked in outcomes if is_]
    sure = sum(is_ == taken for is_, taken, _ in real) / len(real)
    helped = sum(is_ == taken or is_ in asked for is_, taken, asked in real) / len(real)
    assert sure >= 0.65
    assert helped >= 0.9

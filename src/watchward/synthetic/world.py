"""What truly happened in the invented town: every act of violence, and who came to know of it."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from watchward.geography.invented import CENTRE
from watchward.synthetic.town import RADIUS, Town

Ints = npt.NDArray[np.int64]

WEEKDAY_NIGHT = np.array([0.5, 0.5, 0.6, 0.8, 1.7, 2.4, 1.1])  # Monday first
WEEKDAY_HOME = np.array([1, 0.95, 0.95, 1, 1.05, 1.1, 1.05])
HOURS_NIGHT = np.array(
    [
        9,
        10,
        9,
        7,
        3,
        1,
        0.3,
        0.2,
        0.2,
        0.3,
        0.4,
        0.5,
        0.8,
        0.8,
        0.9,
        1,
        1.2,
        1.5,
        2,
        2.5,
        3,
        4,
        6,
        8,
    ]
)
HOURS_HOME = np.array(
    [
        [3, 2.5, 2, 1.5, 1, 0.8],
        [0.8, 1.2, 2, 2.2, 2.4, 2.8],
        [3.2, 3.2, 3.4, 4, 4.3, 4.5],
        [4.6, 4.6, 4.5, 4.4, 4.2, 3.8],
    ]
).ravel()
WEAPONS = ("bodily", "glass", "bottle", "knife", "blunt", "firearm", "other", "unknown")
RELATIONSHIPS = ("partner_or_ex", "family", "acquaintance", "stranger", "security_staff", "unknown")
HOT_SPOTS = ("Fishmarket Square", "Harrowmere Bus Station", "Coldharbour Estate")


@dataclass(frozen=True)
class Truth:
    """What was planted; tests ask whether the analyses find it."""

    seed: int
    months: int
    hot_spots: tuple[str, ...] = HOT_SPOTS
    peak_weekday: int = 6  # Saturday night
    known_to_police: float = 0.42  # of those who came to hospital, truly known to the police
    says_reported: float = 0.47  # of patients who answered, say that they reported it
    answered: float = 0.82  # of patients, answered the question
    glass_change: float = -0.55  # glass injuries in the centre after plastic was required
    glass_month: int = 14  # months after the start
    patients_a_month: int = 410
    by_place: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class World:
    """One entry per act of violence; arrays share their index."""

    minute: Ints  # local minutes since 1970-01-01
    easting: Ints
    northing: Ints
    placed: npt.NDArray[np.bool_]
    weapon: Ints
    relationship: Ints
    assailants: Ints
    age: Ints
    male: npt.NDArray[np.bool_]
    alcohol: npt.NDArray[np.bool_]
    at_hospital: npt.NDArray[np.bool_]
    known_to_police: npt.NDArray[np.bool_]
    says: Ints  # 1 yes, 0 no, 2 not answered
    ambulance: npt.NDArray[np.bool_]
    injury: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.minute)

    @property
    def domestic(self) -> npt.NDArray[np.bool_]:
        """By a partner, former partner or other family member."""
        return self.relationship <= 1


def _moments(
    rng: np.random.Generator, *, night: npt.NDArray[np.bool_], first: int, days: int
) -> Ints:
    """Local minutes, with the planted shape of the week, the year and the day."""
    date = np.arange(days)
    weekday = (first + date + 3) % 7  # 1970-01-01 was a Thursday
    season = 1 + 0.12 * np.cos(2 * np.pi * ((first + date) % 365.25 - 190) / 365.25)
    weights = [WEEKDAY_HOME[weekday] * season, WEEKDAY_NIGHT[weekday] * season]
    hours = [HOURS_HOME, HOURS_NIGHT]
    day, hour = np.empty(len(night), np.int64), np.empty(len(night), np.int64)
    for kind in (0, 1):
        who = night == kind
        day[who] = rng.choice(days, who.sum(), p=weights[kind] / weights[kind].sum())
        hour[who] = rng.choice(24, who.sum(), p=hours[kind] / hours[kind].sum())
    day = np.where(night & (hour < 6), np.minimum(day + 1, days - 1), day)
    return np.asarray((first + day) * 1440 + hour * 60 + rng.integers(0, 60, len(night)))


def _places(
    rng: np.random.Generator, *, town: Town, night: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.float64], Ints]:
    """Where: planted hot spots, other named places, or anywhere in the town."""
    n = len(night)
    spots = {place.name: index for index, place in enumerate(town.places)}
    xy = np.array([[place.easting, place.northing] for place in town.places], dtype=float)
    other = [i for name, i in spots.items() if name not in HOT_SPOTS]
    chance_night = np.full(len(xy), 0.4 / len(other))
    chance_home = np.full(len(xy), 0.12 / len(other))
    for name, at_night, at_home in zip(
        HOT_SPOTS, (0.14, 0.08, 0.02), (0.015, 0.02, 0.07), strict=True
    ):
        chance_night[spots[name]], chance_home[spots[name]] = at_night, at_home
    which = np.full(n, -1, np.int64)
    for kind, chance in ((0, chance_home), (1, chance_night)):
        who = np.flatnonzero(night == kind)
        drawn = rng.choice(len(xy) + 1, who.size, p=np.r_[chance, 1 - chance.sum()])
        which[who] = np.where(drawn == len(xy), -1, drawn)
    angle, far = rng.uniform(0, 2 * np.pi, n), RADIUS * 0.9 * np.sqrt(rng.random(n))
    anywhere = np.c_[np.cos(angle) * far, np.sin(angle) * far] + CENTRE
    spread = xy[which] + rng.normal(size=(n, 2)) * 30
    return np.where((which >= 0)[:, None], spread, anywhere), which


def make_world(town: Town, truth: Truth, *, first_day: int, days: int) -> World:
    """Draw everything that happened over `days` local days from `first_day` (days since 1970)."""
    rng = np.random.default_rng(truth.seed)
    n = int(truth.patients_a_month * truth.months * 3.1)
    night = rng.random(n) < 0.55
    minute = _moments(rng, night=night, first=first_day, days=days)
    xy, which = _places(rng, town=town, night=night)
    centre = np.hypot(*(xy - CENTRE).T) < 700
    relationship = np.where(
        night,
        rng.choice(6, n, p=[0.06, 0.03, 0.22, 0.49, 0.04, 0.16]),
        rng.choice(6, n, p=[0.32, 0.14, 0.25, 0.18, 0.01, 0.10]),
    )
    weapon = np.where(
        night & centre,
        rng.choice(8, n, p=[0.55, 0.13, 0.06, 0.05, 0.05, 0.002, 0.058, 0.10]),
        rng.choice(8, n, p=[0.62, 0.03, 0.02, 0.08, 0.09, 0.002, 0.058, 0.10]),
    )
    late = minute // 1440 >= first_day + round(truth.glass_month * 30.44)
    spared = late & centre & (weapon == 1) & (rng.random(n) < -truth.glass_change)
    weapon[spared] = 0
    domestic = relationship <= 1
    xy[domestic] = _at_home(rng, int(domestic.sum()))
    hospital = rng.random(n) < 1 / 3.1
    known = rng.random(n) < np.where(hospital, truth.known_to_police, 0.55)
    return World(
        minute=minute,
        easting=xy[:, 0].round().astype(np.int64),
        northing=xy[:, 1].round().astype(np.int64),
        placed=rng.random(n) < np.where(which >= 0, 0.9, 0.72),
        weapon=weapon,
        relationship=relationship,
        assailants=rng.choice([1, 2, 3, 4, 6], n, p=[0.66, 0.16, 0.09, 0.06, 0.03]),
        age=np.clip(rng.gamma(6.0, 5.2, n) + 3, 4, 94).astype(np.int64),
        male=rng.random(n) < np.where(domestic, 0.27, 0.72),
        alcohol=rng.random(n) < np.where(night, 0.68, 0.25),
        at_hospital=hospital,
        known_to_police=known,
        says=np.where(
            rng.random(n) < truth.answered, (rng.random(n) < truth.says_reported).astype(int), 2
        ),
        ambulance=rng.random(n) < np.where(hospital, 0.38, 0.08),
        injury=hospital | (rng.random(n) < 0.2),
    )


def _at_home(rng: np.random.Generator, n: int) -> npt.NDArray[np.float64]:
    """Homes are anywhere in the town, never a named place."""
    angle, far = rng.uniform(0, 2 * np.pi, n), RADIUS * 0.9 * np.sqrt(rng.random(n))
    homes: npt.NDArray[np.float64] = np.c_[np.cos(angle) * far, np.sin(angle) * far] + CENTRE
    return homes

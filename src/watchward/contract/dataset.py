"""A data set as its holder owes it: fields, each one's treatment at the provider, and meanings."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from watchward.contract.duty import DutyRule
from watchward.contract.gateways import read_gateways
from watchward.contract.holders import Holder
from watchward.contract.risk import NO_RULE, RiskRule
from watchward.errors import UsageRefusal

HERE = Path(__file__).parent / "datasets"
TYPES = (
    *("id", "text", "code", "integer", "date", "time", "moment", "month"),
    *("coordinate", "outward", "yes_no", "place_number"),
)
TREATMENTS = ("drop", "keep", "band", "snap", "coarsen", "pseudonymise")
SIDES = ("police", "health", "ambulance", "partnership")  # those that questions are asked of
APPROVALS = ("caldicott", "confidentiality", "opt-out", "notice")
OUTWARD = "outward postcode"  # kind of area: the first half of a postcode, never the whole


@dataclass(frozen=True)
class Field:
    """One column and its treatment at the provider; a column with no field is dropped."""

    name: str
    title: str
    type: str
    headers: tuple[str, ...]
    treatment: str
    required: bool = False  # the column must be in the file
    filled: bool = False  # every record must have a value
    codes: str = ""  # code list in reference/lists
    bands: tuple[int, ...] = ()  # lower bounds of bands, for treatment "band"
    left_out: tuple[str, ...] = ()  # codes of rows that stay behind: not of this data set
    least: int | None = None  # smallest and largest readable value
    most: int | None = None
    made: bool = False  # worked out at the provider: no column of an extract is it
    since: str = ""  # version of the data set that brought it, where not the first


@dataclass(frozen=True)
class TimeRule:
    """Which fields say when, and how finely it may leave: minute, hour, day or month."""

    keep: str
    moment: str = ""
    date: str = ""
    time: str = ""
    month: str = ""
    end_date: str = ""  # the latest that it can have happened, where only that is known
    end_time: str = ""
    tells: str = "incident"  # or "call", "arrival": what the time is of

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that it names."""
        named = (self.moment, self.date, self.time, self.month, self.end_date, self.end_time)
        return tuple(name for name in named if name)


@dataclass(frozen=True)
class PlaceRule:
    """Which fields say where; `snap_metres` moves a place to the centre of its square."""

    precision: str
    easting: str = ""
    northing: str = ""
    longitude: str = ""
    latitude: str = ""
    area: str = ""
    area_kind: str = ""
    name: str = ""
    snap_metres: int = 0
    text: str = ""  # dropped field whose words a gazetteer may place, at the provider
    on_land: bool = True  # a place off the land of England and Wales is a finding


@dataclass(frozen=True)
class Meaning:
    """Rows of which `field` has one of `codes`; no field means every row."""

    field: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """One folder of contract/datasets, read."""

    name: str
    title: str
    version: str
    side: str  # one of SIDES; any other is held and counted in the ledger, and not analysed
    counts: str  # what a row is, in the plural: "attendances", "crimes"
    holder: str
    basis: str
    due: str
    retention_months: int
    public: bool  # already published record by record
    citation: Mapping[str, Any]
    fields: tuple[Field, ...]
    time: TimeRule
    place: PlaceRule
    meanings: Mapping[str, Meaning]  # violence, injury, domestic; policing: found by looking
    subject: str  # what its violence rows are called in a title
    messages: Mapping[str, str]  # advice of its own, by rule or "rule.field"
    earliest: dt.date = dt.date(2000, 1, 1)
    one_source: str = ""  # kept field whose one value marks everything that a provider sends
    duties: tuple[DutyRule, ...] = ()  # when it falls due, from when on
    retention_status: str = "local default"  # published, unverified, local default
    retention_source: str = ""  # on what the months of retention rest
    survey_sources: tuple[str, ...] = ()  # rows of the report's Figure 14 that it answers to
    schedule: tuple[str, ...] = ()  # paragraphs of SI 2007/1831's Schedule that it answers to
    approvals: tuple[str, ...] = ()  # what must be decided before real records may leave
    holders: tuple[Holder, ...] = ()  # kinds of body that hold it, by date and nation
    risk: RiskRule = NO_RULE  # who might know what of a row
    gateways: Mapping[str, str] = field(default_factory=dict)  # field that leaves → its gateway
    earlier: tuple[str, ...] = ()  # versions that only lack fields: their packages are taken too
    coarser: Mapping[str, Any] = field(default_factory=dict)  # of one package: see contract.coarser

    def field(self, name: str) -> Field:
        """The field called `name`."""
        return next(field for field in self.fields if field.name == name)

    @property
    def kept(self) -> tuple[Field, ...]:
        """Fields that leave as columns of their own; time and place leave as the spine."""
        spine = set(self.spine_fields)
        return tuple(
            field
            for field in self.fields
            if field.treatment != "drop" and field.type != "id" and field.name not in spine
        )

    @property
    def given(self) -> tuple[Field, ...]:
        """Fields that a column of an extract may be; the others are worked out."""
        return tuple(field for field in self.fields if not field.made)

    @property
    def mapped(self) -> tuple[Field, ...]:
        """Fields that a provider's mapping may name: those that leave, and the words for places."""
        return tuple(
            one for one in self.given if one.treatment != "drop" or one.name == self.place.text
        )

    @property
    def square(self) -> int | None:
        """Metres of the squares that stand for points; 0: no place leaves; None: points do."""
        return self.coarser.get("place")

    @property
    def withheld(self) -> frozenset[str]:
        """Fields that no row of this package has a value of: finer than it says it is."""
        numbers = (one.name for one in self.fields if one.type == "place_number")
        people = (name for name in self.risk.known if self.coarser.get(name) == 0)
        return frozenset((*people, *(numbers if self.square is not None else ())))

    @property
    def versions(self) -> tuple[str, ...]:
        """Those that a package may be of, this one first."""
        return (self.version, *self.earlier)

    def as_of(self, version: str) -> "Dataset":
        """As it was at one of its `versions`: without the fields that came later."""
        if version == self.version:
            return self
        fields = tuple(field for field in self.fields if int(field.since or 0) <= int(version))
        return replace(self, version=version, fields=fields)

    @property
    def spine_fields(self) -> tuple[str, ...]:
        """Fields that leave only inside the spine's time and place columns."""
        t, p = self.time, self.place
        where = (p.easting, p.northing, p.longitude, p.latitude, p.area, p.name)
        return (*t.fields, *(name for name in where if name))

    @property
    def id_field(self) -> Field | None:
        """The field that becomes record_id."""
        return next((field for field in self.fields if field.type == "id"), None)


def _field(written: dict[str, Any], dataset: str) -> Field:
    tidy = dict(written)
    tidy["headers"] = tuple(tidy.get("headers", ())) or (tidy["name"],)
    if tidy.get("made"):
        tidy["headers"] = ()
    tidy["bands"] = tuple(tidy.get("bands", ()))
    tidy["left_out"] = tuple(tidy.get("left_out", ()))
    tidy.setdefault("title", tidy["name"].replace("_", " "))
    tidy.setdefault("treatment", "drop")
    field = Field(**tidy)
    if field.type not in TYPES or field.treatment not in TREATMENTS:
        raise UsageRefusal(
            "Its type or treatment is not one that Watchward knows.",
            where=f"data set {dataset}, field {field.name}",
            do=f"Types: {', '.join(TYPES)}. Treatments: {', '.join(TREATMENTS)}.",
        )
    return field


def read_dataset(folder: Path) -> Dataset:
    """Read dataset.toml and messages.toml from one folder."""
    written = tomllib.loads((folder / "dataset.toml").read_text("utf-8"))
    advice = folder / "messages.toml"
    fields = tuple(_field(field, written["name"]) for field in written.pop("field"))
    meanings = {
        name: Meaning(rule.get("field", ""), tuple(rule.get("codes", ())))
        for name, rule in written.pop("meaning", {}).items()
    }
    duties = tuple(DutyRule(**rule) for rule in written.pop("duty", ()))
    surveyed = tuple(written.pop("survey_sources", ()))
    earlier = tuple(written.pop("earlier", ()))
    schedule = tuple(written.pop("schedule", ()))
    approvals = tuple(written.pop("approvals", ()))
    if unknown := set(approvals) - set(APPROVALS):
        raise UsageRefusal(
            f"It asks for an approval that nobody gives: {', '.join(sorted(unknown))}.",
            where=f"data set {written['name']}",
            do=f"There are: {', '.join(APPROVALS)}.",
        )
    holders = tuple(Holder(**body) for body in written.pop("holders", ()))
    leaving = {field.name for field in fields if field.treatment != "drop"}
    risk = RiskRule.read(written.pop("risk", {}), dataset=written["name"], fields=leaving)
    opened = read_gateways(
        written.pop("gateways", {}),
        dataset=written["name"],
        leaving=tuple(sorted(leaving)),
    )
    return Dataset(
        **{key: written[key] for key in written if key not in ("time", "place")},
        duties=duties,
        earlier=earlier,
        survey_sources=surveyed,
        schedule=schedule,
        approvals=approvals,
        holders=holders,
        risk=risk,
        gateways=opened,
        fields=fields,
        time=TimeRule(**written["time"]),
        place=PlaceRule(**written["place"]),
        meanings=meanings,
        messages=tomllib.loads(advice.read_text("utf-8")) if advice.exists() else {},
    )


@cache
def datasets() -> Mapping[str, Dataset]:
    """Every data set, by name."""
    folders = sorted(path.parent for path in HERE.glob("*/dataset.toml"))
    return {folder.name: read_dataset(folder) for folder in folders}


def dataset(name: str) -> Dataset:
    """The data set called `name`."""
    if name not in datasets():
        raise UsageRefusal(
            "There is no data set of that name.",
            where="--dataset",
            do=f"There are: {', '.join(datasets())}.",
        )
    return datasets()[name]

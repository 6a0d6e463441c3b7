"""Hand-made answers for the briefing's tests: exact counts through the real gate, all invented.

SECRETS are exact counts that a partner must never read: the gate rounds or hides every one of them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, replace

from watchward.briefing.answers import Answers, released
from watchward.briefing.compose import compose
from watchward.briefing.definition import read_definition
from watchward.briefing.document import Decision, Document
from watchward.contract.about import About, Options
from watchward.contract.result import NOT_RECORDED, Column, Derived, Result, Source, Table
from watchward.contract.safe_result import SafeResult, SafeTable
from watchward.disclosure.protect import protect_result

LAST = 2024 * 12 + 9  # October 2024
MADE_AT = dt.datetime(2024, 11, 12, 9, 0, tzinfo=dt.UTC)
VERSION = "ed_assault@24,police_incident@24"
SECRETS = (4321, 1237, 613, 6)
YEAR = "rolling 12 months to 2024-10"
PATIENTS = Column("health", "Assault patients", "count", dataset="ed_assault")
CRIMES = Column("police", "Police recorded violence", "count", dataset="police_incident")
STREET = Column("police", "Violence and sexual offences", "count", dataset="police_street")


def source(dataset: str, *, synthetic: bool = True) -> Source:
    """One provider's part; street files are public and know months only."""
    side = "health" if dataset == "ed_assault" else "police"
    street = dataset == "police_street"
    return Source(
        dataset=dataset,
        title=dataset.replace("_", " ").capitalize(),
        side=side,
        provider=f"invented-{side}",
        synthetic=synthetic,
        public=street,
        first_month=LAST - 23,
        last_month=LAST,
        missing_months=(LAST - 16,) if side == "police" else (),
        time_precision="month" if street else "hour",
        place_precision="snapped",
        citation="Invented office, https://example.invalid/" + "a_very_long_address_" * 6,
    )


BOTH = (source("ed_assault"), source("police_incident"))


def _result(name: str, *tables: Table, **more: object) -> Result:
    about = About(
        name=name,
        title=name.replace("_", " ").capitalize(),
        question=f"What of {name.replace('_', ' ')}?",
        method="Counted by month. Nothing else was done. A third sentence stays behind.",
        source="Invented",
        limits=("First limit.", "Second limit.", "Third limit."),
        inputs=("police", "health"),
    )
    made = Result(
        about=about,
        tables=tables,
        sources=BOTH,
        store_version=VERSION,
        window="12 months to October 2024",
        options=asdict(Options()),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _dimension(name: str) -> Column:
    return Column(name, name.replace("_", " ").capitalize(), "dimension", name)


def _shares(name: str, what: str, rows: Mapping[str, int]) -> Table:
    return Table(
        name=name,
        title=f"Patients by {what}",
        columns=(_dimension(what), PATIENTS),
        rows=tuple(rows.items()),
        totals=((),),
        derived=(Derived("health_share", "Share, health, %", "known_share", ("health",)),),
        window=YEAR,
        months=12,
    )


def months(counts: Mapping[int, tuple[int | None, int | None]] | None = None) -> Table:
    """Two years of both sides; the police month LAST - 16 was not received."""
    usual = {LAST - 23 + i: (400 + i, None if i == 7 else 640 - i) for i in range(24)}
    usual[LAST] = (613, 1237)
    rows = tuple((month, *pair) for month, pair in (counts or usual).items())
    return Table("months", "Violence by month", (_dimension("month"), PATIENTS, CRIMES), rows)


def trends() -> Result:
    """Months, and one step in the data."""
    notes = (Column("sort", "What kind", "dimension", "kind"), Column("what", "What", "note"))
    breaks = Table(
        name="breaks",
        title="Changes in recording",
        columns=(_dimension("month"), Column("side", "Side", "dimension", "kind"), *notes),
        rows=((LAST - 7, "police", "step in the data", "The level steps up."),),
    )
    return _result("trends", months(), breaks, caveats=("Three Julys are not a trend.",))


def square(code: str, kind: str, x: int, y: int, size: int) -> dict[str, object]:
    """A square of invented ground."""
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {
        "type": "Feature",
        "properties": {"kind": kind, "code": code, "name": f"Area {code}"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def hot_spots() -> Result:
    """Four areas, two hot cells, three places of which one is too small to show."""
    areas = [
        square(f"S{i}", "area", 200_000 + 1000 * (i % 2), 300_000 + 1000 * (i // 2), 1000)
        for i in range(4)
    ]
    cells = [square("E200400N300400", "cell", 200_400, 300_400, 200)]
    points = [
        {
            "type": "Feature",
            "properties": {"kind": "place", "code": name, "name": name},
            "geometry": {"type": "Point", "coordinates": [x, 300_500]},
        }
        for name, x in (("Fishmarket Square", 200_500), ("Quay Rank", 201_400))
    ]
    return _result(
        "hot_spots",
        Table(
            name="places",
            title="Named places",
            columns=(_dimension("place"), PATIENTS, CRIMES),
            rows=(("Fishmarket Square", 4321, 1237), ("Quay Rank", 60, 45), ("Priory Park", 6, 0)),
            window=YEAR,
            months=12,
        ),
        Table(
            name="areas",
            title="Violence by area",
            columns=(_dimension("area"), Column("name", "Name", "note"), PATIENTS, CRIMES),
            rows=tuple((f"S{i}", f"Area S{i}", 100 + i, 200 + i) for i in range(4)),
            window=YEAR,
            months=12,
        ),
        areas={"type": "FeatureCollection", "features": [*areas, *cells, *points]},
    )


def time_profile() -> Result:
    """Every hour of every night."""
    rows = tuple((day, hour, 3 * day + hour, 40) for day in range(1, 8) for hour in range(24))
    columns = (_dimension("weekday"), _dimension("hour"), PATIENTS, CRIMES)
    table = Table("hour_weekday", "Hour by night", columns, rows, window=YEAR, months=12)
    return _result("time_profile", table)


def results() -> tuple[Result, ...]:
    """A whole partnership's answers."""
    weapon = {
        "Drinking glass": 240,
        "Knife or other sharp object": 310,
        "Firearm": 6,
        NOT_RECORDED: 613,
    }
    who = {"Stranger": 1900, "Partner or former partner": 700, NOT_RECORDED: 900}
    age = Table(
        name="age_sex",
        title="Age and sex",
        columns=(_dimension("age"), _dimension("sex"), PATIENTS),
        rows=(("18-24", "Male", 1237), ("18-24", "Female", 600)),
        window=YEAR,
        months=12,
    )
    return (
        trends(),
        hot_spots(),
        time_profile(),
        _result("weapons", _shares("weapons", "weapon", weapon)),
        _result("assailants", _shares("relationship", "relationship", who)),
        _result("victims", age),
        _result(
            "reporting_gap",
            _shares("stated", "reported", {"yes": 1900, "no": 2100, NOT_RECORDED: 800}),
        ),
    )


def police_only() -> tuple[Result, ...]:
    """What remains of the answers when the only source is the public street files."""
    sources = (source("police_street", synthetic=False),)
    rows = tuple((month, 900) for month in range(LAST - 2, LAST + 1))
    table = Table(
        "months", "Violence and sexual offences by month", (_dimension("month"), STREET), rows
    )
    said = "Violence and sexual offences: 3 of the last 24 months are held, so no trend is claimed."
    return (
        _result("trends", table, sources=sources, caveats=(said,)),
        _result("time_profile", sources=sources),
    )


def say(tables: Mapping[str, SafeTable], window: str) -> str:
    """A headline from protected tables only, as an analysis would make it."""
    if not tables:
        return ""
    table = next(iter(tables.values()))
    count = next((c.name for c in table.columns if c.role == "count"), "")
    top = table.records()[-1][count].text if count else "[x]"
    return f"The {table.title.lower()} show {top} in the {window}. A second sentence follows."


def answers(audience: str = "partner", made: tuple[Result, ...] | None = None) -> Answers:
    """The answers through the real gate."""
    safe: list[SafeResult] = [
        protect_result(result, audience=audience, say=say) for result in made or results()
    ]
    shown, withheld = released(safe)
    return Answers(shown, withheld, audience, VERSION)


OWED = (
    Decision(
        decided_on="14 September 2024",
        what="Move the marshals to Quay Rank",
        owner="Council transport",
        due="28 October 2024",
        status="Overdue, under way",
        outcome="The rota is not agreed.",
        overdue=True,
        done=False,
    ),
)


def document(given: Answers | None = None, owed: tuple[Decision, ...] = OWED) -> Document:
    """A briefing of those answers."""
    return compose(
        read_definition("violent_crime_group"),
        given or answers(),
        owed=owed,
        partnership="Invented partnership",
        made_at=MADE_AT,
        code_version="0.1.0+test",
        ident="0123456789ab",
    )

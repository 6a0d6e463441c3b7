"""What an answer stands on besides its question: records, rules, agreements, outlines of areas.

While none of them changes, an answer that was released may be shown again and need not be asked.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from watchward.disclosure.rules import HERE, read_rules
from watchward.lake.interventions import folder as interventions
from watchward.lake.ledger_file import ledger
from watchward.lake.linking import read_permissions
from watchward.lake.premises import last_finding
from watchward.lake.store import Store
from watchward.lake.version import current_version

AGREED = """
select dataset, provider, max(floor) as floor
from agreement
where valid_from <= ? and ? <= valid_to
group by dataset, provider
order by dataset, provider
"""
Traces = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Standing:
    """Two answers to one question, for one audience, are equal where these are."""

    store_version: str
    rules_version: str
    agreements: tuple[tuple[str, str, int], ...]  # data set, provider, floor
    geography: str
    linking: tuple[int, ...] = ()  # consents and assessments that stand on the day
    registered: str = ""  # interventions and outcomes as they lie
    premises: int = 0  # the last that a licensing team found


def standing(store: Store, *, on: dt.date) -> Standing:
    """What answers rest on that day."""
    day = on.isoformat()
    with ledger(store) as connection:
        agreed = tuple(
            (row["dataset"], row["provider"], int(row["floor"]))
            for row in connection.execute(AGREED, (day, day))
        )
        linking = tuple(one.id for one in read_permissions(connection) if one.stands(on))
        premises = last_finding(connection)
    outlines = hashlib.sha256(repr(_marks(store.geography)).encode("utf-8")).hexdigest()
    plans = hashlib.sha256(repr(_marks(interventions(store))).encode("utf-8")).hexdigest()
    rules = read_rules().version
    geography, registered = outlines[:12], plans[:12]
    version = current_version(store)
    return Standing(version, rules, agreed, geography, linking, registered, premises)


def traces(store: Store) -> Traces:
    """Changes whenever `standing` may have; costs a few looks at the disk and opens nothing."""
    logs = sorted(store.tables.glob("*/_delta_log"))
    files = [store.ledger, HERE / "rules.toml", *logs]
    return (
        *(_mark(file) for file in files),
        *_marks(store.geography),
        *_marks(interventions(store)),
    )


def geography_of(store: Store) -> dict[str, str]:
    """Which areas and which named places counts are made by: two of one set can be subtracted."""
    return dict(_geography(_marks(store.geography)))


@lru_cache(maxsize=64)
def _geography(marks: Traces) -> tuple[tuple[str, str], ...]:
    found = {"area": hashlib.sha256(), "place": hashlib.sha256()}
    for name, _, _ in marks:
        path = Path(name)
        found["place" if path.stem == "places" else "area"].update(path.read_bytes())
    return tuple((kind, digest.hexdigest()[:8]) for kind, digest in found.items())


def _marks(folder: Path) -> Traces:
    return tuple(_mark(file) for file in sorted(folder.glob("*")) if file.is_file())


def _mark(path: Path) -> tuple[str, int, int]:
    """A folder's size says nothing, so its entries are counted."""
    if not path.exists():
        return str(path), 0, 0
    found = path.stat()
    size = sum(1 for _ in path.iterdir()) if path.is_dir() else found.st_size
    return str(path), found.st_mtime_ns, size

"""A store version is the vector of table versions, written "ambulance_call@24,police_street@44"."""

from collections.abc import Mapping

from watchward.errors import StoreRefusal
from watchward.lake.store import Store
from watchward.lake.tables import held_tables, open_table


def current_version(store: Store) -> str:
    """The version as it is now; empty where nothing is held."""
    versions = {name: open_table(store, name).version() for name in held_tables(store)}
    return version_text(versions)


def version_text(versions: Mapping[str, int]) -> str:
    """Table versions as one text; a table that has no data yet (version 0) is left out."""
    return ",".join(f"{name}@{at}" for name, at in sorted(versions.items()) if at > 0)


def version_numbers(text: str) -> dict[str, int]:
    """The table versions that a store version's text names."""
    versions = {}
    for part in filter(None, text.split(",")):
        name, _, at = part.rpartition("@")
        if not name or not at.isdigit():
            raise StoreRefusal(
                "That is not a store version.",
                where="store version",
                do="Copy it from a receipt or a briefing: for example police_street@44.",
            )
        versions[name] = int(at)
    return versions

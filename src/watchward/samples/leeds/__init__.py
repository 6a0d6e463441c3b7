"""Real street crime in Leeds, three Julys, and its LSOAs; provenance.toml states its limits."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
STREET_FILES = tuple(sorted(FOLDER.glob("*-street.csv.gz")))
BOUNDARY_FILES = tuple(sorted(FOLDER.glob("*.geojson.gz")))


def provenance() -> dict[str, Any]:
    """Sources, licences, attribution, limits and counts, as a page must state them."""
    return tomllib.loads((FOLDER / "provenance.toml").read_text("utf-8"))

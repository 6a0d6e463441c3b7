"""How much of the site's own Welsh a speaker has reviewed; a page says so until all of it is.

The count is written by scripts/messages.py from the one register (reference/words/reviewed.toml);
a test holds the two together, so that no page can call itself reviewed by itself.
"""

import json
from functools import cache
from pathlib import Path

from watchward.reference.welsh import all_reviewed

COUNTED = Path(__file__).with_name("welsh_reviewed.json")
GROUND = "core"  # whose words stand on every page
OWN_WORDS = frozenset(  # own catalogues
    {"evidence", "interventions", "licensing", "meetings", "submissions", "operations"}
)


@cache
def _whole() -> frozenset[str]:
    counted = json.loads(COUNTED.read_text("utf-8"))
    return frozenset(app for app, of in counted.items() if of["reviewed"] == of["messages"])


def page_reviewed(url: str) -> bool:
    """Whether a speaker has reviewed all that a page of this URL name can say in Welsh."""
    app = url.partition(":")[0]
    wanted = {GROUND, app} if app in OWN_WORDS else {GROUND}
    return wanted <= _whole() and all_reviewed()

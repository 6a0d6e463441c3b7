"""What the address says was chosen, so that a view can be shared; only an analyst may choose.

Anybody else sees what is declared: two windows that overlap could be subtracted from each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from watchward.contract.about import Options
from watchward.contract.dataset import datasets
from watchward.contract.period import month_number, month_text
from watchward.errors import UsageRefusal

CHOOSES = "analyst"
NAMES = ("month", "dataset")


@dataclass(frozen=True)
class Choice:
    """The last month and the data set; nothing chosen is the last month held, and every source."""

    month: int | None = None
    dataset: str = ""

    @property
    def options(self) -> Options:
        """As the gate is asked."""
        return Options(month=self.month, dataset=self.dataset)

    @property
    def query(self) -> str:
        """What follows the address, from the question mark on; empty where nothing is chosen."""
        chosen = {"month": month_text(self.month) if self.month else "", "dataset": self.dataset}
        written = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{written}" if written else ""


NOTHING = Choice()


@dataclass(frozen=True)
class Read:
    """What was understood, which fields were not, and whether a choice was set aside."""

    choice: Choice
    wrong: tuple[str, ...] = ()
    set_aside: bool = False


def read_choice(given: Mapping[str, str], *, audience: str) -> Read:
    """The choice in an address; a wrong value is named by its field and never repeated."""
    named = {name: given.get(name, "").strip() for name in NAMES}
    if audience != CHOOSES:
        return Read(NOTHING, set_aside=any(named.values()))
    wrong: list[str] = []
    month = None
    if named["month"]:
        try:
            month = month_number(named["month"])
        except UsageRefusal:
            wrong.append("month")
    dataset = named["dataset"]
    if dataset and dataset not in datasets():
        wrong.append("dataset")
        dataset = ""
    return Read(Choice(month, dataset), tuple(wrong))

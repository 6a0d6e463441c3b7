"""The tree of refusals: what a person is told, and the exit code a script sees.

    Refusal                1   anything Watchward will not do
    ├── UsageRefusal       2   the command's words are off (an unknown data set, a bad period)
    ├── InputRefusal       3   a file cannot be read as it stands (empty, truncated, wrong columns)
    ├── PrivacyRefusal     4   what would leave could identify a person
    ├── PackageRefusal     5   a package is damaged, unsigned, forged or already held
    ├── StoreRefusal       6   the store cannot take it now (locked, full disk, production rules)
    └── DisclosureRefusal  7   the answer may not be shown to that audience

A refusal says what happened, where, and what to do next, and never quotes a value from the data.
"""


class Refusal(Exception):
    """Something Watchward will not do, with the next step for the person who asked."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what = what
        self.where = where
        self.do = do
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head} {self.do}".strip()


class UsageRefusal(Refusal):
    """The command's words are off."""

    exit_code = 2


class InputRefusal(Refusal):
    """A file cannot be read as it stands."""

    exit_code = 3


class PrivacyRefusal(Refusal):
    """What would leave could identify a person."""

    exit_code = 4


class PackageRefusal(Refusal):
    """A package is damaged, unsigned, forged or already held."""

    exit_code = 5


class StoreRefusal(Refusal):
    """The store cannot take it now."""

    exit_code = 6


class DisclosureRefusal(Refusal):
    """The answer may not be shown to that audience."""

    exit_code = 7

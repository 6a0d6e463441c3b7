"""What a hub answers, at once or laid ready: receipts, kept once checked; refusals, as words."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from watchward.contract.receipt import Receipt
from watchward.errors import Refusal
from watchward.provider.receipts import keep_receipt, package_of, read_receipt, stem, words

Read = Callable[[], str]
Named = Iterable[tuple[str, Read]]  # a file's name, and how its text is had
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Sent:
    """What became of a package; `receipt` is "" while the hub has not come to the end of it."""

    where: str  # how the channel itself calls it
    state: str
    receipt: str = ""
    told: str = ""  # the signed receipt itself, as JSON


@dataclass(frozen=True)
class PickedUp:
    """What the hub has laid there for this machine."""

    receipts: tuple[Receipt, ...] = ()
    refused: tuple[Refusal, ...] = ()  # receipts that no hub known here has signed
    # package → why the hub refused it, unsigned
    turned_away: Mapping[str, str] = field(default_factory=dict)
    finish: Callable[[], None] = lambda: None  # call it when all of this is written down

    def and_also(self, other: "PickedUp") -> "PickedUp":
        """Both together."""
        return PickedUp(
            self.receipts + other.receipts,
            self.refused + other.refused,
            {**self.turned_away, **other.turned_away},
        )

    def then(self, finish: Callable[[], None]) -> "PickedUp":
        """The same, with what is to be done last."""
        return replace(self, finish=finish)


@dataclass(frozen=True)
class Keeping:
    """Whose receipts are looked for, by which hubs they may be signed, and where they are kept."""

    ours: Collection[str]
    hubs: Path
    kept: Path


def sort_out(receipts: Named, refusals: Named, keeping: Keeping) -> PickedUp:
    """Receipts of our packages are kept; those of other providers are nobody's business here."""
    good: list[Receipt] = []
    bad: list[Refusal] = []
    for name, read in receipts:
        try:
            text = read()
            if package_of(read_receipt(text, where=name)) in keeping.ours:
                kept = keep_receipt(text, hubs=keeping.hubs, kept=keeping.kept, where=name)
                good.append(kept)
        except Refusal as refusal:
            bad.append(refusal)
    open_still = set(keeping.ours) - {package_of(receipt) for receipt in good}
    said = {stem(name.removesuffix(".txt")): read for name, read in refusals}
    turned = {name: words(read()) for name, read in sorted(said.items()) if name in open_still}
    return PickedUp(tuple(good), tuple(bad), turned)

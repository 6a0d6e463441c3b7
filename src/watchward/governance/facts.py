"""What the papers are made from: declarations, answers, and what a store or package adds."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from watchward.contract.container import read_package
from watchward.contract.dataset import Dataset, datasets
from watchward.contract.package import Manifest
from watchward.contract.receipt import Receipt
from watchward.contract.sealed import is_sealed
from watchward.contract.signature import verify
from watchward.disclosure.rules import Rules, read_rules
from watchward.errors import InputRefusal
from watchward.governance.questions import Answers
from watchward.hub.agreements import Agreement, every_agreement
from watchward.hub.bodies import nations
from watchward.hub.duties import Duty, duties
from watchward.hub.ledger import receipts
from watchward.lake.store import Store
from watchward.provider.approvals import Approval


@dataclass(frozen=True)
class Ledger:
    """What a partnership's store says of who owes what, and on what terms."""

    agreements: tuple[Agreement, ...]
    duties: tuple[Duty, ...]
    receipts: tuple[Receipt, ...]  # those that stand
    nations: Mapping[str, str]  # body → England or Wales, where it is known

    @property
    def named(self) -> frozenset[str]:
        """Data sets that it knows of in any way."""
        signed = {one.dataset for one in self.agreements}
        owed = {one.dataset for one in self.duties}
        return frozenset((*signed, *owed, *(one.dataset for one in self.receipts)))


@dataclass(frozen=True)
class Facts:
    """Everything that a paper may print; `ledger` and `approvals` are None where none was given."""

    partnership: str
    made_at: dt.datetime
    answers: Answers
    sets: tuple[Dataset, ...]
    rules: Rules
    ledger: Ledger | None = None
    approvals: tuple[Approval, ...] | None = None
    packages: tuple[Manifest, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # provider's code → what it is called

    @property
    def nation(self) -> str:
        """England, Wales, or empty while nobody has said."""
        return self.answers.nation

    @property
    def synthetic(self) -> bool:
        """True where a package that is quoted, or the store, holds made-up records."""
        held = self.ledger.receipts if self.ledger else ()
        return any(one.synthetic for one in self.packages) or any(one.synthetic for one in held)


def gathered(
    answers: Answers,
    *,
    partnership: str,
    made_at: dt.datetime,
    store: Store | None = None,
    approvals: tuple[Approval, ...] | None = None,
    packages: tuple[Path, ...] = (),
    names: Mapping[str, str] | None = None,
) -> Facts:
    """Read all of it once; a package counts only if every byte of it is as it was signed."""
    ledger = None
    if store is not None:
        ledger = Ledger(every_agreement(store), duties(store), receipts(store), nations(store))
    manifests = tuple(map(_manifest, packages))
    chosen = answers.datasets or (tuple(sorted(ledger.named)) if ledger else ())
    known = datasets()
    return Facts(
        partnership=partnership,
        made_at=made_at,
        answers=answers,
        sets=tuple(known[name] for name in (chosen or known) if name in known),
        rules=read_rules(),
        ledger=ledger,
        approvals=approvals,
        packages=manifests,
        names=names or {},
    )


def _manifest(path: Path) -> Manifest:
    """What a package says of itself; a sealed one says nothing to anybody but its hub."""
    if is_sealed(path):
        raise InputRefusal(
            "The package is sealed to a hub, so its measures cannot be read.",
            where=path.name,
            do="Give the package as it was before it was sealed, from the folder it was made in.",
        )
    return read_package(path, verify=verify).manifest

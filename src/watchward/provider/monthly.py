"""How one data set goes out every month, kept as a small file that a person has reviewed.

It names where and how, and holds no secret: keys and passwords stay in the environment.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from watchward.errors import UsageRefusal
from watchward.provider.keep import keep
from watchward.provider.mapping.saved import ExtractMapping, read_mapping
from watchward.provider.mapping.written import as_toml, quoted
from watchward.provider.names import check_names

LARGEST = 10_000
HEAD = "# How this data set goes out every month: see `watchward monthly`. It holds no secret.\n"
FIRST = (
    "Say once how it goes out: watchward monthly FILE --dataset NAME --provider CODE "
    "--mapping FILE --receiver HUB --to WHERE --by NAME."
)


@dataclass(frozen=True)
class Monthly:
    """One data set's standing answers; `reviewed_by` is who gave them."""

    dataset: str
    provider: str
    to: str
    receiver: str = ""
    generalise: str = ""
    synthetic: bool = False
    reviewed_by: str = ""
    reviewed_at: str = ""

    def check(self) -> None:
        """Refuse what must not go out month by month."""
        check_names(self.provider, "", self.receiver)
        if not self.to:
            raise UsageRefusal("It does not say where to.", where="--to", do=FIRST)
        if not (self.receiver or self.synthetic):
            raise UsageRefusal(
                "Real records are sealed to a hub before they go out.",
                where="--receiver",
                do="Give the hub's code; `watchward hub-key add` makes it known here.",
            )


def read_monthly(folder: Path, dataset: str = "") -> Monthly | None:
    """What is kept for `dataset`, or, where only one is kept, for that one."""
    kept = [path for path in sorted(folder.glob("*.toml")) if not _is_mapping(path)]
    if dataset:
        kept = [path for path in kept if path.stem == dataset]
    if len(kept) > 1:
        names = ", ".join(path.stem for path in kept)
        raise UsageRefusal("Several data sets go out from here.", where="--dataset", do=names)
    return _read(kept[0]) if kept else None


def kept_mapping(folder: Path, monthly: Monthly) -> ExtractMapping:
    """The reviewed mapping that lies beside it."""
    return read_mapping(_mapping_path(folder, monthly.dataset))


def keep_monthly(monthly: Monthly, folder: Path, *, mapping: ExtractMapping | None) -> None:
    """Write both down; without `mapping` the one that is kept stays."""
    monthly.check()
    if mapping is None and not _mapping_path(folder, monthly.dataset).exists():
        raise UsageRefusal(
            "A mapping says how the extract is read, and sees when its shape changes.",
            where="--mapping",
            do=f"Make one: watchward map FILE --dataset {monthly.dataset} --out mapping.toml.",
        )
    if mapping is not None:
        keep(_mapping_path(folder, monthly.dataset), as_toml(mapping))
    keep(folder / f"{monthly.dataset}.toml", HEAD + "\n".join(_lines(monthly)) + "\n")


def changed(kept: Monthly | None, **said: str | bool) -> Monthly:
    """`kept` with what is said now; nothing said changes nothing."""
    told = {name: value for name, value in said.items() if value}
    if kept is None:
        missing = [name for name in ("dataset", "provider", "to") if name not in told]
        if missing:
            raise UsageRefusal(
                "Nothing is kept yet of how it goes out.", where=f"--{missing[0]}", do=FIRST
            )
        kept = Monthly(dataset="", provider="", to="")
    return replace(kept, **told)  # type: ignore[arg-type]  # names and kinds are Monthly's own


def _lines(monthly: Monthly) -> Iterator[str]:
    for name, value in asdict(monthly).items():
        yield f"{name} = {quoted(value) if isinstance(value, str) else str(value).lower()}"


def _read(path: Path) -> Monthly:
    kinds = {field.name: field.type for field in fields(Monthly)}
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError
        told = {"generalise": "", **tomllib.loads(path.read_text("utf-8"))}
        if any(not isinstance(told[name], bool if name == "synthetic" else str) for name in kinds):
            raise ValueError
        read = Monthly(**told)
    except (OSError, ValueError, TypeError, KeyError):
        raise UsageRefusal(
            "What is kept of how it goes out cannot be read.", where=path.name, do=FIRST
        ) from None
    read.check()
    return read


def _mapping_path(folder: Path, dataset: str) -> Path:
    return folder / f"{dataset}.mapping.toml"


def _is_mapping(path: Path) -> bool:
    return path.name.endswith(".mapping.toml")

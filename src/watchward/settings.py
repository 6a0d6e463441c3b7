"""Settings are read once, at the entry point, from file and environment, then handed down."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from watchward.errors import UsageRefusal

ENVIRONMENTS = ("development", "production")


@dataclass(frozen=True)
class Settings:
    """What differs from one installation to another."""

    environment: str
    home: Path
    partnership: str
    engine: str = "duckdb"  # or the address of another: spark://…, postgresql://…

    @property
    def production(self) -> bool:
        """True where real people's data would be held; the strict rules apply."""
        return self.environment == "production"

    @property
    def keys(self) -> Path:
        """Folder of this machine's signing keys, outside any repository."""
        return self.home / "keys"

    @property
    def gazetteer(self) -> Path:
        """Folder of the places that location text is looked up in, and of local names."""
        return self.home / "gazetteer"

    @property
    def catchments(self) -> Path:
        """Folder of the groups of addresses that places are moved to."""
        return self.home / "catchments"

    @property
    def hubs(self) -> Path:
        """Public keys of the hubs that this machine seals to."""
        return self.home / "hubs"

    @property
    def monthly(self) -> Path:
        """What `watchward monthly` keeps: how each data set goes out, with its mapping."""
        return self.home / "monthly"

    @property
    def outbox(self) -> Path:
        """Packages that `watchward monthly` has made."""
        return self.home / "outbox"

    @property
    def sftp(self) -> Path:
        """This machine's SSH key, and the servers' keys that somebody has compared."""
        return self.home / "sftp"

    @property
    def mesh(self) -> Path:
        """The mailbox of NHS MESH that this machine opens, and its certificate."""
        return self.home / "mesh"

    @property
    def sent(self) -> Path:
        """Notes of the packages that were sent from this machine."""
        return self.home / "sent"

    @property
    def receipts(self) -> Path:
        """The hubs' signed receipts for them."""
        return self.home / "receipts"


def read_settings(environ: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """Read `file` (or ./watchward.toml where it exists); the environment wins over the file."""
    env = os.environ if environ is None else environ
    written = _written(env, file)
    environment = env.get("WATCHWARD_ENVIRONMENT", written.get("environment", "development"))
    if environment not in ENVIRONMENTS:
        raise UsageRefusal(
            "The environment is not one that Watchward knows.",
            where="setting `environment`",
            do=f"Use one of: {', '.join(ENVIRONMENTS)}.",
        )
    home = Path(env.get("WATCHWARD_HOME") or written.get("home", "~/.watchward")).expanduser()
    return Settings(
        environment=environment,
        home=home,
        partnership=written.get("partnership", "the partnership"),
        engine=env.get("WATCHWARD_ENGINE") or written.get("engine", "duckdb"),
    )


def _written(env: Mapping[str, str], file: Path | None) -> Mapping[str, str]:
    """A mistake here could quietly turn production off, so none is passed over."""
    named = env.get("WATCHWARD_SETTINGS")
    path = file or Path(named or "watchward.toml")
    if not path.exists():
        if named and file is None:
            raise UsageRefusal(
                "There is no settings file of that name.",
                where="WATCHWARD_SETTINGS",
                do="Mend the path, or unset it.",
            )
        return {}
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise UsageRefusal(
            "The settings file cannot be read.", where=path.name, do="It is TOML, in UTF-8."
        ) from None
    known = {field.name for field in fields(Settings)}
    strange = sorted(set(written) - known)
    wrong = sorted(name for name, value in written.items() if not isinstance(value, str))
    if strange or wrong:
        raise UsageRefusal(
            f"These are not settings: {', '.join(strange)}."
            if strange
            else f"These are not text: {', '.join(wrong)}.",
            where=path.name,
            do=f"There are: {', '.join(sorted(known))}, each a text.",
        )
    return written

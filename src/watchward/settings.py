"""Settings are read once, at the entry point, from file and environment, then handed down."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from watchward.errors import UsageRefusal

ENVIRONMENTS = ("development", "production")


@dataclass(frozen=True)
class Settings:
    """What differs from one installation to another."""

    environment: str
    home: Path
    partnership: str

    @property
    def production(self) -> bool:
        """True where real people's data would be held; the strict rules apply."""
        return self.environment == "production"

    @property
    def keys(self) -> Path:
        """Folder of this machine's signing keys, outside any repository."""
        return self.home / "keys"


def read_settings(environ: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """Read `file` (or ./watchward.toml where it exists); the environment wins over the file."""
    env = os.environ if environ is None else environ
    file = file or Path(env.get("WATCHWARD_SETTINGS", "watchward.toml"))
    written = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    environment = env.get("WATCHWARD_ENVIRONMENT", written.get("environment", "development"))
    if environment not in ENVIRONMENTS:
        raise UsageRefusal(
            "The environment is not one that Watchward knows.",
            where="setting `environment`",
            do=f"Use one of: {', '.join(ENVIRONMENTS)}.",
        )
    home = Path(env.get("WATCHWARD_HOME", written.get("home", "~/.watchward"))).expanduser()
    return Settings(
        environment=environment,
        home=home,
        partnership=written.get("partnership", "the partnership"),
    )

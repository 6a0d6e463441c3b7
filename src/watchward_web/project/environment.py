"""What the environment says, read once; production refuses to start on an unsafe default."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from watchward.errors import UsageRefusal

DATABASES = {"postgres": "postgresql", "postgresql": "postgresql"}


@dataclass(frozen=True)
class Environment:
    """Settings that differ from one installation to another."""

    production: bool
    data: Path
    secret_key: str
    audit_key: str
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    site: str
    database: Mapping[str, Any]
    behind_proxy: bool
    smtp: str
    sender: str
    metrics_token: str


def read_environment(environ: Mapping[str, str] | None = None) -> Environment:
    """Read WATCHWARD_ENVIRONMENT, WATCHWARD_WEB_* and DATABASE_URL."""
    env = os.environ if environ is None else environ
    production = env.get("WATCHWARD_ENVIRONMENT", "development") == "production"
    data = Path(env.get("WATCHWARD_WEB_DATA", "serve-data")).resolve()
    hosts = _words(env.get("WATCHWARD_WEB_HOSTS", ""))
    if production and not hosts:
        raise _missing("WATCHWARD_WEB_HOSTS", "the names that the site answers to, with commas")
    origins = tuple(f"https://{host}" for host in hosts if production)
    return Environment(
        production=production,
        data=data,
        secret_key=_key("SECRET_KEY", env, data=data, production=production),
        audit_key=_key("AUDIT_KEY", env, data=data, production=production),
        hosts=hosts or ("localhost", "127.0.0.1", "[::1]"),
        origins=origins,
        site=origins[0] if origins else f"http://localhost:{env.get('PORT', '8000')}",
        database=_database(env.get("DATABASE_URL", ""), data),
        behind_proxy=env.get("WATCHWARD_WEB_BEHIND_PROXY", "") == "1",
        smtp=env.get("WATCHWARD_WEB_SMTP", ""),
        sender=env.get("WATCHWARD_WEB_SENDER", "watchward@localhost"),
        metrics_token=env.get("WATCHWARD_WEB_METRICS_TOKEN", ""),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _missing(name: str, what: str) -> UsageRefusal:
    return UsageRefusal(
        "A setting that production needs is missing.",
        where=name,
        do=f"Set {name}: {what}.",
    )


def _key(name: str, env: Mapping[str, str], *, data: Path, production: bool) -> str:
    """From the environment; outside production made once and kept in the data folder."""
    written = env.get(f"WATCHWARD_WEB_{name}", "")
    if written:
        return written
    if production:
        raise _missing(f"WATCHWARD_WEB_{name}", "a random text of fifty characters or more")
    file = data / "keys" / name.lower().replace("_", "-")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_text("utf-8")
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(secrets.token_urlsafe(50))
    return file.read_text("utf-8")


def _database(url: str, data: Path) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "watchward.sqlite3",
            # Readers never wait; a writer takes its turn when it begins, and cannot fail half way.
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "pragma journal_mode=wal; pragma synchronous=full;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in DATABASES:
        raise UsageRefusal(
            "The database is not one that Watchward runs on.",
            where="DATABASE_URL",
            do="Use postgresql://USER:PASSWORD@HOST:PORT/NAME, or leave it out for SQLite.",
        )
    return {
        "ENGINE": f"django.db.backends.{DATABASES[parts.scheme]}",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
